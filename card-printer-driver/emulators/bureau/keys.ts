import { webcrypto } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  encodeCertificate,
  fromPem,
  keyIdentifier,
  keyUses,
  readCertificate,
  toPem,
} from '../../../core/cms/certificate.ts'
import type { SigningIdentity } from '../../../core/cms/signed-data.ts'
import { authorityName } from '../../../core/cms/subject.ts'
import { now } from '../../clock.ts'

const { subtle } = webcrypto
const name = authorityName('Emulated Card Bureau')
const yearMilliseconds = 365 * 24 * 60 * 60_000
const signing = { name: 'ECDSA', namedCurve: 'P-256' } as const
const agreement = { name: 'ECDH', namedCurve: 'P-256' } as const

/** What a bureau has of its own. */
export interface BureauKeys {
  readonly identity: SigningIdentity
  readonly sealing: { readonly keyId: string; readonly privateKey: webcrypto.CryptoKey }
}

/** The file that the other side is given: both certificates, PEM. */
export const certificatesFile = (directory: string) => join(directory, 'certificates.pem')
const signingFile = (directory: string) => join(directory, 'signing.pk8')
const sealingFile = (directory: string) => join(directory, 'sealing.pk8')

/** The bureau's keys from its folder; made there where there are none. */
export async function openBureauKeys(directory: string): Promise<BureauKeys> {
  const pem = await readFile(certificatesFile(directory), 'utf8').catch(() => makeKeys(directory))
  const [sealingPem = '', signingPem = ''] = pem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? []
  const read = async (file: string) => new Uint8Array(await readFile(file))
  return {
    identity: {
      certificate: fromPem('CERTIFICATE', signingPem),
      privateKey: await subtle.importKey('pkcs8', await read(signingFile(directory)), signing, false, [
        'sign',
      ]),
    },
    sealing: {
      keyId: readCertificate(fromPem('CERTIFICATE', sealingPem)).keyId,
      privateKey: await subtle.importKey('pkcs8', await read(sealingFile(directory)), agreement, false, [
        'deriveBits',
      ]),
    },
  }
}

/** Gives certificates.pem: for sealing, then for signing, both under the bureau's own signature. */
async function makeKeys(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const signer = await subtle.generateKey(signing, true, ['sign', 'verify'])
  const sealer = await subtle.generateKey(agreement, true, ['deriveBits'])
  const kept = async (file: string, key: webcrypto.CryptoKey) =>
    writeFile(file, new Uint8Array(await subtle.exportKey('pkcs8', key)), { mode: 0o600 })
  await kept(signingFile(directory), signer.privateKey)
  await kept(sealingFile(directory), sealer.privateKey)
  const spkiOf = async (key: webcrypto.CryptoKey) => new Uint8Array(await subtle.exportKey('spki', key))
  const issuerKeyId = await keyIdentifier(await spkiOf(signer.publicKey))
  const certificate = async (
    key: webcrypto.CryptoKey,
    { serial, keyUsage }: { serial: number; keyUsage: number },
  ) =>
    encodeCertificate(
      {
        serial: Uint8Array.of(serial),
        issuer: name,
        subject: name,
        notBefore: new Date(now() - yearMilliseconds),
        notAfter: new Date(now() + yearMilliseconds),
        publicKey: await spkiOf(key),
        issuerKeyId,
        isAuthority: false,
        keyUsage,
      },
      signer.privateKey,
    )
  const pem =
    toPem('CERTIFICATE', await certificate(sealer.publicKey, { serial: 1, keyUsage: keyUses.keyAgreement })) +
    toPem(
      'CERTIFICATE',
      await certificate(signer.publicKey, { serial: 2, keyUsage: keyUses.digitalSignature }),
    )
  await writeFile(certificatesFile(directory), pem)
  return pem
}
