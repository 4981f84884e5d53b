/**
 * Content under the document signer's signature (RFC 5652, 5; Doc 9303-10, 4.6.2.2), in EF.SOD and EF.CardSecurity:
 *   ContentInfo ::= SEQUENCE { id-signedData, [0] SEQUENCE {
 *     version 3, digestAlgorithms SET { hash },
 *     SEQUENCE { content type, [0] OCTET STRING content },
 *     [0] { document signer certificate },
 *     SET { SEQUENCE {
 *       version 1, SEQUENCE { issuer, serial number }, hash,
 *       [0] SET { contentType, messageDigest, signingTime },
 *       ecdsa-with-hash, OCTET STRING signature } } } }
 * Hash algorithms and ecdsa-with-hash are SEQUENCE { OID } without parameters (RFC 5754, 2 and 3.2); sets are in order when they are
 * signed and when they are written: readers hash them either way.
 */
import { equalBytes } from '../bytes.ts'
import {
  context,
  element,
  enter,
  nextTag,
  objectIdentifier,
  octetString,
  readBitString,
  readDer,
  sequence,
  setOf,
  tags,
  time,
  tlv,
  unsignedInteger,
} from '../der.ts'
import type { HashName, PublicCrypto, SignatureAlgorithm, SigningKey } from '../pki/signing-key.ts'
import { SignerMismatch } from './refusals.ts'

/** The document signer: its key, wherever that is kept, and the certificate that goes with it onto every chip. */
export interface ChipSigner {
  readonly key: SigningKey
  /** X.509, DER. */
  readonly certificate: Uint8Array
}

export interface Signing {
  readonly signer: ChipSigner
  readonly algorithm: SignatureAlgorithm
  readonly signedAt: Date
  readonly hash: PublicCrypto['hash']
  /** Certificates that go with the signer's, DER: a master list carries its CSCA (Doc 9303-12, 8). */
  readonly chain?: readonly Uint8Array[]
}

// RFC 5754, 2
export const hashOids: Readonly<Record<HashName, string>> = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
}

const hashAlgorithms: Readonly<Record<HashName, Uint8Array>> = {
  'SHA-256': sequence(objectIdentifier(hashOids['SHA-256'])),
  'SHA-384': sequence(objectIdentifier(hashOids['SHA-384'])),
  'SHA-512': sequence(objectIdentifier(hashOids['SHA-512'])),
}

/** AlgorithmIdentifier without parameters. */
export const hashAlgorithm = (name: HashName) => hashAlgorithms[name]

// RFC 5758, 3.2
export const signatureOids: Readonly<Record<SignatureAlgorithm, string>> = {
  ECDSA_SHA256: '1.2.840.10045.4.3.2',
  ECDSA_SHA384: '1.2.840.10045.4.3.3',
  ECDSA_SHA512: '1.2.840.10045.4.3.4',
}

/** Each with the hash that goes with it, and its AlgorithmIdentifier without parameters. */
export const signatureAlgorithms: Readonly<
  Record<SignatureAlgorithm, { readonly hash: HashName; readonly identifier: Uint8Array }>
> = {
  ECDSA_SHA256: { hash: 'SHA-256', identifier: sequence(objectIdentifier(signatureOids.ECDSA_SHA256)) },
  ECDSA_SHA384: { hash: 'SHA-384', identifier: sequence(objectIdentifier(signatureOids.ECDSA_SHA384)) },
  ECDSA_SHA512: { hash: 'SHA-512', identifier: sequence(objectIdentifier(signatureOids.ECDSA_SHA512)) },
}

// RFC 5652, 5.1, 11.1 to 11.3
export const cmsOids = {
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
} as const

const signedDataType = objectIdentifier(cmsOids.signedData)
const contentTypeAttribute = objectIdentifier(cmsOids.contentType)
const messageDigestAttribute = objectIdentifier(cmsOids.messageDigest)
const signingTimeAttribute = objectIdentifier(cmsOids.signingTime)
const version1 = unsignedInteger(Uint8Array.of(1))
const version3 = unsignedInteger(Uint8Array.of(3))

/** ContentInfo, DER. `contentType` is an OID, DER. Throws SignerMismatch, and what the key's `sign` throws. */
export async function signObject(
  contentType: Uint8Array,
  content: Uint8Array,
  { signer, algorithm, signedAt, hash, chain = [] }: Signing,
): Promise<Uint8Array<ArrayBuffer>> {
  const { issuerAndSerial, point } = identityOf(signer.certificate)
  if (!equalBytes(point, signer.key.point)) throw new SignerMismatch()
  const { hash: hashName, identifier } = signatureAlgorithms[algorithm]
  const digestAlgorithm = hashAlgorithms[hashName]
  const attributes = setOf(tags.set, [
    attribute(contentTypeAttribute, contentType),
    attribute(messageDigestAttribute, octetString(hash(hashName, content))),
    attribute(signingTimeAttribute, time(signedAt)),
  ])
  const signature = await signer.key.sign(algorithm, attributes)
  const signerInfo = sequence(
    version1,
    issuerAndSerial,
    digestAlgorithm,
    retagged(attributes, context(0)),
    identifier,
    octetString(signature),
  )
  const signedData = sequence(
    version3,
    tlv(tags.set, digestAlgorithm),
    sequence(contentType, tlv(context(0), octetString(content))),
    setOf(context(0), [signer.certificate, ...chain]),
    tlv(tags.set, signerInfo),
  )
  return sequence(signedDataType, tlv(context(0), signedData))
}

/** Attribute with one value; `type` is an OID, DER. */
export const attribute = (type: Uint8Array, value: Uint8Array) => sequence(type, tlv(tags.set, value))

/** Signed attributes are hashed as SET OF and carried as [0] (RFC 5652, 5.4). */
export function retagged(whole: Uint8Array, tag: number): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(whole)
  copy[0] = tag
  return copy
}

/** What names the certificate in a signature, and the point that its signatures are verified with. Throws DerError. */
function identityOf(certificate: Uint8Array) {
  const tbs = enter(enter(readDer(certificate, 'signer'), tags.sequence), tags.sequence)
  if (nextTag(tbs) === context(0)) element(tbs, context(0))
  const serial = element(tbs, tags.integer).whole
  element(tbs, tags.sequence)
  const issuer = element(tbs, tags.sequence).whole
  element(tbs, tags.sequence)
  element(tbs, tags.sequence)
  const publicKey = enter(tbs, tags.sequence)
  element(publicKey, tags.sequence)
  return { issuerAndSerial: sequence(issuer, serial), point: readBitString(publicKey) }
}
