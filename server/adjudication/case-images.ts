import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { unitsNow } from '../kernel/units.ts'
import { auditCase, authoriseCase, loadCase } from './load-case.ts'
import { shownApplications } from './shown-applications.ts'
import { isBlind } from './who-may-judge.ts'

export interface StoredImage {
  readonly bytes: Uint8Array
  readonly type: string
}

/**
 * An image of one of the files that a case shows side by side. A candidate's image is personal data of another unit: it is
 * seen through the case alone, and each view is kept in the audit.
 */
export async function readCaseSample(
  app: App,
  actor: Actor,
  { id, sampleId }: { readonly id: string; readonly sampleId: string },
): Promise<StoredImage> {
  await unitsNow(app)
  const sha256 = await app.db.$transaction(async (tx) => {
    const found = await loadCase(tx, id)
    await authoriseCase(app, actor, { action: 'duplicate-case.read', unitCode: found.unitCode })
    const files = [found.applicationId, ...(await shownApplications(tx, found)).values()]
    const sample = await tx.biometricSample.findFirst({
      where: { id: recordId(sampleId, 'sample'), applicationId: { in: files } },
      select: { id: true, sha256: true, kind: true },
    })
    if (!sample?.sha256) throw new NotFound('sample')
    const details = { sample: sample.id, kind: sample.kind }
    await auditCase(tx, found, { actor, at: app.clock(), act: 'view-sample', details })
    return sample.sha256
  })
  const bytes = await app.blobs.get(sha256)
  if (!bytes) throw new NotFound('sample')
  return { bytes, type: bytes[0] === 0xff ? 'image/jpeg' : 'image/png' }
}

/** The file of a document of a case. What would tell the first verdict stays closed to the second judge. */
export async function readCaseDocument(
  app: App,
  actor: Actor,
  { id, documentId }: { readonly id: string; readonly documentId: string },
): Promise<StoredImage> {
  await unitsNow(app)
  const { sha256, type } = await app.db.$transaction(async (tx) => {
    const found = await loadCase(tx, id)
    await authoriseCase(app, actor, { action: 'duplicate-case.read', unitCode: found.unitCode })
    const document = await tx.caseDocument.findFirst({
      where: { id: recordId(documentId, 'document'), caseId: found.id },
    })
    const closed = document?.kind === 'FRAUD_REPORT' && document.officerId !== actor.id
    if (!document?.sha256 || (closed && isBlind(found, actor))) throw new NotFound('document')
    const details = { document: document.id }
    await auditCase(tx, found, { actor, at: app.clock(), act: 'view-document', details })
    return { sha256: document.sha256, type: document.contentType ?? 'application/octet-stream' }
  })
  const bytes = await app.blobs.get(sha256)
  if (!bytes) throw new NotFound('document')
  return { bytes, type }
}
