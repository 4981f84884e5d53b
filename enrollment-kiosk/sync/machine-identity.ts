import { createHash, randomUUID, webcrypto } from 'node:crypto'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { toHex } from '../../core/bytes.ts'
import { encodeCertificateRequest } from '../../core/cms/certificate-request.ts'
import { readIfPresent, writeDurably } from '../outbox/durable-file.ts'

const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
/** Seconds an assertion may be used; RFC 7523, 3: short-lived. */
const assertionLifetime = 60

/** A signing key that code can use but not read, and its public half as SubjectPublicKeyInfo. */
export interface SigningKey {
  readonly privateKey: webcrypto.CryptoKey
  readonly publicKey: webcrypto.CryptoKey
}

/** The machine's key: made at the first start, kept as PKCS#8 in a file of mode 600. */
export async function openMachineKey(directory: string): Promise<SigningKey> {
  const path = join(directory, 'machine-key.p8')
  const stored = (await readIfPresent(path)) ?? (await createKeyFile(path))
  const readable = await webcrypto.subtle.importKey('pkcs8', stored, p256, true, ['sign'])
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', readable)
  return {
    privateKey: await webcrypto.subtle.importKey('pkcs8', stored, p256, false, ['sign']),
    publicKey: await webcrypto.subtle.importKey(
      'jwk',
      { kty, crv, x, y } as webcrypto.JsonWebKey,
      p256,
      true,
      ['verify'],
    ),
  }
}

async function createKeyFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const pair = await webcrypto.subtle.generateKey(p256, true, ['sign', 'verify'])
  const encoded = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', pair.privateKey))
  await writeDurably(path, encoded)
  return encoded
}

/** A key that lives in memory only: an officer's, for one sign-in. */
export async function createPassingKey(): Promise<SigningKey> {
  return await webcrypto.subtle.generateKey(p256, false, ['sign', 'verify'])
}

/** PKCS#10 for the key (RFC 2986), DER in base64; whom the certificate names is the issuing authority's decision. */
export async function certificateRequest(key: SigningKey): Promise<string> {
  return Buffer.from(await encodeCertificateRequest(key)).toString('base64')
}

/** SHA-256 of the SubjectPublicKeyInfo, in groups of four: what the administrator compares before confirming. */
export async function keyFingerprint(key: SigningKey): Promise<string> {
  const spki = new Uint8Array(await webcrypto.subtle.exportKey('spki', key.publicKey))
  const digest = toHex(createHash('sha256').update(spki).digest())
  return (digest.match(/.{4}/g) ?? []).join(' ')
}

/** RFC 7523, 3: the signed statement that a machine exchanges for a token. */
export async function clientAssertion(input: {
  readonly machine: string
  readonly privateKey: webcrypto.CryptoKey
  readonly audience: string
  /** Milliseconds since 1970. */
  readonly now: number
}): Promise<string> {
  const issuedAt = Math.floor(input.now / 1000)
  return await new SignJWT()
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(input.machine)
    .setSubject(input.machine)
    .setAudience(input.audience)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + assertionLifetime)
    .sign(input.privateKey)
}
