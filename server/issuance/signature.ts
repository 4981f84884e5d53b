import sharp from 'sharp'
import { type SignatureStrokes, signatureStrokesSchema } from '../../core/contracts/signature.ts'
import { DomainError } from '../../core/errors.ts'
import type { App } from '../kernel/app.ts'
import { paperTypeOf } from '../kernel/content-type.ts'

/** What the collector has signed with: a picture, the strokes of a pad, or nothing, for a reason. */
export type SignatureGiven =
  | { readonly picture: Uint8Array }
  | { readonly strokes: SignatureStrokes }
  | { readonly unsigned: string }

export class SignatureUnreadable extends DomainError<'SIGNATURE_UNREADABLE'> {
  constructor() {
    super('SIGNATURE_UNREADABLE', {
      vi: 'Không đọc được chữ ký. Mời người nhận ký lại; không ký được thì ghi lý do, từ 5 đến 200 ký tự.',
      en: 'The signature cannot be read. Have it given again; who cannot sign gives a reason of 5 to 200 characters.',
    })
  }
}

export class PaperUnreadable extends DomainError<'PAPER_UNREADABLE'> {
  constructor() {
    super('PAPER_UNREADABLE', {
      vi: 'Bản chụp giấy ủy quyền phải là tệp PDF, JPEG hoặc PNG.',
      en: 'The scan of the letter has to be a PDF, JPEG or PNG file.',
    })
  }
}

/** As large as it is looked at. */
const frame = { width: 900, height: 360, fit: 'inside', withoutEnlargement: true } as const
const mostPixels = 12_000_000
const unsignedLength = { least: 5, most: 200 }

/** Sealed in the blob store before the transaction: one that is then refused leaves bytes that no row names. Throws {@link SignatureUnreadable}. */
export async function keepSignature(
  app: Pick<App, 'blobs'>,
  given: SignatureGiven,
): Promise<{ readonly signatureSha256: string | null; readonly unsignedReason: string | null }> {
  if ('unsigned' in given) {
    const reason = given.unsigned.trim().normalize('NFC')
    const { least, most } = unsignedLength
    if (reason.length < least || reason.length > most) throw new SignatureUnreadable()
    return { signatureSha256: null, unsignedReason: reason }
  }
  const bytes =
    'strokes' in given
      ? new TextEncoder().encode(JSON.stringify(given.strokes))
      : await sharp(given.picture, { limitInputPixels: mostPixels })
          .resize(frame)
          .flatten({ background: '#fff' })
          .png()
          .toBuffer()
          .catch(() => {
            throw new SignatureUnreadable()
          })
  return { signatureSha256: await app.blobs.put(new Uint8Array(bytes)), unsignedReason: null }
}

/** A scan of a letter. Throws {@link PaperUnreadable}. */
export async function keepPaper(app: Pick<App, 'blobs'>, paper: Uint8Array): Promise<string> {
  if (paperTypeOf(paper) === null) throw new PaperUnreadable()
  return app.blobs.put(paper)
}

/** A signature as it was kept. */
export async function keptSignature(
  app: Pick<App, 'blobs'>,
  sha256: string | null,
): Promise<{ readonly picture: Uint8Array } | { readonly strokes: SignatureStrokes } | null> {
  const bytes = sha256 === null ? null : await app.blobs.get(sha256)
  if (!bytes) return null
  if (paperTypeOf(bytes) === 'image/png') return { picture: bytes }
  return { strokes: signatureStrokesSchema.parse(JSON.parse(new TextDecoder().decode(bytes))) }
}
