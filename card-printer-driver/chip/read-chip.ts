import {
  chipFiles,
  dataGroupName,
  dataGroupNumbers,
  type ChipFileName,
  type ChipImage,
  type DataGroupName,
} from '../../core/lds/chip-files.ts'
import { readCom } from '../../core/lds/com.ts'
import { LdsError } from '../../core/lds/lds-error.ts'
import { readFile } from './read-files.ts'
import { ChipAnswerUnreadable, UnexpectedStatus } from './refusals.ts'
import type { SecureChannel } from './secure-channel.ts'

/** How far a chip is read: `done` of `total` bytes of this file, the `number`th of `count`. */
export interface ReadProgress {
  readonly file: ChipFileName
  readonly number: number
  readonly count: number
  readonly done: number
  readonly total: number
}

export interface ChipReading {
  readonly image: ChipImage
  /** Data groups that EF.COM names and the chip does not open for this reader: fingers and irises without Terminal Authentication. */
  readonly withheld: readonly DataGroupName[]
}

export interface ChipReadOptions {
  readonly onProgress?: (progress: ReadProgress) => void
}

/** Everything on an open chip, byte for byte: what EF.COM names, EF.SOD, and what was read in the master file. */
export async function readChip(channel: SecureChannel, options: ChipReadOptions = {}): Promise<ChipReading> {
  const com = await readOne(channel, 'COM', { ...options, number: 1, count: 1 })
  const groups = namedGroups(com)
  const files: readonly ChipFileName[] = ['SOD', ...groups]
  const image = new Map<ChipFileName, Uint8Array>([...channel.masterFiles, ['COM', com]])
  const withheld: DataGroupName[] = []
  for (const [i, name] of files.entries()) {
    const bytes = await readAllowed(channel, name, { ...options, number: i + 2, count: files.length + 1 })
    if (bytes) image.set(name, bytes)
    else if (isGroup(name)) withheld.push(name)
  }
  return { image, withheld }
}

type Numbered = ChipReadOptions & Pick<ReadProgress, 'number' | 'count'>

function readOne(channel: SecureChannel, file: ChipFileName, options: Numbered): Promise<Uint8Array> {
  const { onProgress, number, count } = options
  return readFile(channel, file, {
    pieceLength: channel.pieceLength,
    onProgress: (done, total) => onProgress?.({ file, number, count, done, total }),
  })
}

/** Null where the chip keeps the file to itself. */
async function readAllowed(channel: SecureChannel, file: ChipFileName, options: Numbered) {
  try {
    return await readOne(channel, file, options)
  } catch (error) {
    const protectedGroup = file === 'DG3' || file === 'DG4'
    if (protectedGroup && error instanceof UnexpectedStatus && error.status === 0x6982) return null
    throw error
  }
}

const isGroup = (name: ChipFileName): name is DataGroupName => name.startsWith('DG')

/** In the order of EF.COM, each once; tags of no data group are a fault that the verifier names. */
function namedGroups(com: Uint8Array): readonly DataGroupName[] {
  const names = dataGroupNumbers.map(dataGroupName)
  const named = presentTags(com).flatMap((tag) => names.find((name) => chipFiles[name].tag === tag) ?? [])
  return [...new Set(named)]
}

function presentTags(com: Uint8Array): readonly number[] {
  try {
    return readCom(com).present
  } catch (error) {
    if (error instanceof LdsError) throw new ChipAnswerUnreadable('EF.COM', '9303-10, 4.6.1')
    throw error
  }
}
