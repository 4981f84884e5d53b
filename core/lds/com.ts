/** EF.COM (Doc 9303-10, 4.6.1): 60 { 5F01 LDS version, 5F36 Unicode version, 5C tags of the data groups on the chip }. */
import { asciiBytes, asciiText } from '../der.ts'
import { chipFiles, type DataGroupName } from './chip-files.ts'
import { LdsError } from './lds-error.ts'
import type { LdsVersion } from './sod.ts'
import { encodeTlv, readTlv, readTlvs } from './tlv.ts'

const comTags = { lds: 0x5f01, unicode: 0x5f36, present: 0x5c } as const

export function writeCom(
  { lds, unicode }: LdsVersion,
  present: readonly DataGroupName[],
): Uint8Array<ArrayBuffer> {
  return encodeTlv(
    chipFiles.COM.tag,
    encodeTlv(comTags.lds, asciiBytes(lds)),
    encodeTlv(comTags.unicode, asciiBytes(unicode)),
    encodeTlv(
      comTags.present,
      Uint8Array.from(present, (name) => chipFiles[name].tag),
    ),
  )
}

export interface Com extends LdsVersion {
  /** Tags in the order of the file; may be of no data group, may come twice. */
  readonly present: readonly number[]
}

const refuse = (detail: string) => new LdsError('COM', 'COM_CONTENT', detail)

/** Throws LdsError. */
export function readCom(file: Uint8Array): Com {
  const [lds, unicode, present, ...more] = readTlvs(readTlv(file, chipFiles.COM.tag, 'COM').content, 'COM')
  if (lds?.tag !== comTags.lds || unicode?.tag !== comTags.unicode || present?.tag !== comTags.present)
    throw refuse('5F01, 5F36, 5C expected')
  if (more.length > 0) throw refuse('objects after 5C')
  if (lds.content.length !== 4 || unicode.content.length !== 6) throw refuse('version')
  return {
    lds: asciiText(lds.content),
    unicode: asciiText(unicode.content),
    present: Array.from(present.content),
  }
}
