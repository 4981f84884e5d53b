/**
 * The QR of a collection slip: JWS Compact Serialization (RFC 7515, 3.1), ES256 (RFC 7518, 3.4) by the certified key of the kiosk
 * that took the file. It carries no certificate, which no QR would hold: whoever reads it looks up the machine by its number.
 *   header   {"alg":"ES256","typ":"slip+jws"}, these bytes and no others
 *   payload  [application code, centre, machine's key identifier, promised on, issued at in seconds since 1970]
 * Nothing of it names a person.
 */
import type { webcrypto } from 'node:crypto'
import { z } from 'zod'
import { owned } from './ecdsa.ts'

const header = Buffer.from('{"alg":"ES256","typ":"slip+jws"}').toString('base64url')
const algorithm = { name: 'ECDSA', hash: 'SHA-256' } as const
const shape = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/
/** r and s of P-256, 32 bytes each. */
const signatureBytes = 64

export interface SlipCode {
  readonly applicationCode: string
  readonly centre: string
  /** Leftmost 160 bits of the SHA-256 of the machine's public key (RFC 7093, 2), in hexadecimal digits. */
  readonly keyId: string
  /** yyyy-MM-dd */
  readonly promisedOn: string
  /** Milliseconds since 1970, whole seconds. */
  readonly issuedAt: number
}

const payloadSchema = z.tuple([
  z.string().min(1).max(40),
  z.string().min(1).max(10),
  z.string().regex(/^[0-9a-f]{40}$/),
  z.iso.date(),
  z.int().positive(),
])

/** The text of the QR. */
export async function signSlipCode(slip: SlipCode, key: webcrypto.CryptoKey): Promise<string> {
  const { applicationCode, centre, keyId, promisedOn, issuedAt } = slip
  const payload = payloadSchema.parse([
    applicationCode,
    centre,
    keyId,
    promisedOn,
    Math.floor(issuedAt / 1000),
  ])
  const signed = `${header}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
  const signature = await crypto.subtle.sign(algorithm, key, Buffer.from(signed))
  return `${signed}.${Buffer.from(signature).toString('base64url')}`
}

/** What a slip's QR says, still to be believed; null where it is none. */
export function readSlipCode(text: string): SlipCode | null {
  const [, given, payload] = shape.exec(text) ?? []
  if (given !== header || payload === undefined) return null
  try {
    const parsed = payloadSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
    if (!parsed.success) return null
    const [applicationCode, centre, keyId, promisedOn, seconds] = parsed.data
    return { applicationCode, centre, keyId, promisedOn, issuedAt: seconds * 1000 }
  } catch {
    return null
  }
}

/** What a slip's QR says, signed by the key; null where it is not. The key must be the one that it names. */
export async function verifySlipCode(text: string, key: webcrypto.CryptoKey): Promise<SlipCode | null> {
  const slip = readSlipCode(text)
  const end = text.lastIndexOf('.')
  const signature = owned(Buffer.from(text.slice(end + 1), 'base64url'))
  if (!slip || signature.length !== signatureBytes) return null
  const signed = await crypto.subtle.verify(algorithm, key, signature, Buffer.from(text.slice(0, end)))
  return signed ? slip : null
}
