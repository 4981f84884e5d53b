import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { paperTypeOf } from '../../kernel/content-type.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { reviewable } from './reviewable.ts'

export interface FileImage {
  readonly bytes: Uint8Array
  readonly type: string
}

/** Chains of evidence are read by programs, and lie among the papers. Citizens send PDFs from home too. */
const readable = ['image/jpeg', 'image/png', 'application/pdf']

/** A capture, a paper or a photo of a file, for officers who review it. Each view is kept in the audit. Throws NotFound. */
export async function readFileImage(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly of: 'samples' | 'evidence'; readonly imageId: string },
): Promise<FileImage> {
  const id = recordId(input.id, 'application')
  const imageId = recordId(input.imageId, 'image')
  const file = await app.db.application.findUnique({
    where: { id },
    select: {
      unitCode: true,
      samples: { where: { id: imageId }, select: { sha256: true, kind: true } },
      evidence: {
        where: { id: imageId, mediaType: { in: readable } },
        select: { sha256: true, kind: true },
      },
    },
  })
  const [image] = (await reviewable(app, actor, file))[input.of]
  const bytes = image?.sha256 ? await app.blobs.get(image.sha256) : null
  if (!image || !bytes) throw new NotFound('image')
  await audit(app.db, {
    actor,
    at: app.clock(),
    action: 'application.view-image',
    subjectKind: 'application',
    subjectId: id,
    details: { of: input.of, image: imageId, kind: image.kind },
  })
  return { bytes, type: paperTypeOf(bytes) ?? 'application/octet-stream' }
}
