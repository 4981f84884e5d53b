import { qrSignersSchema, type ListedQrSigner } from '../../core/contracts/qr-signers.ts'
import { SignedQrUnreadable } from '../../core/qr/signed-qr.ts'
import { type QrFinding, verifySignedQr } from '../../core/qr/verify-signed-qr.ts'

/** Why nothing was found out. */
export type QrTrouble = 'UNREADABLE' | 'NO_KEYS' | 'NO_CRYPTOGRAPHY' | 'NO_CAMERA'
export type QrOutcome = QrFinding | { readonly verdict: QrTrouble }

const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
const es256 = { name: 'ECDSA', hash: 'SHA-256' } as const

async function verify(
  spki: string,
  signature: Uint8Array<ArrayBuffer>,
  data: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const der = Uint8Array.from(atob(spki), (letter) => letter.charCodeAt(0))
  const key = await crypto.subtle.importKey('spki', der, p256, false, ['verify'])
  return crypto.subtle.verify(es256, key, signature, data)
}

let fetched: readonly ListedQrSigner[] | null = null

/** Fetched once: the codes themselves are verified without a network. */
export async function fetchSigners(): Promise<readonly ListedQrSigner[] | null> {
  if (fetched) return fetched
  try {
    const response = await fetch('/pki/qr-signers')
    fetched = qrSignersSchema.parse(await response.json()).signers
  } catch {
    return null
  }
  return fetched
}

/** Never throws for what a text says. Line ends come with copied text; a blank is a sign of the code's alphabet and stays. */
export async function checkQr(text: string, at: number): Promise<QrOutcome> {
  // Browsers keep cryptography from pages that came over a line that others can change.
  if (!globalThis.isSecureContext) return { verdict: 'NO_CRYPTOGRAPHY' }
  const signers = await fetchSigners()
  if (!signers) return { verdict: 'NO_KEYS' }
  try {
    return await verifySignedQr(text.replaceAll(/[\r\n]/g, ''), { signers, at, verify })
  } catch (error) {
    if (error instanceof SignedQrUnreadable) return { verdict: 'UNREADABLE' }
    throw error
  }
}
