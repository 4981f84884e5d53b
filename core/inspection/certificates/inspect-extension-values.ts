/** What stands inside the extensions of Doc 9303-12, table 6. */
import type { DerNode } from '../der/der-tree.ts'
import { dottedOf, letters, Misfit, numberOf, partsOf } from '../der/parts.ts'
import { toHex } from '../../bytes.ts'
import { readGeneralizedTime } from '../der/instants.ts'
import type { CertificateKind, CertificateReading, Period } from './inspected-certificate.ts'

export interface ExtensionReading extends CertificateReading {
  readonly validity: Period | null
}

/** Numbers of the bits (RFC 5280, 4.2.1.3): keyCertSign and cRLSign; digitalSignature. */
const keyUses: Readonly<Record<CertificateKind, string>> = { CSCA: '5,6', DS: '0' }

export function inspectKeyUsage(root: DerNode, { tell, file, kind }: ExtensionReading): void {
  if (root.tag !== 0x03) throw new Misfit('keyUsage')
  const [unused = 0, ...bytes] = root.content
  const count = bytes.length * 8 - unused
  const numbers = Array.from({ length: count }, (_, bit) => bit)
  const bits = numbers.filter((bit) => (((bytes[bit >> 3] ?? 0) << (bit & 7)) & 0x80) !== 0)
  // Named bits end with a bit that is set (X.690, 11.2.2).
  if (bits.at(-1) !== count - 1) tell('DER_NAMED_BITS', file, 'keyUsage')
  if (bits.join() !== keyUses[kind]) tell('KEY_USAGE', file, `bits ${bits.join()}`)
}

/** BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL } */
export function inspectConstraints(root: DerNode, { tell, file }: ExtensionReading): void {
  if (root.tag !== 0x30) throw new Misfit('basicConstraints')
  const parts = partsOf(root)
  const authority = parts.takeIf(0x01)
  const path = parts.takeIf(0x02)
  parts.end('basicConstraints')
  if (!authority || authority.content[0] === 0) tell('BASIC_CONSTRAINTS_CA', file)
  if (!path || numberOf(path) !== 0) tell('BASIC_CONSTRAINTS_PATH', file)
}

export function subjectKeyOf(root: DerNode, { tell, file }: ExtensionReading): Uint8Array | null {
  if (root.tag === 0x04 && root.content.length > 0) return root.content
  tell('KEY_IDENTIFIER_FORM', file, 'subjectKeyIdentifier')
  return null
}

/** AuthorityKeyIdentifier ::= SEQUENCE { [0] keyIdentifier, [1] issuer and [2] serial number, both or none } */
export function authorityKeyOf(root: DerNode, { tell, file }: ExtensionReading): Uint8Array | null {
  const tags = root.tag === 0x30 ? root.children.map(({ tag }) => tag.toString(16)).join() : ''
  const id = root.children[0]?.content
  if ((tags === '80' || tags === '80,a1,82') && id && id.length > 0) return id
  tell('KEY_IDENTIFIER_FORM', file, 'authorityKeyIdentifier')
  return null
}

const day = 86_400_000
/** A quarter at its longest; five years with their leap days. */
const longestUsage: Readonly<Record<CertificateKind, number>> = { DS: 92 * day, CSCA: 1827 * day }

/** PrivateKeyUsagePeriod ::= SEQUENCE { [0] notBefore GeneralizedTime, [1] notAfter GeneralizedTime } */
export function usagePeriodOf(
  root: DerNode,
  { tell, file, kind, validity }: ExtensionReading,
): Period | null {
  const refuse = () => {
    tell('USAGE_PERIOD', file)
    return null
  }
  if (root.tag !== 0x30 || root.children.length === 0) return refuse()
  const parts = partsOf(root)
  const [first, last] = [parts.takeIf(0x80), parts.takeIf(0x81)]
  parts.end('privateKeyUsagePeriod')
  const [from, until] = [first, last].map((node) => node && readGeneralizedTime(node))
  if ((first && !from) || (last && !until)) return refuse()
  const period: Period = { from: from ?? null, until: until ?? null }
  if (!isInside(period, validity)) return refuse()
  if (from && until && until.getTime() - from.getTime() > longestUsage[kind]) tell('USAGE_PERIOD_LONG', file)
  return period
}

function isInside({ from, until }: Period, validity: Period | null): boolean {
  if (from && until && from >= until) return false
  const startsLater = !validity?.from || !from || validity.from <= from
  const endsEarlier = !validity?.until || !until || until <= validity.until
  return startsLater && endsEarlier
}

const mail = 0x81
const dns = 0x82
const directory = 0xa4
const uri = 0x86
const localityType = '2.5.4.7'

/** GeneralNames: a way to write to the issuer, and its country as the machine-readable zone has it. Answers the names in hexadecimal. */
export function inspectAlternativeName(root: DerNode, { tell, file }: ExtensionReading): string {
  const names = root.tag === 0x30 ? root.children : []
  const contacts = names.filter(({ tag }) => [mail, dns, uri].includes(tag))
  const isWritable = contacts.some(({ content }) => content.length > 0)
  const isAscii = contacts.every(({ content }) => content.every((byte) => byte > 0x20 && byte < 0x7f))
  const places = names.filter(({ tag }) => tag === directory).flatMap(localitiesIn)
  const hasCountry = places.some((place) => /^[A-Z]{3}$|^D$/.test(place))
  if (!isWritable || !isAscii || !hasCountry) tell('ALTERNATIVE_NAME', file)
  return toHex(root.whole)
}

/** A directoryName is tagged EXPLICIT, being a CHOICE. */
function localitiesIn({ children: [name] }: DerNode): readonly string[] {
  return (name?.children ?? []).flatMap((set) =>
    set.children.flatMap((pair) => {
      const parts = partsOf(pair)
      const type = dottedOf(parts.take(0x06, 'directoryName'))
      return type === localityType ? [letters(parts.any('directoryName').content)] : []
    }),
  )
}

/** CRLDistributionPoints ::= SEQUENCE OF SEQUENCE { [0] { [0] fullName GeneralNames }, … } */
export function inspectDistributionPoints(root: DerNode, { tell, file }: ExtensionReading): void {
  const points = root.tag === 0x30 ? root.children : []
  const addresses = points.map(({ children: [point] }) =>
    (point?.tag === 0xa0 ? (point.children[0]?.children ?? []) : [])
      .filter(({ tag }) => tag === uri)
      .map(({ content }) => letters(content)),
  )
  const isReachable = addresses.every((some) => some.some((one) => /^(?:https?|ldap):\/\/[!-~]+$/.test(one)))
  if (addresses.length === 0 || !isReachable) tell('DISTRIBUTION_POINTS', file)
}

/** DocumentTypeList ::= SEQUENCE { version 0, SET OF PrintableString }: as in the machine-readable zone (Doc 9303-12, 7.1.1) */
export function documentTypesOf(root: DerNode, { tell, file }: ExtensionReading): readonly string[] | null {
  const [version, set, ...more] = root.tag === 0x30 ? root.children : []
  const types = set?.tag === 0x31 ? set.children : []
  const isForm =
    version !== undefined &&
    numberOf(version) === 0 &&
    more.length === 0 &&
    types.length > 0 &&
    types.every(({ tag, content }) => tag === 0x13 && /^[A-Z][A-Z<]?$/.test(letters(content)))
  if (isForm) return types.map(({ content }) => letters(content))
  tell('DOCUMENT_TYPE', file)
  return null
}
