import { randomBytes } from 'node:crypto'
import { issueCsca, issueSigner } from '../core/pki/issue-certificate.ts'
import { cscaName, issuerPlaces } from '../core/pki/issuing-country.ts'
import { encodePublicKey } from '../core/pki/public-key.ts'
import type { SigningKey } from '../core/pki/signing-key.ts'
import { certificateTerm } from '../core/pki/terms.ts'
import { cardSignedQr, type SignedQrCard } from '../core/qr/card-signed-qr.ts'
import { writeSignedQr } from '../core/qr/signed-qr.ts'
import { instantAt } from './kernel/clock.ts'
import { publicCrypto } from './pki/public-crypto.ts'
import { type QrSigner, qrSigner } from './pki/qr-signer.ts'
import { softwareKey } from './pki/software-key.ts'

/** Reserved for examples: nothing is found there (RFC 2606). */
const issuer = 'https://csca.example'

/** A signer of QRs made for a specimen alone, under a CSCA made for it likewise: no database, no ceremony. */
export interface DemoQrSigner extends QrSigner {
  /** Milliseconds since 1970. */
  readonly at: number
  /** DER. */
  readonly spki: Uint8Array
  readonly certificate: Uint8Array
}

export async function demoQrSigner(at: number): Promise<DemoQrSigner> {
  const key = softwareKey('P-256')
  const certificate = await signerCertificate(key, instantAt(at))
  return { ...qrSigner({ key, certificate }), at, spki: encodePublicKey(key, 'NAMED'), certificate }
}

/** The text of a specimen's signed QR. */
export const demoSignedQr = (card: SignedQrCard, signer: DemoQrSigner): Promise<string> =>
  writeSignedQr(cardSignedQr(card, { issuer, at: signer.at, signerUntil: signer.until }), signer)

async function signerCertificate(key: SigningKey, at: Date): Promise<Uint8Array> {
  const crypto = publicCrypto()
  const csca = softwareKey('P-384')
  const order = (profile: 'CSCA' | 'QR_SIGNER') => ({
    key: csca,
    serialRandom: new Uint8Array(randomBytes(20)),
    term: certificateTerm(profile, at),
    parameters: 'EXPLICIT' as const,
    ...issuerPlaces(issuer, 'csca@csca.example'),
  })
  const authority = await issueCsca({ ...order('CSCA'), name: cscaName }, crypto)
  return issueSigner(
    {
      ...order('QR_SIGNER'),
      profile: 'QR_SIGNER',
      issuer: authority,
      subjectPoint: key,
      commonName: 'QR Signer Sample',
    },
    crypto,
  )
}
