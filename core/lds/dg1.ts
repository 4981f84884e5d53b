/** DG1 (Doc 9303-10, 4.7.1): 61 { 5F1F the three lines of a TD1, 90 characters }. */
import { asciiBytes } from '../der.ts'
import type { Mrz } from '../mrz/td1.ts'
import { chipFiles } from './chip-files.ts'
import { LdsError } from './lds-error.ts'
import { encodeTlv, readTlv } from './tlv.ts'

const mrzTag = 0x5f1f
const lineLength = 30

export const writeDg1 = (mrz: Mrz): Uint8Array<ArrayBuffer> =>
  encodeTlv(chipFiles.DG1.tag, encodeTlv(mrzTag, asciiBytes(mrz.join(''))))

/** The lines; their check digits are for `parseTd1`. Throws LdsError. */
export function readDg1(file: Uint8Array): Mrz {
  const { content } = readTlv(readTlv(file, chipFiles.DG1.tag, 'DG1').content, mrzTag, 'DG1')
  if (content.length !== 3 * lineLength) throw new LdsError('DG1', 'MRZ_LENGTH', String(content.length))
  const text = String.fromCharCode(...content)
  if (!/^[A-Z0-9<]*$/.test(text)) throw new LdsError('DG1', 'MRZ_CHARACTERS', 'A-Z, 0-9 and < only')
  return [text.slice(0, 30), text.slice(30, 60), text.slice(60)]
}
