/**
 * A signature beside what it signs, as signed PDFs carry it (ETSI EN 319 122-1, CAdES baseline; RFC 5652, 5):
 *   ContentInfo ::= SEQUENCE { id-signedData, [0] SEQUENCE {
 *     version 1, digestAlgorithms SET { hash }, SEQUENCE { id-data },             nothing inside: the content lies elsewhere
 *     [0] { signer's certificate, its issuers' … },
 *     SET { SEQUENCE {
 *       version 1, SEQUENCE { issuer, serial number }, hash,
 *       [0] SET { contentType, messageDigest, signingCertificateV2 },
 *       ecdsa-with-hash, OCTET STRING signature } } } }
 * No signing-time attribute: a PDF says the time in its signature dictionary (ETSI EN 319 142-1, 6.3).
 */
import { equalBytes } from '../bytes.ts'
import {
  context,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  tags,
  tlv,
  unsignedInteger,
} from '../der.ts'
import { SignerMismatch } from '../lds/refusals.ts'
import { attribute, cmsOids, hashAlgorithm, retagged, signatureAlgorithms } from '../lds/signed-object.ts'
import { readCardCertificate } from './certificate.ts'
import { ecPointOf } from './issue-certificate.ts'
import { algorithmOf, type PublicCrypto, type SigningKey } from './signing-key.ts'

export interface DetachedSigner {
  readonly key: SigningKey
  /** X.509, DER. */
  readonly certificate: Uint8Array
  /** Certificates of its issuers, DER. */
  readonly chain: readonly Uint8Array[]
}

const signedDataType = objectIdentifier(cmsOids.signedData)
// RFC 5652, 4
const dataType = objectIdentifier('1.2.840.113549.1.7.1')
const contentType = objectIdentifier(cmsOids.contentType)
const messageDigest = objectIdentifier(cmsOids.messageDigest)
// RFC 5035, 3
const signingCertificateV2 = objectIdentifier('1.2.840.113549.1.9.16.2.47')
const version1 = unsignedInteger(Uint8Array.of(1))

/** ContentInfo, DER. Throws SignerMismatch, and what the key's `sign` throws. */
export async function signDetached(
  content: Uint8Array,
  { key, certificate, chain }: DetachedSigner,
  hash: PublicCrypto['hash'],
): Promise<Uint8Array<ArrayBuffer>> {
  const signer = readCardCertificate(certificate)
  if (!equalBytes(ecPointOf(signer).point, key.point)) throw new SignerMismatch()
  const algorithm = algorithmOf[key.curve]
  const { hash: digest, identifier } = signatureAlgorithms[algorithm]
  const attributes = setOf(tags.set, [
    attribute(contentType, dataType),
    attribute(messageDigest, octetString(hash(digest, content))),
    attribute(signingCertificateV2, essCertificate(hash('SHA-256', certificate))),
  ])
  const signerInfo = sequence(
    version1,
    sequence(signer.issuer.der, unsignedInteger(signer.serial)),
    hashAlgorithm(digest),
    retagged(attributes, context(0)),
    identifier,
    octetString(await key.sign(algorithm, attributes)),
  )
  const signedData = sequence(
    version1,
    tlv(tags.set, hashAlgorithm(digest)),
    sequence(dataType),
    setOf(context(0), [certificate, ...chain]),
    tlv(tags.set, signerInfo),
  )
  return sequence(signedDataType, tlv(context(0), signedData))
}

/** SigningCertificateV2 { certs { ESSCertIDv2 { certHash } } }, by SHA-256, its default: the signature is by this certificate alone. */
const essCertificate = (sha256: Uint8Array) => sequence(sequence(sequence(octetString(sha256))))
