/**
 * The frame of DG2 and DG3 (Doc 9303-10, 4.7.2 and 4.7.3; ISO/IEC 19785-3, 7816-11):
 *   75 | 63 { 7F61 { 02 number of records,
 *     7F60 { A1 { 80 header version 0101, 81 type, 82 subtype, 87 format owner, 88 format type }, 5F2E | 7F2E record } … } }
 * Without records `53` follows 7F61, with content by the issuer: random, so that empty files of two cards have different hashes.
 */
import { concatBytes } from '../bytes.ts'
import { type ChipFileName, chipFiles } from './chip-files.ts'
import { LdsError } from './lds-error.ts'
import { encodeLength, encodeTlv, readTlv, readTlvs, type Tlv, tlvAt } from './tlv.ts'

export type BiometricFile = Extract<ChipFileName, 'DG2' | 'DG3'>

const groupTags = {
  templates: 0x7f61,
  count: 0x02,
  template: 0x7f60,
  header: 0xa1,
  filler: 0x53,
} as const

export const recordTags = { ISO_19794: 0x5f2e, ISO_39794: 0x7f2e } as const
export type RecordEncoding = keyof typeof recordTags

export const headerTags = {
  version: 0x80,
  type: 0x81,
  subtype: 0x82,
  created: 0x83,
  validity: 0x85,
  creator: 0x86,
  owner: 0x87,
  format: 0x88,
} as const

export interface BiometricRecord {
  /** Values of A1 by their tags, in the order of the file. */
  readonly header: ReadonlyMap<number, Uint8Array>
  readonly encoding: RecordEncoding
  readonly data: Uint8Array
}

export interface BiometricGroup {
  readonly records: readonly BiometricRecord[]
  /** Content of tag 53; null where there is none. */
  readonly filler: Uint8Array | null
}

/** The whole file. The records are copied once. */
export function writeBiometricGroup(file: BiometricFile, group: BiometricGroup): Uint8Array<ArrayBuffer> {
  const templates = group.records.flatMap(({ header, encoding, data }) => {
    const elements = Array.from(header, ([tag, value]) => encodeTlv(tag, value))
    const head = encodeTlv(groupTags.header, ...elements)
    return pieces(groupTags.template, [head, ...pieces(recordTags[encoding], [data])])
  })
  const count = encodeTlv(groupTags.count, Uint8Array.of(group.records.length))
  const filler = group.filler === null ? [] : [encodeTlv(groupTags.filler, group.filler)]
  const content = [...pieces(groupTags.templates, [count, ...templates]), ...filler]
  return concatBytes(...pieces(chipFiles[file].tag, content))
}

/** One object, not yet joined. */
function pieces(tag: number, contents: readonly Uint8Array[]): readonly Uint8Array[] {
  const length = contents.reduce((sum, part) => sum + part.length, 0)
  const tagBytes = tag > 0xff ? [tag >> 8, tag & 0xff] : [tag]
  return [Uint8Array.of(...tagBytes, ...encodeLength(length)), ...contents]
}

/** The records are views into the file. Throws LdsError. */
export function readBiometricGroup(bytes: Uint8Array, file: BiometricFile): BiometricGroup {
  const { content } = readTlv(bytes, chipFiles[file].tag, file)
  const templates = tlvAt(content, 0, file)
  expectTag(templates, groupTags.templates, file)
  const rest = content.subarray(templates.whole.length)
  const filler = rest.length === 0 ? null : readTlv(rest, groupTags.filler, file).content
  const [count, ...records] = readTlvs(templates.content, file)
  if (count === undefined) throw new LdsError(file, 'BIOMETRIC_COUNT', 'missing')
  expectTag(count, groupTags.count, file)
  if (count.content.length !== 1 || count.content[0] !== records.length)
    throw new LdsError(file, 'BIOMETRIC_COUNT', `${records.length} records stand there`)
  return { records: records.map((record) => readRecord(record, file)), filler }
}

function expectTag({ tag }: Tlv, expected: number, file: BiometricFile): void {
  if (tag !== expected)
    throw new LdsError(file, 'TAG', `${tag.toString(16)} instead of ${expected.toString(16)}`)
}

function readRecord(template: Tlv, file: BiometricFile): BiometricRecord {
  expectTag(template, groupTags.template, file)
  const [head, record, ...more] = readTlvs(template.content, file)
  if (head === undefined || record === undefined || more.length > 0)
    throw new LdsError(file, 'BIOMETRIC_TEMPLATE', 'header and record expected')
  expectTag(head, groupTags.header, file)
  const encoding = (['ISO_19794', 'ISO_39794'] as const).find((one) => recordTags[one] === record.tag)
  if (encoding === undefined)
    throw new LdsError(file, 'BIOMETRIC_TEMPLATE', `record ${record.tag.toString(16)}`)
  const elements = readTlvs(head.content, file)
  const header = new Map(elements.map(({ tag, content }) => [tag, content]))
  if (header.size !== elements.length) throw new LdsError(file, 'BIOMETRIC_HEADER', 'element twice')
  return { header, encoding, data: record.content }
}
