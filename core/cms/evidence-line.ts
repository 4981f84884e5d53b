/**
 * A line of captures.jsonl: JWS Compact Serialization (RFC 7515, 3.1), ES256 (RFC 7518, 3.4) by the kiosk's certified key.
 *   header   {"alg":"ES256","typ":"capture-evidence+jws"}, these bytes and no others
 *   payload  the record's JSON (core/enrollment/evidence.ts)
 * The type keeps these signatures apart from the assertions by which the same key signs in.
 */
import type { webcrypto } from 'node:crypto'
import { type CaptureRecord, captureRecordSchema } from '../enrollment/evidence.ts'
import { importPublicKey } from './ecdsa.ts'
import { readCertificate } from './certificate.ts'

const header = Buffer.from('{"alg":"ES256","typ":"capture-evidence+jws"}').toString('base64url')
const algorithm = { name: 'ECDSA', hash: 'SHA-256' } as const
/** r and s of P-256, 32 bytes each. */
const signatureBytes = 64
const shape = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/

export async function signEvidenceLine(record: CaptureRecord, key: webcrypto.CryptoKey): Promise<string> {
  const payload = Buffer.from(JSON.stringify(captureRecordSchema.parse(record))).toString('base64url')
  const signed = `${header}.${payload}`
  const signature = await crypto.subtle.sign(algorithm, key, Buffer.from(signed))
  return `${signed}.${Buffer.from(signature).toString('base64url')}`
}

/** The key behind a machine's certificate (X.509, DER); null for one that cannot have signed such lines. */
export async function evidenceKey(certificate: Uint8Array): Promise<webcrypto.CryptoKey | null> {
  const { curve, spki } = readCertificate(certificate).publicKey
  return curve === 'P-256' ? importPublicKey(spki, { name: 'ECDSA', namedCurve: curve }, ['verify']) : null
}

/** The record of a line, still to be believed; null where it is none. */
export function readEvidenceLine(line: string): CaptureRecord | null {
  const [, given, payload] = shape.exec(line) ?? []
  if (given !== header || payload === undefined) return null
  try {
    const parsed = captureRecordSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Whether every line is signed by the key. */
export async function evidenceSigned(lines: readonly string[], key: webcrypto.CryptoKey): Promise<boolean> {
  const verified = await Promise.all(
    lines.map(async (line) => {
      const end = line.lastIndexOf('.')
      const signature = Buffer.from(line.slice(end + 1), 'base64url')
      if (signature.length !== signatureBytes) return false
      return crypto.subtle.verify(algorithm, key, signature, Buffer.from(line.slice(0, end)))
    }),
  )
  return verified.every(Boolean)
}
