import { createHash, randomUUID, webcrypto } from 'node:crypto'
import { SignJWT } from 'jose'
import { toHex } from '../../core/bytes.ts'
import { encodeCertificateRequest } from '../../core/cms/certificate-request.ts'
import type { StationVault } from '../store/station-vault.ts'

const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
/** Seconds an assertion may be used; RFC 7523, 3: short-lived. */
const assertionLifetime = 60

/** A signing key that code can use but not read, and its public half as SubjectPublicKeyInfo. */
export interface SigningKey {
  readonly privateKey: webcrypto.CryptoKey
  readonly publicKey: webcrypto.CryptoKey
}

/** The machine's key: made at the first start, kept as PKCS#8 closed under the station's key. */
export async function openMachineKey(vault: StationVault): Promise<SigningKey> {
  const stored = await vault.read('machine-key', 'machine-key.p8')
  if (stored) return importSigningKey(stored)
  const encoded = await exportSigningKey(await createSigningKey())
  await vault.write('machine-key', encoded)
  return importSigningKey(encoded)
}

/** Made to be written down once, closed; what signs is {@link importSigningKey}'s, which code can use but not read. */
export async function createSigningKey(): Promise<SigningKey> {
  return await webcrypto.subtle.generateKey(p256, true, ['sign', 'verify'])
}

/** PKCS#8. */
export async function exportSigningKey(key: SigningKey): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', key.privateKey))
}

export async function importSigningKey(pkcs8: Uint8Array<ArrayBuffer>): Promise<SigningKey> {
  const readable = await webcrypto.subtle.importKey('pkcs8', pkcs8, p256, true, ['sign'])
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', readable)
  return {
    privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, p256, false, ['sign']),
    publicKey: await webcrypto.subtle.importKey(
      'jwk',
      { kty, crv, x, y } as webcrypto.JsonWebKey,
      p256,
      true,
      ['verify'],
    ),
  }
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
