import sharp from 'sharp'
import { signatureFile } from '../../core/enrollment/packet.ts'
import { DomainError } from '../../core/errors.ts'
import { instantOf } from '../clock.ts'
import { requireUnsigned, type CaptureSession } from './capture-session.ts'
import { hashIn, keepFiles, withFiles, withRecords } from './captured-files.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

/** What came is no picture of a signature. */
export class SignatureRefused extends DomainError<'SIGNATURE_REFUSED'> {
  constructor(cause: 'FORMAT' | 'TOO_LARGE' | 'EMPTY') {
    super(
      'SIGNATURE_REFUSED',
      {
        FORMAT: {
          vi: 'Ảnh chữ ký không đọc được. Hãy ký lại.',
          en: 'The picture of the signature cannot be read. Sign again.',
        },
        TOO_LARGE: { vi: 'Ảnh chữ ký quá lớn.', en: 'The picture of the signature is too large.' },
        EMPTY: {
          vi: 'Chưa thấy nét ký nào. Hãy ký lại, hoặc ghi lý do không ký.',
          en: 'There is no stroke to be seen. Sign again, or record why there is no signature.',
        },
      }[cause],
      { cause },
    )
  }
}

const mostBytes = 100_000
const mostPixels = 8_000_000
/** Levels under this are ink. */
const ink = 160
/** Pixels of ink: fewer are a dot, and a signature covers little of its field. */
const leastInk = 60
const mostInkShare = 0.5

/** The PNG of a signature, from base64. Throws SignatureRefused where it is none or shows no ink. */
export async function readSignature(base64: string): Promise<Uint8Array> {
  const png = new Uint8Array(Buffer.from(base64, 'base64'))
  if (png.length > mostBytes) throw new SignatureRefused('TOO_LARGE')
  const refuse = () => {
    throw new SignatureRefused('FORMAT')
  }
  const picture = sharp(png, { failOn: 'warning', limitInputPixels: mostPixels })
  const { format } = await picture.metadata().catch(refuse)
  if (format !== 'png') throw new SignatureRefused('FORMAT')
  const levels = await picture.flatten({ background: '#fff' }).greyscale().raw().toBuffer().catch(refuse)
  const dark = levels.reduce((count, level) => (level < ink ? count + 1 : count), 0)
  if (dark < leastInk || dark > mostInkShare * levels.length) throw new SignatureRefused('EMPTY')
  return png
}

/** Keeps the applicant's signature, or why there is none. Throws SignatureRefused. */
export async function captureSignature(
  kiosk: Kiosk,
  id: string,
  given: { readonly signature: string } | { readonly refusal: string },
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireUnsigned(session, 'capture')
    const at = instantOf(kiosk.clock())
    if ('refusal' in given) {
      const signature = { file: null, refusal: given.refusal, at }
      return keep(kiosk, withFiles({ ...session, signature }, []))
    }
    const png = await readSignature(given.signature)
    const files = await keepFiles(kiosk, id, new Map([[signatureFile, png]]))
    const sha256 = hashIn(files, signatureFile)
    // Drawn on the screen: no device of the desk took it.
    const drawn = { position: 0, impression: 1, device: null, dpi: null, bitDepth: null }
    const record = { kind: 'SIGNATURE', ...drawn, capturedAt: at, sha256 } as const
    const recorded = await withRecords(kiosk, session, [record])
    const signature = { file: signatureFile, refusal: null, at } as const
    return keep(kiosk, withFiles({ ...recorded, signature }, files))
  })
}
