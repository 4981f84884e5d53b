import { fromBase64, toBase64 } from './base64.ts'
import { CbeffRefused, type RecordFault } from './refusals.ts'
import { readXml, type XmlContent, type XmlElement, xmlText } from './xml.ts'

/*
 * CBEFF, XML patron format of ISO/IEC 19785-3 as MOSIP exchanges it. A BIR that holds BIRs, each:
 *   Version, CBEFFVersion        Major, Minor
 *   BIRInfo                      Integrity
 *   BDBInfo                      Index | Format (Organization, Type) | CreationDate | Type | Subtype | Level | Purpose
 *                                Quality (Algorithm (Organization, Type), Score)
 *   BDB                          the record, base64
 *   SB                           signature of the record, base64
 *   others                       entry key="…", or pairs of Key and Value
 */
const namespace = 'http://standards.iso.org/iso-iec/19785/-3/ed-2/'

/** Format types of the biometric organization (ISO/IEC JTC 1/SC 37), as MOSIP uses them. */
export const cbeffFormats = { fingerMinutiae: 2, fingerImage: 7, face: 8, iris: 9 } as const

export interface RegistryId {
  readonly organization: string
  readonly type: string
}

export interface BiometricInformation {
  readonly index: string | null
  readonly format: RegistryId
  /** Milliseconds since 1970, UTC. */
  readonly createdAt: number | null
  readonly modality: 'Finger' | 'Face' | 'Iris'
  /** Words of the subtype: "Left IndexFinger", "Right Thumb"; empty for a face. */
  readonly subtype: string
  readonly level: string
  readonly purpose: string
  readonly quality: { readonly algorithm: RegistryId | null; readonly score: number } | null
  readonly record: Uint8Array
  readonly signature: Uint8Array | null
  readonly others: readonly { readonly key: string; readonly value: string }[]
}

const refusal = (fault: RecordFault, field: string) => new CbeffRefused({ fault, field, offset: null })

