import { equalBytes } from '../../bytes.ts'
import { setOf, tlv } from '../../der.ts'
import type { CurveName } from '../../pki/curves.ts'
import type { HashName, PublicCrypto, PublicPoint } from '../../pki/signing-key.ts'
import { algorithmOf as strongest } from '../../pki/signing-key.ts'
import type { InspectedCertificate, Period } from '../certificates/inspected-certificate.ts'
import { type DerNode, isSorted, readDerTree } from '../der/der-tree.ts'
import { dottedOf, Misfit, partsOf } from '../der/parts.ts'
import { readInstant } from '../der/instants.ts'
import { type Place, reading } from '../findings.ts'
import { hashBytes, hashNames, signatureAlgorithms } from './algorithms.ts'
import type { SignedData, SignerInfo } from './read-signed-data.ts'

// RFC 5652, 11
const contentTypeAttribute = '1.2.840.113549.1.9.3'
const messageDigestAttribute = '1.2.840.113549.1.9.4'
const signingTimeAttribute = '1.2.840.113549.1.9.5'

/** Clocks of signer and reader may differ by this much. */
const clockToleranceMilliseconds = 5 * 60_000

interface Reading extends Place {
  readonly crypto: PublicCrypto
  readonly at: Date
}

type Signed = Omit<SignedData, 'signer'> & { readonly signer: SignerInfo }

/** Attributes, digest, signature and time of signing. */
export function inspectSignature(
  signed: Signed,
  certificate: InspectedCertificate | null,
  place: Reading,
): void {
  const { signer, content, contentType } = signed
  const { crypto } = place
  const attributes = attributesIn(signer, place)
  const digest = hashNames[signer.digest.oid] ?? null
  if (attributes) {
    inspectContentType(attributes, contentType, place)
    if (digest !== null && content) inspectDigest(attributes, crypto.hash(digest, content), place)
    inspectTime(attributes, certificate, place)
  }
  inspectAlgorithms(signer, digest, place)
  if (!certificate) return
  inspectIdentifier(signer.sid, certificate, place)
  if (certificate.key) inspectBytes(signed, certificate.key, place)
}

type Attributes = ReadonlyMap<string, DerNode>

function attributesIn({ attributes }: SignerInfo, place: Place): Attributes | null {
  if (!attributes) return null
  // The tag [0] hides from the tree that this is a SET OF.
  if (!isSorted(attributes.children)) place.tell('DER_SET_ORDER', place.file, 'signedAttrs')
  return reading(place, 'ATTRIBUTE_FORM', () => {
    const known = new Map<string, DerNode>()
    for (const node of attributes.children) {
      const parts = partsOf(node)
      const type = dottedOf(parts.take(0x06, 'attrType'))
      const [value, ...more] = parts.take(0x31, type).children
      parts.end(type)
      if (!value || more.length > 0 || known.has(type)) throw new Misfit(type)
      known.set(type, value)
    }
    return known
  })
}

function inspectContentType(attributes: Attributes, contentType: string, { tell, file }: Place): void {
  const value = attributes.get(contentTypeAttribute)
  if (!value || dottedOf(value) !== contentType) tell('ATTRIBUTE_CONTENT_TYPE', file)
}

function inspectDigest(attributes: Attributes, digest: Uint8Array, { tell, file }: Place): void {
  const value = attributes.get(messageDigestAttribute)
  if (value?.tag !== 0x04) tell('MESSAGE_DIGEST_MISSING', file)
  else if (!equalBytes(value.content, digest)) tell('MESSAGE_DIGEST', file)
}

function inspectTime(
  attributes: Attributes,
  certificate: InspectedCertificate | null,
  { at, tell, file }: Reading,
): void {
  const node = attributes.get(signingTimeAttribute)
  if (!node) return tell('SIGNING_TIME_MISSING', file)
  const time = readInstant(node)
  if (!time) return tell('SIGNING_TIME_FORM', file)
  if (time.getTime() > at.getTime() + clockToleranceMilliseconds) return tell('SIGNING_TIME_FUTURE', file)
  if (!certificate) return
  const { validity, usage } = certificate
  if (validity && !isWithin(time, validity)) tell('SIGNING_TIME_VALIDITY', file)
  else if (usage && !isWithin(time, usage)) tell('SIGNING_TIME_USAGE', file)
}

const isWithin = (time: Date, { from, until }: Period) =>
  (from === null || from <= time) && (until === null || time <= until)

function inspectAlgorithms(
  { algorithm, digest }: SignerInfo,
  hash: HashName | null,
  { tell, file }: Place,
): void {
  const known = signatureAlgorithms[algorithm.oid]
  if (!known) return tell('SIGNATURE_ALGORITHM', file, algorithm.oid)
  if (algorithm.parameters) tell('SIGNATURE_PARAMETERS', file)
  if (known.hash !== hash) tell('SIGNER_DIGEST', file, digest.oid)
}

function inspectIdentifier(sid: DerNode, certificate: InspectedCertificate, { tell, file }: Place): void {
  const { issuer, serial, subjectKeyId } = certificate
  if (sid.tag === 0x80) {
    if (!subjectKeyId || !equalBytes(sid.content, subjectKeyId)) tell('SIGNER_IDENTIFIER', file)
    return
  }
  reading({ tell, file }, 'SIGNER_STRUCTURE', () => {
    const parts = partsOf(sid)
    const name = parts.take(0x30, 'issuer').whole
    const number = parts.take(0x02, 'serialNumber').content
    parts.end('sid')
    if (!equalBytes(name, issuer) || !equalBytes(number, serial)) tell('SIGNER_IDENTIFIER', file)
  })
}

function inspectBytes({ signer, content }: Signed, key: PublicPoint, { crypto, tell, file }: Reading): void {
  const known = signatureAlgorithms[signer.algorithm.oid]
  const data = signedBytes(signer, content)
  if (!known || data.length === 0) return
  if (!isEcdsaValue(signer.signature)) return tell('SIGNATURE_ENCODING', file)
  if (isWeaker(known.hash, key.curve)) tell('SIGNATURE_STRENGTH', file, `${known.hash} ${key.curve}`)
  if (!data.some((one) => crypto.verify(key, known.algorithm, one, signer.signature))) tell('SIGNATURE', file)
}

/**
 * What may have been signed: the attributes as a SET OF, whatever their tag here is (RFC 5652, 5.4). Some signers sort them before they
 * sign and not before they write: a fault, but not one of the signature.
 */
function signedBytes({ attributes }: SignerInfo, content: Uint8Array | null): readonly Uint8Array[] {
  if (!attributes) return content ? [content] : []
  const asWritten = tlv(0x31, attributes.content)
  if (isSorted(attributes.children)) return [asWritten]
  return [
    asWritten,
    setOf(
      0x31,
      attributes.children.map(({ whole }) => whole),
    ),
  ]
}

/** Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER } (RFC 3279, 2.2.3) */
function isEcdsaValue(signature: Uint8Array): boolean {
  const { root, faults } = readDerTree(signature)
  if (faults.length > 0 || root?.tag !== 0x30 || root.children.length !== 2) return false
  return root.children.every(({ tag, content }) => tag === 0x02 && (content[0] ?? 0x80) < 0x80)
}

const isWeaker = (hash: HashName, curve: CurveName) => hashBytes[hash] * 8 < strength(curve)

/** Bits of the hash that goes with a curve. */
const strength = (curve: CurveName) => Number(strongest[curve].slice(-3))
