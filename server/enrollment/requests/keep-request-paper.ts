import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { paperTypeOf } from '../../kernel/content-type.ts'

/** Only a PDF, a JPEG or a PNG is a paper. */
export class NotAPaper extends DomainError<'NOT_A_PAPER'> {
  constructor() {
    super('NOT_A_PAPER', {
      vi: 'Tệp không phải ảnh JPEG, PNG hoặc PDF. Hãy quét lại giấy tờ.',
      en: 'The file is no JPEG, PNG or PDF. Scan the paper again.',
    })
  }
}

/** Keeps a page that an officer scanned for a request, before the request is opened: named by its content, it harms nobody. */
export async function keepRequestPaper(app: App, actor: Actor, input: { readonly bytes: Uint8Array }) {
  demand(actor, 'application.open-request')
  const mediaType = paperTypeOf(input.bytes)
  if (!mediaType) throw new NotAPaper()
  return { sha256: await app.blobs.put(input.bytes), mediaType }
}
