/*
 * Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature BIT STRING }                          (RFC 5280, 4.1)
 * TBSCertificate ::= SEQUENCE { [0] version 2, serialNumber, signature, issuer, validity SEQUENCE { Time, Time }, subject,
 *                               subjectPublicKeyInfo, [1] and [2] unique identifiers OPTIONAL, [3] extensions }
 */
import { equalBytes } from '../../bytes.ts'
import { type DerNode, readDerTree } from '../der/der-tree.ts'
import { readInstant } from '../der/instants.ts'
import {
  algorithmOf,
  dottedOf,
  letters,
  Misfit,
  numberOf,
  onlyChild,
  type Parts,
  partsOf,
} from '../der/parts.ts'
import { type Place, reading, treeIn } from '../findings.ts'
import { signatureAlgorithms } from '../security-object/algorithms.ts'
import { inspectExtensions, noExtensions } from './inspect-extensions.ts'
import { inspectKey } from './inspect-key.ts'
import type { CertificateReading, InspectedCertificate, Period } from './inspected-certificate.ts'

/** By the profile of Doc 9303-12, table 6. Null where it cannot be read. */
export function inspectCertificate(der: Uint8Array, how: CertificateReading): InspectedCertificate | null {
  const root = treeIn(how, readDerTree(der), 'Certificate')
  return root && reading(how, 'CERT_STRUCTURE', () => certificateIn(root, how))
}

function certificateIn(root: DerNode, how: CertificateReading): InspectedCertificate {
  if (root.tag !== 0x30) throw new Misfit('Certificate')
  const outer = partsOf(root)
  const tbs = outer.take(0x30, 'tbsCertificate')
  const outside = outer.take(0x30, 'signatureAlgorithm')
  const bits = outer.take(0x03, 'signature').content
  outer.end('Certificate')
  if (bits[0] !== 0) throw new Misfit('signature')

  const parts = partsOf(tbs)
  inspectVersion(parts, how)
  const serial = parts.take(0x02, 'serialNumber').content
  inspectSerial(serial, how)
  const inside = parts.take(0x30, 'signature')
  const issuer = parts.take(0x30, 'issuer')
  const validity = inspectValidity(parts.take(0x30, 'validity'), how)
  const subject = parts.take(0x30, 'subject')
  const key = inspectKey(parts.take(0x30, 'subjectPublicKeyInfo').whole, how)
  inspectUniqueIds(parts, how)
  const extensions = parts.takeIf(0xa3)
  parts.end('tbsCertificate')
  return {
    kind: how.kind,
    tbs: tbs.whole,
    algorithms: inspectAlgorithms(inside, outside, how),
    signature: bits.subarray(1),
    issuer: issuer.whole,
    subject: subject.whole,
    serial,
    country: inspectNames(issuer, subject, how),
    validity,
    key,
    ...(extensions ? inspectExtensions(extensions, { ...how, validity }) : missingExtensions(how)),
  }
}

function missingExtensions({ tell, file }: Place) {
  tell('CERT_EXTENSIONS', file)
  return noExtensions
}

function inspectVersion(parts: Parts, { tell, file }: Place): void {
  const version = parts.takeIf(0xa0)
  const isThree = version !== null && numberOf(onlyChild(version, 0x02, 'version')) === 2
  if (!isThree) tell('CERT_VERSION', file)
}

function inspectSerial(serial: Uint8Array, { tell, file }: Place): void {
  const isPositive = (serial[0] ?? 0x80) < 0x80 && serial.some((byte) => byte !== 0)
  if (!isPositive || serial.length > 20) tell('CERT_SERIAL', file, `${serial.length} bytes`)
}

function inspectUniqueIds(parts: Parts, { tell, file }: Place): void {
  for (const number of [1, 2]) {
    const found = parts.takeIf(0x80 | number) ?? parts.takeIf(0xa0 | number)
    if (found) tell('CERT_UNIQUE_ID', file, `[${number}]`)
  }
}

function inspectAlgorithms(inside: DerNode, outside: DerNode, { tell, file }: Place) {
  const isSame = equalBytes(inside.whole, outside.whole)
  if (!isSame) tell('CERT_ALGORITHMS_DIFFER', file)
  const identifiers = (isSame ? [inside] : [inside, outside]).map((one) =>
    algorithmOf(one, 'signatureAlgorithm'),
  )
  const known = identifiers.flatMap(({ oid }) => signatureAlgorithms[oid]?.algorithm ?? [])
  if (isSame && known.length === 0) tell('CERT_ALGORITHM', file, identifiers[0]?.oid)
  if (isSame && identifiers.some(({ parameters }) => parameters)) tell('CERT_ALGORITHM_PARAMETERS', file)
  return known
}

function inspectValidity(node: DerNode, { tell, file }: Place): Period | null {
  const parts = partsOf(node)
  const [from, until] = [parts.any('notBefore'), parts.any('notAfter')].map(readInstant)
  parts.end('validity')
  if (!from || !until) {
    tell('CERT_TIME_FORM', file)
    return null
  }
  if (from < until) return { from, until }
  tell('CERT_TIME_ORDER', file)
  return null
}

const countryType = '2.5.4.6'
const commonNameType = '2.5.4.3'
const printableString = 0x13
/** Kinds of strings in names (Doc 9303-12, table 6); IA5String where an e-mail address stands in one (RFC 5280, 4.1.2.6). */
const nameStrings: readonly number[] = [printableString, 0x0c, 0x16]

/** Letters of a PrintableString (X.680, 41.4). */
const isNameString = ({ tag, content }: DerNode) =>
  nameStrings.includes(tag) &&
  (tag !== printableString || /^[A-Za-z0-9 '()+,./:=?-]+$/.test(letters(content)))

interface NameAttribute {
  readonly type: string
  readonly value: DerNode
}

/** The country of both names where it is one; each name by itself. */
function inspectNames(issuer: DerNode, subject: DerNode, place: Place): string | null {
  const [from, of] = [inspectName(issuer, 'issuer', place), inspectName(subject, 'subject', place)]
  if (from === null || of === null) return null
  if (from.toUpperCase() === of.toUpperCase()) return of
  place.tell('CERT_COUNTRIES_DIFFER', place.file)
  return null
}

function inspectName(node: DerNode, part: string, place: Place): string | null {
  const attributes = node.children.flatMap((set) => {
    if (set.tag !== 0x31) throw new Misfit(part)
    return set.children.map((pair) => attributeIn(pair, part))
  })
  const { tell, file } = place
  const countries = attributes.filter(({ type }) => type === countryType)
  const names = attributes.filter(({ type }) => type === commonNameType)
  const isForm =
    countries.length === 1 &&
    names.length === 1 &&
    attributes.every(({ type, value }) => type === countryType || isNameString(value))
  if (!isForm) tell('CERT_NAME', file, part)
  const country = countries[0]?.value
  if (!country || countries.length > 1) return null
  const text = letters(country.content)
  if (country.tag !== printableString || !/^[A-Z]{2}$/.test(text)) tell('CERT_COUNTRY_FORM', file, part)
  return text
}

function attributeIn(node: DerNode, part: string): NameAttribute {
  const parts = partsOf(node)
  const type = dottedOf(parts.take(0x06, part))
  const value = parts.any(part)
  parts.end(part)
  return { type, value }
}
