/**
 * The files of the chip (Doc 9303-10, table 37 and 4.2): file identifier, short identifier and the tag of the content. COM, SOD and
 * the data groups lie in the eMRTD application, CardAccess in the master file.
 */
export const dataGroupNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16] as const
export type DataGroupNumber = (typeof dataGroupNumbers)[number]
export type DataGroupName = `DG${DataGroupNumber}`
export type ChipFileName = 'COM' | 'SOD' | 'CARD_ACCESS' | 'CARD_SECURITY' | DataGroupName

export interface ChipFile {
  /** File identifier. */
  readonly fid: number
  /** Short file identifier, 5 bits. */
  readonly sfi: number
  /** Tag of the whole content. */
  readonly tag: number
}

/** Tags of data groups 1 to 16, in EF.COM's tag list too (Doc 9303-10, 4.6.1). */
const dataGroupTags = [
  0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x70,
] as const

/** AID of the eMRTD application, the ICAO's. */
export const emrtdApplication = Uint8Array.of(0xa0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01)

export const dataGroupName = (number: DataGroupNumber): DataGroupName => `DG${number}`

const dataGroups = Object.fromEntries(
  dataGroupNumbers.map((number, i) => [
    dataGroupName(number),
    { fid: 0x0100 | number, sfi: number, tag: dataGroupTags[i] ?? 0 },
  ]),
) as Readonly<Record<DataGroupName, ChipFile>>

export const chipFiles: Readonly<Record<ChipFileName, ChipFile>> = {
  COM: { fid: 0x011e, sfi: 0x1e, tag: 0x60 },
  SOD: { fid: 0x011d, sfi: 0x1d, tag: 0x77 },
  CARD_ACCESS: { fid: 0x011c, sfi: 0x1c, tag: 0x31 },
  CARD_SECURITY: { fid: 0x011d, sfi: 0x1d, tag: 0x30 },
  ...dataGroups,
}

/** All files that a chip may have. */
export const chipFileNames = Object.keys(chipFiles) as readonly ChipFileName[]

/** What a chip holds, file by file, as read or to be written. */
export type ChipImage = ReadonlyMap<ChipFileName, Uint8Array>

const namesOnDisk: Readonly<Partial<Record<ChipFileName, string>>> = {
  CARD_ACCESS: 'CardAccess',
  CARD_SECURITY: 'CardSecurity',
}

/** How the files are called in a folder: `EF_COM.bin`, `EF_DG13.bin`, `EF_CardAccess.bin`. */
export const chipFileOnDisk = (name: ChipFileName) => `EF_${namesOnDisk[name] ?? name}.bin`
