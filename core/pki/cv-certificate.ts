/**
 * Card-verifiable certificates of the terminals that may read fingers and irises (TR-03110-3, C and D):
 *   7F21 { 7F4E body, 5F37 signature r ‖ s over the body with its header }
 *   body: 5F29 00, 42 authority reference, 7F49 public key, 5F20 holder reference,
 *         7F4C { 06 id-IS, 53 role and rights }, 5F25 effective, 5F24 expiration YYMMDD, one digit a byte
 *   public key: 06 id-TA-ECDSA-SHA-*, [81 p, 82 a, 83 b, 84 G, 85 n,] 86 point [, 87 cofactor]
 * Domain parameters stand in certificates of a CVCA and nowhere else (D.3.3).
 */
import { fromHex } from '../bytes.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { asciiBytes, objectIdentifier } from '../der.ts'
import { encodeTlv } from '../lds/tlv.ts'
import { type Curve, curves } from './curves.ts'
import { plainSignature } from './plain-signature.ts'
import { algorithmOf, type PublicPoint, type SignatureAlgorithm, type SigningKey } from './signing-key.ts'

export const cvTags = {
  certificate: 0x7f21,
  body: 0x7f4e,
  profile: 0x5f29,
  authority: 0x42,
  publicKey: 0x7f49,
  holder: 0x5f20,
  authorization: 0x7f4c,
  effective: 0x5f25,
  expiration: 0x5f24,
  extensions: 0x65,
  signature: 0x5f37,
  objectIdentifier: 0x06,
  discretionary: 0x53,
  p: 0x81,
  a: 0x82,
  b: 0x83,
  base: 0x84,
  order: 0x85,
  point: 0x86,
  cofactor: 0x87,
} as const

/** First two bits of the rights (TR-03110-3, C.4.1). */
export const cvRoles = { CVCA: 0xc0, DV_DOMESTIC: 0x80, DV_FOREIGN: 0x40, TERMINAL: 0x00 } as const
export type CvRole = keyof typeof cvRoles

export interface CvRights {
  /** DG3. */
  readonly fingers: boolean
  /** DG4. */
  readonly irises: boolean
}
export const cvRightBits = { fingers: 0x01, irises: 0x02 } as const satisfies Record<keyof CvRights, number>

/** id-IS: inspection systems (TR-03110-3, C.4.1). */
export const inspectionSystems = objectIdentifier('0.4.0.127.0.7.3.1.2.1')

/** id-TA-ECDSA-SHA-256, -384, -512 (TR-03110-3, A.6.3): how this key's own signatures are verified. */
export const terminalAuthentication: Readonly<Record<SignatureAlgorithm, Uint8Array>> = {
  ECDSA_SHA256: objectIdentifier('0.4.0.127.0.7.2.2.2.2.3'),
  ECDSA_SHA384: objectIdentifier('0.4.0.127.0.7.2.2.2.2.4'),
  ECDSA_SHA512: objectIdentifier('0.4.0.127.0.7.2.2.2.2.5'),
}

export interface CvOrder {
  /** The issuer's; of a first CVCA its own. */
  readonly key: SigningKey
  /** Holder reference of the issuer's certificate, of a self-signed one its own. */
  readonly authority: string
  /** From {@link holderReference}. */
  readonly holder: string
  readonly subjectPoint: PublicPoint
  readonly role: CvRole
  readonly rights: CvRights
  readonly effective: CalendarDate
  /** The last day. */
  readonly expires: CalendarDate
}

/** Country, mnemonic of at most nine characters, sequence of five (TR-03110-3, D.3.1): VNCVCA00001. */
export function holderReference(country: string, mnemonic: string, sequence: number): string {
  const reference = `${country}${mnemonic}${String(sequence).padStart(5, '0')}`
  if (!/^[A-Z]{2}[\x21-\x7e]{1,9}\d{5}$/.test(reference)) throw new RangeError('not a holder reference')
  return reference
}

/** A certificate, from 7F21 on. Link certificates are a CVCA's new key under its old one. */
export async function issueCvCertificate(order: CvOrder): Promise<Uint8Array<ArrayBuffer>> {
  const { key, role, rights } = order
  const bits =
    cvRoles[role] | (rights.fingers ? cvRightBits.fingers : 0) | (rights.irises ? cvRightBits.irises : 0)
  const body = encodeTlv(
    cvTags.body,
    encodeTlv(cvTags.profile, Uint8Array.of(0)),
    encodeTlv(cvTags.authority, asciiBytes(order.authority)),
    encodeCvKey(order.subjectPoint, role === 'CVCA'),
    encodeTlv(cvTags.holder, asciiBytes(order.holder)),
    encodeTlv(cvTags.authorization, inspectionSystems, encodeTlv(cvTags.discretionary, Uint8Array.of(bits))),
    encodeTlv(cvTags.effective, dateDigits(order.effective)),
    encodeTlv(cvTags.expiration, dateDigits(order.expires)),
  )
  const signature = plainSignature(await key.sign(algorithmOf[key.curve], body), key.curve)
  return encodeTlv(cvTags.certificate, body, encodeTlv(cvTags.signature, signature))
}

function encodeCvKey({ curve, point }: PublicPoint, withDomain: boolean): Uint8Array<ArrayBuffer> {
  const { before, after } = withDomain ? domainParameters(curves[curve]) : { before: [], after: [] }
  return encodeTlv(
    cvTags.publicKey,
    terminalAuthentication[algorithmOf[curve]],
    ...before,
    encodeTlv(cvTags.point, point),
    ...after,
  )
}

/** What stands before and behind the point, all of it unsigned numbers without a leading zero. */
export function domainParameters({ p, a, b, x, y, n }: Curve): {
  readonly before: readonly Uint8Array[]
  readonly after: readonly Uint8Array[]
} {
  return {
    before: [
      encodeTlv(cvTags.p, fromHex(p)),
      encodeTlv(cvTags.a, fromHex(a)),
      encodeTlv(cvTags.b, fromHex(b)),
      encodeTlv(cvTags.base, fromHex(`04${x}${y}`)),
      encodeTlv(cvTags.order, fromHex(n)),
    ],
    after: [encodeTlv(cvTags.cofactor, Uint8Array.of(1))],
  }
}

/** YYMMDD, one digit a byte. */
function dateDigits(date: CalendarDate): Uint8Array {
  return Uint8Array.from(date.slice(2).replaceAll('-', ''), Number)
}
