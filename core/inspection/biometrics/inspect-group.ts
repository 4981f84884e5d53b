/*
 * DG2 and DG3 (Doc 9303-10, 4.7.2 and 4.7.3; ISO/IEC 7816-11):
 *   7F61 { 02 number | 7F60 { A1 { 80 version 0101 | 81 type | 82 subtype | 83 created | 85 validity | 86 creator | 87 owner | 88 format }
 *                             5F2E or 7F2E data } … } | 53 random bytes, where there is no template
 */
import { equalBytes, toHex } from '../../bytes.ts'
import { type BiometricFile, headerTags, recordTags } from '../../lds/biometric-group.ts'
import type { ChipImage } from '../../lds/chip-files.ts'
import { readTlvs, type Tlv } from '../../lds/tlv.ts'
import { Misfit } from '../der/parts.ts'
import { contentOf } from '../files.ts'
import { type Place, reading, type Tell } from '../findings.ts'

export interface Template {
  readonly subtype: number | null
  /** Of ISO/IEC 19794; null for data by ISO/IEC 39794. */
  readonly record: Uint8Array | null
}

interface GroupForm {
  readonly counts: { readonly least: number; readonly most: number }
  readonly type: number
  readonly format: string
  readonly subtypes: readonly number[]
  readonly needsSubtype: boolean
}

/** Finger in bits 5 to 3, then 01 right, 10 left (ISO/IEC 19785-3); by position. */
export const fingerSubtypes: readonly number[] = [5, 9, 13, 17, 21, 6, 10, 14, 18, 22]

const forms: Readonly<Record<BiometricFile, GroupForm>> = {
  DG2: { counts: { least: 1, most: 9 }, type: 0x02, format: '0008', subtypes: [0], needsSubtype: false },
  DG3: {
    counts: { least: 0, most: 10 },
    type: 0x08,
    format: '0007',
    subtypes: fingerSubtypes,
    needsSubtype: true,
  },
}

export function inspectGroup(image: ChipImage, file: BiometricFile, tell: Tell): readonly Template[] | null {
  const place: Place = { tell, file }
  const content = contentOf(image, file, tell)
  return content && reading(place, 'BIT_GROUP', () => templatesIn(content, file, place))
}

function templatesIn(content: Uint8Array, file: BiometricFile, place: Place): readonly Template[] {
  const { tell } = place
  const [group, filler, ...more] = readTlvs(content, file)
  if (group?.tag !== 0x7f61 || more.length > 0) throw new Misfit('7F61')
  if (filler && filler.tag !== 0x53) throw new Misfit(filler.tag.toString(16))
  const [count, ...templates] = readTlvs(group.content, file)
  if (count?.tag !== 0x02 || count.content.length !== 1) throw new Misfit('number of templates')
  if (templates.some(({ tag }) => tag !== 0x7f60)) throw new Misfit('7F60')
  if (count.content[0] !== templates.length) tell('BIT_COUNT', file, `${templates.length} there`)
  const { least, most } = forms[file].counts
  if (templates.length < least || templates.length > most) tell('BIT_NUMBER', file, `${templates.length}`)
  if (file === 'DG3' && templates.length === 0 && !filler?.content.length) tell('EMPTY_GROUP', file)
  return templates.flatMap(
    (template) => reading(place, 'BIT_GROUP', () => templateIn(template, file, tell)) ?? [],
  )
}

function templateIn(template: Tlv, file: BiometricFile, tell: Tell): Template {
  const [header, data, ...more] = readTlvs(template.content, file)
  if (header?.tag !== 0xa1 || !data || more.length > 0) throw new Misfit('header and data')
  const isNew = data.tag === recordTags.ISO_39794
  const isOld = data.tag === recordTags.ISO_19794
  if (!isNew && !isOld) tell('BDB_TAG', file, data.tag.toString(16))
  if (isNew) tell('BDB_39794', file)
  const subtype = inspectHeader(readTlvs(header.content, file), { file, tell, isNew })
  return { subtype, record: isOld ? data.content : null }
}

const known: readonly number[] = Object.values(headerTags)

interface HeaderReading {
  readonly file: BiometricFile
  readonly tell: Tell
  /** ISO/IEC 39794 has formats of its own. */
  readonly isNew: boolean
}

function inspectHeader(elements: readonly Tlv[], { file, tell, isNew }: HeaderReading): number | null {
  const { type, format, subtypes, needsSubtype } = forms[file]
  const value = (tag: number) => elements.find((one) => one.tag === tag)?.content ?? null
  const isOrdered = elements.every(({ tag }, i) => known.includes(tag) && tag > (elements[i - 1]?.tag ?? 0))
  const subtype = value(headerTags.subtype)
  const [owner, told] = [value(headerTags.owner), value(headerTags.format)]
  if (!isOrdered || !owner || !told || (needsSubtype && !subtype)) tell('BIT_HEADER', file)
  const version = value(headerTags.version)
  if (version && toHex(version) !== '0101') tell('BIT_VERSION', file, toHex(version))
  const kind = value(headerTags.type)
  if (kind && !equalBytes(kind, Uint8Array.of(type))) tell('BIT_TYPE', file, toHex(kind))
  const found = subtype?.length === 1 ? subtypes.find((one) => one === subtype[0]) : undefined
  if (subtype && found === undefined) tell('BIT_SUBTYPE', file, toHex(subtype))
  if (owner && toHex(owner) !== '0101') tell('BIT_OWNER', file, toHex(owner))
  if (told && !isNew && toHex(told) !== format) tell('BIT_FORMAT', file, toHex(told))
  // Creation: seven bytes of binary-coded digits; validity: twice four (ISO/IEC 7816-11, table 3).
  const [created, validity] = [value(headerTags.created), value(headerTags.validity)]
  if ((created && created.length !== 7) || (validity && validity.length !== 8)) tell('BIT_DATE', file)
  return found ?? null
}
