import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { enqueue } from '../../kernel/jobs.ts'
import { recordId } from '../../kernel/record-id.ts'
import { archivePlaceOf } from '../scanning-office/archive-place.ts'
import { UploadIncomplete } from './upload-files.ts'

export const scanSources = ['FOLDER', 'ESCL', 'UPLOAD'] as const
export type ScanSource = (typeof scanSources)[number]

export interface SubmittedPage {
  readonly uploadId: string
  readonly source: ScanSource
  readonly archivePlace: string | null
}

/**
 * A page that came whole is put before the reader. The same image again, from whomever at the office, is the scan that is
 * there already: `known`, and nothing changes.
 */
export async function submitFormPage(
  app: App,
  actor: Actor,
  { uploadId, source, archivePlace }: SubmittedPage,
): Promise<{ readonly scanId: string; readonly known: boolean }> {
  const upload = await app.db.upload.findUnique({ where: { id: recordId(uploadId, 'upload') } })
  if (upload?.purpose !== 'FORM_PAGE' || upload.officerId !== actor.id) throw new NotFound('upload')
  const { unitCode, sha256 } = upload
  await authorise(app, actor, 'form.scan', unitCode)
  if (!upload.completedAt) throw new UploadIncomplete()
  const place = archivePlace === null ? null : archivePlaceOf(archivePlace)
  const at = app.clock()
  const page = { unitCode, sha256, source, archivePlace: place, scannedById: actor.id, width: 0, height: 0 }
  try {
    const scanId = await app.db.$transaction(async (tx) => {
      const { id } = await tx.formScan.create({ data: { ...page, scannedAt: instantAt(at) } })
      await enqueue(tx, 'read-form-page', { scanId: id }, { key: `read-form-page:${id}` })
      const subject = { subjectKind: 'form scan', subjectId: id }
      await audit(tx, { actor, at, action: 'form.scan', ...subject, details: { unitCode, source, sha256 } })
      return id
    })
    return { scanId, known: false }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const unitCode_sha256 = { unitCode, sha256 }
    const { id } = await app.db.formScan.findUniqueOrThrow({ where: { unitCode_sha256 } })
    return { scanId: id, known: true }
  }
}
