import { toHex } from '../../core/bytes.ts'
import { fromPem } from '../../core/cms/certificate.ts'
import { signPdf } from '../../core/documents/signed-pdf.ts'
import { readCardCertificate } from '../../core/pki/certificate.ts'
import { signDetached } from '../../core/pki/detached-signature.ts'
import { cscaName } from '../../core/pki/issuing-country.ts'
import { instantAt } from '../kernel/clock.ts'
import { publicCrypto } from './public-crypto.ts'
import { signerAt, type SigningApp } from './signer-at.ts'

const crypto = publicCrypto()

/**
 * A PDF of the system's own with its signature: PAdES baseline B-B by the signer of papers, who is not the one of chips. Throws
 * SignerUnusable and what the key store throws.
 */
export async function signDocument(
  app: SigningApp,
  pdf: Uint8Array,
  { reason }: { readonly reason: string },
): Promise<Uint8Array> {
  const { key, certificate } = await signerAt(app, 'SLIP_SIGNER', 'SLIP')
  const issuerKey = readCardCertificate(certificate).authorityKeyIdentifier ?? new Uint8Array()
  const issuers = await app.db.certificate.findMany({
    where: { profile: 'CSCA', subjectKeyId: toHex(issuerKey) },
    select: { pem: true },
  })
  const chain = issuers.map(({ pem }) => fromPem('CERTIFICATE', pem))
  return signPdf(pdf, {
    sign: (content) => signDetached(content, { key, certificate, chain }, crypto.hash),
    signedAt: instantAt(app.clock()),
    name: cscaName.organization ?? '',
    reason,
  })
}
