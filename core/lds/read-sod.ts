/**
 * Reads EF.SOD and EF.CardSecurity as far as their parts can be told from each other (layout: signed-object.ts, sod.ts). What a part
 * holds is not judged here: versions, parameters, order, signatures and what EF.SOD signs are for the inspection (core/inspection).
 */
import {
  context,
  contextPrimitive,
  type Cursor,
  DerError,
  element,
  enter,
  expectEnd,
  nextTag,
  readDer,
  readObjectIdentifier,
  readShortInteger,
  tags,
} from '../der.ts'
import { type ChipFileName, chipFiles } from './chip-files.ts'
import { readingDer } from './lds-der.ts'
import { cmsOids, retagged } from './signed-object.ts'
import { readTlv } from './tlv.ts'

export interface AlgorithmIdentifier {
  /** Dotted. */
  readonly oid: string
  /** DER, null where there are none. */
  readonly parameters: Uint8Array | null
}

export interface SignedAttribute {
  /** Dotted. */
  readonly type: string
  /** Each value, DER. */
  readonly values: readonly Uint8Array[]
  readonly whole: Uint8Array
}

export type SignerName =
  | { readonly kind: 'ISSUER_AND_SERIAL'; readonly issuer: Uint8Array; readonly serial: Uint8Array }
  | { readonly kind: 'KEY_ID'; readonly keyId: Uint8Array }

export interface ObjectSigner {
  readonly version: number
  readonly name: SignerName
  readonly digestAlgorithm: AlgorithmIdentifier
  /** In the order of the file; null where the signature is over the content itself. */
  readonly attributes: readonly SignedAttribute[] | null
  /** The signed attributes as a signer hashes them: under the tag of SET OF. */
  readonly signedBytes: Uint8Array | null
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  readonly hasUnsignedAttributes: boolean
}

export interface SignedObject {
  readonly version: number
  readonly digestAlgorithms: readonly AlgorithmIdentifier[]
  /** Dotted. */
  readonly contentType: string
  readonly content: Uint8Array
  /** X.509, DER. */
  readonly certificates: readonly Uint8Array[]
  readonly hasRevocationLists: boolean
  readonly signers: readonly ObjectSigner[]
}

/** More than any chip has: whoever writes thousands wants to keep a reader busy. */
const mostItems = 64

/** The signed object in EF.SOD. Throws LdsError. */
export const readSod = (file: Uint8Array): SignedObject =>
  readSignedObject(readTlv(file, chipFiles.SOD.tag, 'SOD').content, 'SOD')

/** A ContentInfo with SignedData. Throws LdsError. */
export function readSignedObject(der: Uint8Array, file: ChipFileName | null): SignedObject {
  return readingDer(file, 'CMS_STRUCTURE', () => {
    const outer = readDer(der, 'contentInfo')
    const contentInfo = enter(outer, tags.sequence)
    expectEnd(outer)
    if (readObjectIdentifier(contentInfo) !== cmsOids.signedData)
      throw new DerError('contentInfo', 'not signed data')
    const wrapper = enter(contentInfo, context(0))
    expectEnd(contentInfo)
    const body = enter(wrapper, tags.sequence, 'signedData')
    expectEnd(wrapper)
    const signedData = readSignedData(body)
    expectEnd(body)
    return signedData
  })
}

function readSignedData(body: Cursor): SignedObject {
  const version = readShortInteger(body)
  const digestAlgorithms = readAll(enter(body, tags.set, 'digestAlgorithms'), readAlgorithm)
  const encapsulated = enter(body, tags.sequence, 'encapContentInfo')
  const contentType = readObjectIdentifier(encapsulated)
  const content = readContent(encapsulated)
  const certificates =
    nextTag(body) === context(0)
      ? readAll(enter(body, context(0), 'certificates'), (list) => element(list, tags.sequence).whole)
      : []
  const hasRevocationLists = nextTag(body) === context(1)
  if (hasRevocationLists) element(body, context(1))
  const signers = readAll(enter(body, tags.set, 'signerInfos'), readSigner)
  return { version, digestAlgorithms, contentType, content, certificates, hasRevocationLists, signers }
}

function readContent(encapsulated: Cursor): Uint8Array {
  const wrapper = enter(encapsulated, context(0), 'eContent')
  expectEnd(encapsulated)
  const { content } = element(wrapper, tags.octetString)
  expectEnd(wrapper)
  return content
}

function readSigner(list: Cursor): ObjectSigner {
  const info = enter(list, tags.sequence, 'signerInfo')
  const version = readShortInteger(info)
  const name = readSignerName(info)
  const digestAlgorithm = readAlgorithm(info)
  const signed = nextTag(info) === context(0) ? element(info, context(0)) : null
  const signatureAlgorithm = readAlgorithm(info)
  const signature = element(info, tags.octetString).content
  const hasUnsignedAttributes = nextTag(info) === context(1)
  if (hasUnsignedAttributes) element(info, context(1))
  expectEnd(info)
  return {
    version,
    name,
    digestAlgorithm,
    attributes: signed && readAll(readDer(signed.content, 'signedAttributes'), readAttribute),
    signedBytes: signed && retagged(signed.whole, tags.set),
    signatureAlgorithm,
    signature,
    hasUnsignedAttributes,
  }
}

function readSignerName(info: Cursor): SignerName {
  if (nextTag(info) === contextPrimitive(0))
    return { kind: 'KEY_ID', keyId: element(info, contextPrimitive(0)).content }
  const pair = enter(info, tags.sequence, 'issuerAndSerialNumber')
  const issuer = element(pair, tags.sequence).whole
  const serial = element(pair, tags.integer).content
  expectEnd(pair)
  return { kind: 'ISSUER_AND_SERIAL', issuer, serial }
}

function readAttribute(list: Cursor): SignedAttribute {
  const { whole, content } = element(list, tags.sequence)
  const pair = readDer(content, 'attribute')
  const type = readObjectIdentifier(pair)
  const values = readAll(
    enter(pair, tags.set),
    (inner) => element(inner, nextTag(inner) ?? tags.sequence).whole,
  )
  expectEnd(pair)
  return { type, values, whole }
}

function readAlgorithm(cursor: Cursor): AlgorithmIdentifier {
  const inner = enter(cursor, tags.sequence, 'algorithm')
  const oid = readObjectIdentifier(inner)
  const parameters = inner.bytes.subarray(inner.at)
  return { oid, parameters: parameters.length === 0 ? null : parameters }
}

function readAll<Item>(list: Cursor, readOne: (list: Cursor) => Item): Item[] {
  const items: Item[] = []
  while (nextTag(list) !== null) {
    if (items.length === mostItems) throw new DerError(list.part, 'too many')
    items.push(readOne(list))
  }
  return items
}
