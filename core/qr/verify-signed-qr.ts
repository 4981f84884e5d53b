import { toHex } from '../bytes.ts'
import type { ListedQrSigner } from '../contracts/qr-signers.ts'
import { readSignedQr, type SignedQr } from './signed-qr.ts'

/**
 * VALID: ours, and in time. EXPIRED, NOT_YET: ours, but its time is over or has not begun. ALTERED: the signature does not hold.
 * UNKNOWN_SIGNER: nobody we know. REVOKED_SIGNER: signed with a key that is not trusted any more.
 */
export type QrVerdict = 'VALID' | 'EXPIRED' | 'NOT_YET' | 'ALTERED' | 'UNKNOWN_SIGNER' | 'REVOKED_SIGNER'

export interface QrFinding {
  readonly verdict: QrVerdict
  /** What the code says; to be believed only where its signature holds. */
  readonly content: SignedQr
}

interface QrInspection {
  readonly signers: readonly ListedQrSigner[]
  /** Milliseconds since 1970. */
  readonly at: number
  /** ES256 over `data` with the key of an SPKI in base64; `signature` is r ‖ s. */
  readonly verify: (
    spki: string,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ) => Promise<boolean>
}

/** Whether a text is a QR that one of these signers signed, and whether it still holds. Throws SignedQrUnreadable. */
export async function verifySignedQr(
  text: string,
  { signers, at, verify }: QrInspection,
): Promise<QrFinding> {
  const { keyId, toBeSigned, signature, ...content } = readSignedQr(text)
  const signer = signers.find(({ kid }) => kid === toHex(keyId))
  if (!signer) return { verdict: 'UNKNOWN_SIGNER', content }
  if (signer.revoked) return { verdict: 'REVOKED_SIGNER', content }
  if (!(await verify(signer.spki, signature, toBeSigned))) return { verdict: 'ALTERED', content }
  return { verdict: timeVerdict(content, signer, at / 1000), content }
}

/** Clocks of those who check may be behind by so many seconds (RFC 7519, 4.1.5: a few minutes). */
const leeway = 300

/** The end of a CWT is the first moment at which it no longer holds (RFC 8392, 3.1.4; RFC 7519, 4.1.4). */
function timeVerdict(
  { notBefore, expiresAt }: SignedQr,
  signer: Pick<ListedQrSigner, 'notBefore' | 'notAfter'>,
  now: number,
): 'VALID' | 'EXPIRED' | 'NOT_YET' {
  const from = Math.max(notBefore, Date.parse(signer.notBefore) / 1000)
  if (now + leeway < from) return 'NOT_YET'
  return now >= expiresAt || now > Date.parse(signer.notAfter) / 1000 ? 'EXPIRED' : 'VALID'
}
