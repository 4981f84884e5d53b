/**
 * The content under its signatures (RFC 5652 5):
 *   ContentInfo { id-signedData, [0] SignedData ::= SEQUENCE {
 *     version 3, digestAlgorithms SET { sha256 },
 *     encapContentInfo { id-data, [0] OCTET STRING content },
 *     certificates [0] SET OF Certificate,               the signers' own, so that the packet can be checked by itself
 *     signerInfos SET OF SignerInfo } }
 *   SignerInfo ::= SEQUENCE {
 *     version 3, sid [0] subjectKeyIdentifier, sha256,
 *     signedAttrs [0] SET { content-type, message-digest, signing-time, signing-certificate-v2 },
 *     ecdsa-with-SHA256, signature OCTET STRING }
 */
import type { webcrypto } from 'node:crypto'
import { equalBytes, fromHex, toHex } from '../bytes.ts'
import { attributeTypes, contentTypes, curves, sha256Algorithm } from './algorithms.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import {
  context,
  contextPrimitive,
  type Cursor,
  DerError,
  element,
  enter,
  expectBytes,
  expectEnd,
  octetString,
  readDer,
  readTime,
  sequence,
  setOf,
  tags,
  time,
  tlv,
  tlvPieces,
  unsignedInteger,
} from '../der.ts'
import { sha256, signEcdsa, verifyEcdsa } from './ecdsa.ts'

export type SigningIdentity = {
  /** X.509, DER. */
  readonly certificate: Uint8Array
  /** ECDSA P-256, usage sign. */
  readonly privateKey: webcrypto.CryptoKey
}

const version = unsignedInteger(Uint8Array.of(3))
const { signatureAlgorithm } = curves['P-256']
const digestAlgorithms = tlv(tags.set, sha256Algorithm)
/** Two signers and room for a third; a packet with more is no packet. */
const mostSigners = 3

type Signing = {
  readonly content: Uint8Array
  readonly signers: readonly SigningIdentity[]
  readonly signingTime: Date
}

/** ContentInfo with SignedData, DER. */
export async function signContent({
  content,
  signers,
  signingTime,
}: Signing): Promise<Uint8Array<ArrayBuffer>> {
  const digest = await sha256(content)
  const signerInfos = await Promise.all(signers.map((signer) => signerInfo(signer, digest, signingTime)))
  const certificates = signers.map(({ certificate }) => certificate)
  const octets = tlvPieces(context(0), ...tlvPieces(tags.octetString, content))
  const signedData = tlvPieces(
    tags.sequence,
    version,
    digestAlgorithms,
    ...tlvPieces(tags.sequence, contentTypes.data, ...octets),
    setOf(context(0), certificates),
    setOf(tags.set, signerInfos),
  )
  return sequence(contentTypes.signedData, ...tlvPieces(context(0), ...signedData))
}

const attribute = (type: Uint8Array, value: Uint8Array) => sequence(type, tlv(tags.set, value))

/**
 * SigningCertificateV2 { certs { ESSCertIDv2 { certHash } } }: the signature holds for this one certificate
 * (RFC 5035 3).
 */
const signingCertificate = (hash: Uint8Array) => sequence(sequence(sequence(octetString(hash))))

async function signerInfo(
  signer: SigningIdentity,
  digest: Uint8Array,
  signingTime: Date,
): Promise<Uint8Array> {
  const certificate = readCertificate(signer.certificate)
  const signedAttributes = setOf(tags.set, [
    attribute(attributeTypes.contentType, contentTypes.data),
    attribute(attributeTypes.messageDigest, octetString(digest)),
    attribute(attributeTypes.signingTime, time(signingTime)),
    attribute(attributeTypes.signingCertificateV2, signingCertificate(await sha256(signer.certificate))),
  ])
  const signature = await signEcdsa(signer.privateKey, signedAttributes)
  // A packet signed with a key that is not the certificate's would be lost on arrival, days later.
  if (!(await verifyEcdsa(certificate.publicKey, signedAttributes, signature))) {
    throw new RangeError('the private key does not belong to the certificate')
  }
  return sequence(
    version,
    tlv(contextPrimitive(0), fromHex(certificate.keyId)),
    sha256Algorithm,
    retagged(signedAttributes, context(0)),
    signatureAlgorithm,
    octetString(signature),
  )
}

/** Signed attributes are hashed as SET OF and carried as [0] (RFC 5652 5.4). */
function retagged(whole: Uint8Array, tag: number): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(whole)
  copy[0] = tag
  return copy
}

