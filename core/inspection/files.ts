import {
  chipFiles,
  type ChipFileName,
  type ChipImage,
  type DataGroupNumber,
  dataGroupName,
  dataGroupNumbers,
} from '../lds/chip-files.ts'
import { readTlv, readTlvs } from '../lds/tlv.ts'
import { letters, Misfit } from './der/parts.ts'
import { type Place, reading, type Tell } from './findings.ts'

/** The value of a file's outer object; null where there is no file, or no such object, which is told. */
export function contentOf(image: ChipImage, name: ChipFileName, tell: Tell): Uint8Array | null {
  const bytes = image.get(name)
  if (!bytes) return null
  return reading({ tell, file: name }, 'TLV', () => readTlv(bytes, chipFiles[name].tag, name).content)
}

export interface CommonData {
  readonly ldsVersion: string
  readonly unicodeVersion: string
  readonly listed: ReadonlySet<DataGroupNumber>
}

/*
 * EF.COM (Doc 9303-10, 4.6.1): 60 { 5F01 LDS version, four digits | 5F36 Unicode version, six digits | 5C tags of the data groups }
 */
const ldsVersions: readonly string[] = ['0107', '0108']
/** 4.0.0: neither LDS 1.7 nor 1.8 names another, and EF.COM is not signed. */
const unicodeOfLds = '040000'

export function inspectCommonData(image: ChipImage, tell: Tell): CommonData | null {
  const place: Place = { tell, file: 'COM' }
  if (!image.has('COM')) tell('COM_MISSING', 'COM')
  const content = contentOf(image, 'COM', tell)
  const parts = content && reading(place, 'COM_STRUCTURE', () => partsOfCommonData(content))
  if (!parts) return null
  const { ldsVersion, unicodeVersion, tags } = parts
  if (!ldsVersions.includes(ldsVersion)) tell('COM_LDS_VERSION', 'COM')
  if (unicodeVersion !== unicodeOfLds) tell('COM_UNICODE_VERSION', 'COM')
  return { ldsVersion, unicodeVersion, listed: inspectTagList(tags, tell) }
}

function partsOfCommonData(content: Uint8Array) {
  const [lds, unicode, list, ...more] = readTlvs(content, 'COM')
  if (lds?.tag !== 0x5f01) throw new Misfit('5F01')
  if (unicode?.tag !== 0x5f36) throw new Misfit('5F36')
  if (list?.tag !== 0x5c) throw new Misfit('5C')
  if (more.length > 0) throw new Misfit(`${more.length} more`)
  return { ldsVersion: letters(lds.content), unicodeVersion: letters(unicode.content), tags: list.content }
}

function inspectTagList(tags: Uint8Array, tell: Tell): ReadonlySet<DataGroupNumber> {
  const listed = new Set<DataGroupNumber>()
  let last = 0
  for (const tag of tags) {
    const number = dataGroupNumbers.find((one) => chipFiles[dataGroupName(one)].tag === tag)
    if (number === undefined) tell('COM_TAG_UNKNOWN', 'COM', tag.toString(16))
    else if (listed.has(number)) tell('COM_TAG_DUPLICATE', 'COM', `DG${number}`)
    else {
      if (number < last) tell('COM_TAG_ORDER', 'COM', `DG${number}`)
      last = number
      listed.add(number)
    }
  }
  return listed
}

interface Lists {
  /** What EF.COM lists; null where it cannot be read. */
  readonly common: ReadonlySet<DataGroupNumber> | null
  /** What EF.SOD has hashes of; null where it cannot be read. */
  readonly signed: ReadonlySet<DataGroupNumber> | null
}

/** Listed by EF.COM, signed by EF.SOD, there: each of the wrong combinations has a name of its own. */
const combinations = {
  '110': 'FILE_ABSENT',
  '101': 'NOT_IN_SOD',
  '011': 'NOT_IN_COM',
  '100': 'ONLY_IN_COM',
  '010': 'ONLY_IN_SOD',
  '001': 'FILE_NOT_LISTED',
} as const

export function inspectPresence(image: ChipImage, { common, signed }: Lists, tell: Tell): void {
  if (!image.has('DG1')) tell('DG1_MISSING', 'DG1')
  if (!common || !signed) return
  for (const number of dataGroupNumbers) {
    const name = dataGroupName(number)
    const bits = [common.has(number), signed.has(number), image.has(name)].map(Number).join('')
    if (!isWrong(bits)) continue
    // A reader without the right to read fingers never sees the file (TR-03110-1, 2.1).
    if (bits === '110' && number === 3) tell('DG3_NOT_READ', 'DG3')
    // That it is missing was said.
    else if (bits !== '110' || number !== 1) tell(combinations[bits], name)
  }
}

const isWrong = (bits: string): bits is keyof typeof combinations => Object.hasOwn(combinations, bits)
