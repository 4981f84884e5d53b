/*
 * EF.SOD is 77 { ContentInfo } (Doc 9303-10, 4.6.2; RFC 5652, 3, 5.1 and 5.3):
 *   ContentInfo ::= SEQUENCE { id-signedData, [0] SignedData }
 *   SignedData  ::= SEQUENCE { version 3, digestAlgorithms SET, SEQUENCE { eContentType, [0] OCTET STRING },
 *                              [0] certificates, [1] crls OPTIONAL, signerInfos SET }
 *   SignerInfo  ::= SEQUENCE { version, sid IssuerAndSerialNumber | [0] key identifier, digestAlgorithm, [0] signedAttrs,
 *                              signatureAlgorithm, signature OCTET STRING, [1] unsignedAttrs OPTIONAL }
 */
import { type DerNode, isSorted, readDerTree } from '../der/der-tree.ts'
import {
  type AlgorithmIdentifier,
  algorithmOf,
  dottedOf,
  Misfit,
  numberOf,
  onlyChild,
  partsOf,
} from '../der/parts.ts'
import { type Place, reading, treeIn } from '../findings.ts'

const signedDataType = '1.2.840.113549.1.7.2'

export interface SignerInfo {
  readonly sid: DerNode
  readonly digest: AlgorithmIdentifier
  /** `[0] IMPLICIT`, as it stands; null where there are none. */
  readonly attributes: DerNode | null
  readonly algorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
}

export interface SignedData {
  readonly contentType: string
  readonly content: Uint8Array | null
  /** The only certificate. */
  readonly certificate: DerNode | null
  readonly signer: SignerInfo | null
}

export interface SignedPlace extends Place {
  /** Dotted. */
  readonly contentType: string
}

/** What is not DER inside the certificate is left to its own inspection. */
export function readSignedData(bytes: Uint8Array, place: SignedPlace): SignedData | null {
  const tree = readDerTree(bytes)
  const signed = tree.root && reading(place, 'CMS_STRUCTURE', () => signedDataIn(tree.root, place))
  const inside = signed?.certificate?.whole
  const start = inside ? inside.byteOffset - bytes.byteOffset : bytes.length
  const faults = tree.faults.filter(({ at }) => at < start || at >= start + (inside?.length ?? 0))
  treeIn(place, { ...tree, faults }, 'ContentInfo')
  return signed
}

function signedDataIn(root: DerNode | null, place: SignedPlace): SignedData {
  const { tell, file } = place
  if (root?.tag !== 0x30) throw new Misfit('ContentInfo')
  const outer = partsOf(root)
  if (dottedOf(outer.take(0x06, 'contentType')) !== signedDataType) tell('CMS_TYPE', file)
  const parts = partsOf(onlyChild(outer.take(0xa0, 'content'), 0x30, 'SignedData'))
  outer.end('ContentInfo')
  if (numberOf(parts.take(0x02, 'version')) !== 3) tell('CMS_VERSION', file)
  const digests = parts
    .take(0x31, 'digestAlgorithms')
    .children.map((one) => algorithmOf(one, 'digestAlgorithms'))
  const content = contentIn(parts.take(0x30, 'encapContentInfo'), place)
  const certificate = certificateIn(parts.takeIf(0xa0), place)
  if (parts.takeIf(0xa1)) tell('CMS_LISTS', file)
  const signers = parts.take(0x31, 'signerInfos').children
  parts.end('SignedData')
  if (signers.length !== 1) tell('CMS_SIGNERS', file, `${signers.length}`)
  const [node] = signers
  const signer = node && signers.length === 1 ? readSigner(node, place) : null
  inspectDigests(digests, signer, place)
  return { ...content, certificate, signer }
}

function contentIn(
  node: DerNode,
  { tell, file, contentType: expected }: SignedPlace,
): Pick<SignedData, 'content' | 'contentType'> {
  const parts = partsOf(node)
  const contentType = dottedOf(parts.take(0x06, 'eContentType'))
  if (contentType !== expected) tell('CMS_CONTENT_TYPE', file)
  const wrapped = parts.takeIf(0xa0)
  parts.end('encapContentInfo')
  if (!wrapped) tell('CMS_CONTENT_MISSING', file)
  return { contentType, content: wrapped && onlyChild(wrapped, 0x04, 'eContent').content }
}

function certificateIn(list: DerNode | null, { tell, file }: Place): DerNode | null {
  const certificates = list?.children ?? []
  const [only] = certificates
  if (certificates.length === 1 && only?.tag === 0x30) return only
  tell('CMS_CERTIFICATES', file, `${certificates.length}`)
  if (!isSorted(certificates)) tell('DER_SET_ORDER', file, 'certificates')
  return null
}

function readSigner(node: DerNode, place: Place): SignerInfo | null {
  return reading(place, 'SIGNER_STRUCTURE', () => {
    const { tell, file } = place
    if (node.tag !== 0x30) throw new Misfit('SignerInfo')
    const parts = partsOf(node)
    const version = numberOf(parts.take(0x02, 'version'))
    const sid = parts.takeIf(0x80) ?? parts.take(0x30, 'sid')
    // RFC 5652, 5.3: 1 by issuer and serial number, 3 by key identifier.
    if (version !== (sid.tag === 0x80 ? 3 : 1)) tell('SIGNER_VERSION', file, `${version}`)
    const digest = algorithmOf(parts.take(0x30, 'digestAlgorithm'), 'digestAlgorithm')
    const attributes = parts.takeIf(0xa0)
    const algorithm = algorithmOf(parts.take(0x30, 'signatureAlgorithm'), 'signatureAlgorithm')
    const signature = parts.take(0x04, 'signature').content
    if (parts.takeIf(0xa1)) tell('UNSIGNED_ATTRIBUTES', file)
    parts.end('SignerInfo')
    if (!attributes) tell('SIGNED_ATTRIBUTES_MISSING', file)
    return { sid, digest, attributes, algorithm, signature }
  })
}

function inspectDigests(
  digests: readonly AlgorithmIdentifier[],
  signer: SignerInfo | null,
  { tell, file }: Place,
): void {
  const names = digests.map(({ oid }) => oid)
  const isSet = names.length > 0 && new Set(names).size === names.length
  const hasSigners = !signer || names.includes(signer.digest.oid)
  if (!isSet || !hasSigners) tell('CMS_DIGEST_ALGORITHMS', file)
  const all = signer ? [...digests, signer.digest] : digests
  if (all.some(({ parameters }) => parameters !== null)) tell('CMS_DIGEST_PARAMETERS', file)
}