/** Throws CbeffRefused for what XML or a field cannot hold, and for no record at all. */
export function writeCbeff(records: readonly BiometricInformation[]): string {
  if (records.length === 0) throw refusal('length', 'BIR')
  const root: XmlContent = {
    name: 'BIR',
    attributes: { xmlns: namespace },
    content: [information, ...records.map(birOf)],
  }
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xmlText(root)}`
}

const information: XmlContent = { name: 'BIRInfo', content: [{ name: 'Integrity', content: 'false' }] }
const version: readonly XmlContent[] = [
  { name: 'Major', content: '1' },
  { name: 'Minor', content: '1' },
]

const registryContent = ({ organization, type }: RegistryId): readonly XmlContent[] => [
  { name: 'Organization', content: organization },
  { name: 'Type', content: type },
]

function birOf(record: BiometricInformation): XmlContent {
  const { signature, others } = record
  const entries = others.map(({ key, value }) => ({ name: 'entry', attributes: { key }, content: value }))
  return {
    name: 'BIR',
    content: [
      { name: 'Version', content: version },
      { name: 'CBEFFVersion', content: version },
      information,
      { name: 'BDBInfo', content: descriptionOf(record) },
      { name: 'BDB', content: toBase64(record.record) },
      ...(signature ? [{ name: 'SB', content: toBase64(signature) }] : []),
      ...(entries.length > 0 ? [{ name: 'others', content: entries }] : []),
    ],
  }
}

function descriptionOf(record: BiometricInformation): readonly XmlContent[] {
  const { index, createdAt, quality } = record
  return [
    ...(index === null ? [] : [{ name: 'Index', content: index }]),
    { name: 'Format', content: registryContent(record.format) },
    ...(createdAt === null ? [] : [{ name: 'CreationDate', content: dateText(createdAt) }]),
    { name: 'Type', content: record.modality },
    ...(record.subtype === '' ? [] : [{ name: 'Subtype', content: record.subtype }]),
    { name: 'Level', content: record.level },
    { name: 'Purpose', content: record.purpose },
    ...(quality === null ? [] : [{ name: 'Quality', content: qualityContent(quality) }]),
  ]
}

function qualityContent({
  algorithm,
  score,
}: NonNullable<BiometricInformation['quality']>): readonly XmlContent[] {
  if (!isScore(score)) throw refusal('value', 'Score')
  const content = algorithm === null ? [] : [{ name: 'Algorithm', content: registryContent(algorithm) }]
  return [...content, { name: 'Score', content: String(score) }]
}

const isScore = (score: number) => Number.isInteger(score) && score >= 0 && score <= 100

function dateText(at: number): string {
  const date = new Date(at)
  const isWritable =
    !Number.isNaN(date.getTime()) && date.getUTCFullYear() > 0 && date.getUTCFullYear() < 10_000
  if (!isWritable) throw refusal('value', 'CreationDate')
  return date.toISOString()
}

/** Throws CbeffRefused. */
export function readCbeff(text: string): readonly BiometricInformation[] {
  const root = readXml(text)
  if (root.name !== 'BIR' || root.namespace !== namespace) throw refusal('format', 'BIR')
  const inner = children(root, 'BIR')
  return (inner.length > 0 ? inner : [root]).map(readBir)
}

const children = (parent: XmlElement, name: string) =>
  parent.children.filter((child) => child.name === name && child.namespace === namespace)

function child(parent: XmlElement, name: string): XmlElement | null {
  const found = children(parent, name)
  if (found.length > 1) throw refusal('value', name)
  return found[0] ?? null
}

function required(parent: XmlElement, name: string): XmlElement {
  const found = child(parent, name)
  if (!found) throw refusal('truncated', name)
  return found
}

const textOf = (parent: XmlElement, name: string) => child(parent, name)?.text.trim() ?? null

function readBir(bir: XmlElement): BiometricInformation {
  const info = required(bir, 'BDBInfo')
  const signature = child(bir, 'SB')
  const created = textOf(info, 'CreationDate')
  const quality = child(info, 'Quality')
  return {
    index: textOf(info, 'Index'),
    format: readRegistryId(required(info, 'Format')),
    createdAt: created === null ? null : readDate(created),
    modality: readModality(required(info, 'Type').text.trim()),
    subtype: textOf(info, 'Subtype') ?? '',
    level: textOf(info, 'Level') ?? '',
    purpose: textOf(info, 'Purpose') ?? '',
    quality: quality && readQuality(quality),
    record: readBase64(required(bir, 'BDB')),
    signature: signature && readBase64(signature),
    others: children(bir, 'others').flatMap(readOthers),
  }
}

function readRegistryId(element: XmlElement): RegistryId {
  return {
    organization: required(element, 'Organization').text.trim(),
    type: required(element, 'Type').text.trim(),
  }
}

const modalities = ['Finger', 'Face', 'Iris'] as const

function readModality(text: string): BiometricInformation['modality'] {
  const modality = modalities.find((known) => known === text)
  if (!modality) throw refusal('unsupported', 'Type')
  return modality
}

/** Fractions of a second may have up to nine digits; milliseconds are kept. Without a zone it is UTC. */
function readDate(text: string): number {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?$/.exec(text)
  if (!parts) throw refusal('value', 'CreationDate')
  const [, seconds = '', fraction = '0', zone = 'Z'] = parts
  const at = Date.parse(`${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`)
  if (Number.isNaN(at)) throw refusal('value', 'CreationDate')
  return at
}

function readQuality(element: XmlElement): NonNullable<BiometricInformation['quality']> {
  const algorithm = child(element, 'Algorithm')
  const text = required(element, 'Score').text.trim()
  const score = /^\d{1,3}$/.test(text) ? Number(text) : -1
  if (!isScore(score)) throw refusal('value', 'Score')
  return { algorithm: algorithm && readRegistryId(algorithm), score }
}

function readBase64(element: XmlElement): Uint8Array {
  const bytes = fromBase64(element.text)
  if (!bytes) throw refusal('value', element.name)
  return bytes
}

/** Two ways of writing are met: entries with a key, and alternating Key and Value. */
function readOthers(element: XmlElement): readonly { readonly key: string; readonly value: string }[] {
  const entries = children(element, 'entry').map((entry) => ({
    key: entry.attributes.get('key') ?? '',
    value: entry.text,
  }))
  const values = children(element, 'Value')
  const pairs = children(element, 'Key').map((key, i) => ({ key: key.text, value: values[i]?.text ?? '' }))
  return [...entries, ...pairs]
}
