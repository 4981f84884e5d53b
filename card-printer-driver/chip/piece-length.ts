/**
 * How much of a file fits into one protected answer (Doc 9303-11, 9.8.5): the objects of status and code take 14 bytes, the header of
 * the cryptogram up to 5, its padding at least one byte of a block of 16.
 */
import { LdsError } from '../../core/lds/lds-error.ts'
import { readTlvs } from '../../core/lds/tlv.ts'
import { command } from './apdu.ts'
import type { ChipLine } from './chip-line.ts'

const fits = (answer: number) => Math.floor((answer - 19) / 16) * 16 - 1

/** Into 256 bytes, which every chip and every reader carries. */
export const shortPiece = fits(256)
/** Readers have buffers too; more would hardly be faster. */
const longestPiece = 4096
/** Where a chip takes extended lengths and does not say how long. */
const carefulPiece = 1024

const infoFile = Uint8Array.of(0x2f, 0x01)
const lengths = 0x7f66

/**
 * From EF.ATR/INFO in the master file, of chips with extended lengths (ISO/IEC 7816-4, 12.7.1): 7F66 { 02 most bytes of a command,
 * 02 most bytes of an answer, with its status word }; without it from the ATR.
 */
export async function readPieceLength(line: ChipLine, atr: Uint8Array): Promise<number> {
  const answer = await readLongestAnswer(line)
  if (answer === 0) return takesExtended(atr) ? carefulPiece : shortPiece
  return Math.min(longestPiece, Math.max(shortPiece, fits(answer - 2)))
}

async function readLongestAnswer(line: ChipLine): Promise<number> {
  const selected = await line.send(command(0x00a4020c, infoFile))
  if (selected.status !== 0x9000) return 0
  const { data, status } = await line.send(command(0x00b00000, undefined, shortPiece))
  return status === 0x9000 || status === 0x6282 ? longestAnswer(data) : 0
}

/**
 * Card capabilities among the historical bytes: 73, the third byte of three, 40 (ISO/IEC 7816-4, 12.1.1). A contactless chip's ATR
 * is 3B 8n 80 01, its historical bytes, check byte (PC/SC part 3, 3.1.3.2.3).
 */
function takesExtended(atr: Uint8Array): boolean {
  const historical = atr.subarray(4, -1)
  const at = historical.indexOf(0x73)
  return at !== -1 && ((historical[at + 3] ?? 0) & 0x40) !== 0
}

/** 0 where the file does not say. */
function longestAnswer(info: Uint8Array): number {
  try {
    const found = readTlvs(info, null).find(({ tag }) => tag === lengths)
    const [, answer] = found ? readTlvs(found.content, null) : []
    return answer?.tag === 0x02 ? answer.content.reduce((sum, byte) => sum * 256 + byte, 0) : 0
  } catch (error) {
    if (error instanceof LdsError) return 0
    throw error
  }
}
