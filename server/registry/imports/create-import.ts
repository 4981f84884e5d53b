import { normaliseText } from '../../../core/text/vietnamese.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { openUpload } from '../scans/upload-files.ts'
import { nobody } from './create-profile.ts'
import { keepImportFile } from './import-file.ts'

export interface NewImport {
  readonly profileId: string
  /** Phase of the locality's own plan ("giai đoạn 1"). */
  readonly phase: string | null
  /** A complete upload of registry data, or a file of this machine. */
  readonly from: { readonly uploadId: string } | { readonly path: string }
}

/** Begins an import: a file, and the profile by which it is read. Answers the job's id. */
export async function createImport(
  app: App,
  actor: Actor,
  { profileId, phase, from }: NewImport,
): Promise<string> {
  const profile = await app.db.mappingProfile.findUnique({
    where: { id: recordId(profileId, 'mapping profile') },
  })
  if (!profile) throw new NotFound('mapping profile')
  const { unitCode } = profile
  await authorise(app, actor, 'import.prepare', unitCode)
  const { sha256, bytes } = await keepImportFile(app, await pathOf(app, actor, from))
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const { id } = await tx.importJob.create({
      data: {
        profileId,
        unitCode,
        phase: phase === null ? null : normaliseText(phase).slice(0, 100) || null,
        fileSha256: sha256,
        fileBytes: bytes,
        createdById: actor.id ?? nobody,
        createdAt: instantAt(at),
      },
    })
    const details = { unitCode, bytes, sha256 }
    await audit(tx, { actor, at, action: 'import.create', subjectKind: 'import', subjectId: id, details })
    return id
  })
}

async function pathOf(app: App, actor: Actor, from: NewImport['from']): Promise<string> {
  if ('path' in from) return from.path
  const upload = await openUpload(app, from.uploadId)
  // A file that somebody else sent is, for this officer, none.
  if (actor.id !== upload.officerId) throw new NotFound('upload')
  return upload.path
}
