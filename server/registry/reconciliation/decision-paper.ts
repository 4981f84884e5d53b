import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { paperTypeOf } from '../../kernel/content-type.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** The scan that a proposal names is none that this officer has sent whole, or no picture of a paper. */
export class PaperNotSent extends DomainError<'PAPER_NOT_SENT'> {
  constructor() {
    super('PAPER_NOT_SENT', {
      vi: 'Bản quét của giấy tờ chưa gửi xong, hoặc không phải tệp PDF, JPEG, PNG. Hãy gửi lại bản quét.',
      en: 'The scan of the paper has not come whole, or is not a PDF, JPEG or PNG. Send it again.',
    })
  }
}

/** Throws {@link PaperNotSent} unless the officer has sent this scan as evidence (purpose EVIDENCE of an upload). */
export async function requirePaper(app: App, actor: Actor, sha256: string): Promise<void> {
  const upload = await app.db.upload.findFirst({
    where: { officerId: actor.id ?? '', purpose: 'EVIDENCE', sha256, completedAt: { not: null } },
    select: { id: true },
  })
  const paper = upload && (await app.blobs.get(sha256))
  if (!paper || !paperTypeOf(paper)) throw new PaperNotSent()
}

/** The paper on which a case's decision rests, for whoever may read the case; each view is kept in the audit. */
export async function readPaper(app: App, actor: Actor, input: { readonly id: string }) {
  const id = recordId(input.id, 'conflict case')
  const found = await app.db.conflictCase.findUnique({
    where: { id },
    select: { unitCode: true, documentSha256: true },
  })
  if (!found) throw new NotFound('conflict case')
  await authorise(app, actor, 'conflict.read', found.unitCode)
  const paper = found.documentSha256 === null ? null : await app.blobs.get(found.documentSha256)
  const type = paper && paperTypeOf(paper)
  if (!paper || !type) throw new NotFound('document')
  const subject = { subjectKind: 'conflict case', subjectId: id }
  await audit(app.db, { actor, at: app.clock(), action: 'conflict.view-paper', ...subject, details: {} })
  return { paper, type }
}