export type SignerInfo = {
  readonly keyId: string
  /** The signed attributes as they were hashed. */
  readonly signedBytes: Uint8Array
  readonly messageDigest: Uint8Array
  readonly certificateHash: Uint8Array
  readonly signingTime: Date
  readonly signature: Uint8Array
}

export type SignedData = {
  readonly content: Uint8Array
  readonly certificates: readonly Certificate[]
  readonly signerInfos: readonly SignerInfo[]
}

/** Reads what `signContent` writes, without judging the signatures. Throws DerError. */
export function readSignedData(der: Uint8Array): SignedData {
  const outer = readDer(der, 'signedData')
  const contentInfo = enter(outer, tags.sequence)
  expectEnd(outer)
  expectBytes(contentInfo, contentTypes.signedData)
  const wrapper = enter(contentInfo, context(0))
  expectEnd(contentInfo)
  const body = enter(wrapper, tags.sequence)
  expectEnd(wrapper)
  expectBytes(body, version)
  expectBytes(body, digestAlgorithms)
  const content = readContent(enter(body, tags.sequence, 'encapContentInfo'))
  const certificates = readAll(enter(body, context(0), 'certificates'), (list) =>
    readCertificate(element(list, tags.sequence).whole),
  )
  const signerInfos = readAll(enter(body, tags.set, 'signerInfos'), readSignerInfo)
  expectEnd(body)
  return { content, certificates, signerInfos }
}

function readContent(info: Cursor): Uint8Array {
  expectBytes(info, contentTypes.data)
  const wrapper = enter(info, context(0))
  expectEnd(info)
  const { content } = element(wrapper, tags.octetString)
  expectEnd(wrapper)
  return content
}

function readAll<Item>(list: Cursor, readOne: (list: Cursor) => Item): Item[] {
  const items: Item[] = []
  while (list.at < list.bytes.length) {
    if (items.length === mostSigners) throw new DerError(list.part, 'too many')
    items.push(readOne(list))
  }
  return items
}

function readSignerInfo(list: Cursor): SignerInfo {
  const info = enter(list, tags.sequence, 'signerInfo')
  expectBytes(info, version)
  const keyId = toHex(element(info, contextPrimitive(0)).content)
  expectBytes(info, sha256Algorithm)
  const attributes = element(info, context(0))
  expectBytes(info, signatureAlgorithm)
  const signature = element(info, tags.octetString).content
  expectEnd(info)
  return {
    keyId,
    signature,
    signedBytes: retagged(attributes.whole, tags.set),
    ...readAttributes(attributes.content),
  }
}

function readAttributes(
  bytes: Uint8Array,
): Pick<SignerInfo, 'messageDigest' | 'certificateHash' | 'signingTime'> {
  const list = readDer(bytes, 'signedAttributes')
  const values = new Map<string, Uint8Array>()
  while (list.at < list.bytes.length) {
    const pair = enter(list, tags.sequence)
    const type = toHex(element(pair, tags.objectIdentifier).whole)
    if (values.has(type)) throw new DerError(list.part, 'repeated attribute')
    values.set(type, element(pair, tags.set).content)
    expectEnd(pair)
  }
  if (values.size !== 4) throw new DerError(list.part, 'four attributes expected')
  const value = (type: Uint8Array) => readDer(values.get(toHex(type)) ?? new Uint8Array(), list.part)
  const contentType = value(attributeTypes.contentType)
  expectBytes(contentType, contentTypes.data)
  expectEnd(contentType)
  return {
    messageDigest: readOnly(
      value(attributeTypes.messageDigest),
      (cursor) => element(cursor, tags.octetString).content,
    ),
    signingTime: readOnly(value(attributeTypes.signingTime), readTime),
    certificateHash: readOnly(value(attributeTypes.signingCertificateV2), readSigningCertificate),
  }
}

function readOnly<Value>(cursor: Cursor, readOne: (cursor: Cursor) => Value): Value {
  const value = readOne(cursor)
  expectEnd(cursor)
  return value
}

function readSigningCertificate(cursor: Cursor): Uint8Array {
  const identifier = enter(enter(enter(cursor, tags.sequence), tags.sequence), tags.sequence)
  return readOnly(identifier, (inner) => element(inner, tags.octetString).content)
}

/** True when the signer's signature, over this content, is by this certificate's key. Throws DerError. */
export async function signatureFits(
  signer: SignerInfo,
  certificate: Certificate,
  digest: Uint8Array,
): Promise<boolean> {
  return (
    certificate.publicKey.curve === 'P-256' &&
    equalBytes(signer.messageDigest, digest) &&
    equalBytes(signer.certificateHash, await sha256(certificate.der)) &&
    (await verifyEcdsa(certificate.publicKey, signer.signedBytes, signer.signature))
  )
}
