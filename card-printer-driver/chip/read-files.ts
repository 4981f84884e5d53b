/**
 * Selecting and reading the chip's files (Doc 9303-10, 3.6): READ BINARY in pieces that the chip and the reader can carry, with
 * the odd instruction beyond 32767 bytes, where two bytes of offset end.
 */
import { concatBytes } from '../../core/bytes.ts'
import { chipFiles, emrtdApplication, type ChipFileName } from '../../core/lds/chip-files.ts'
import { LdsError } from '../../core/lds/lds-error.ts'
import { encodeTlv, readTlv } from '../../core/lds/tlv.ts'
import { command, twoBytes } from './apdu.ts'
import { sendOk, type ChipLine } from './chip-line.ts'
import { shortPiece } from './piece-length.ts'
import { ChipAnswerUnreadable, UnexpectedStatus } from './refusals.ts'

const clause = '9303-10, 3.6'
const masterFile = Uint8Array.of(0x3f, 0x00)

/** Answers without file control information: P2 0C. A chip without a separate master file may refuse; it is there then. */
export async function selectMasterFile(line: ChipLine): Promise<void> {
  await line.send(command(0x00a4000c, masterFile))
}

export async function selectApplication(line: ChipLine): Promise<void> {
  await sendOk(line, { name: 'SELECT application', clause }, command(0x00a4040c, emrtdApplication))
}

/** Where a chip wants still smaller pieces than that, it is not asked for less than this. */
const leastRead = 32
/** Tag and length of any file: one byte, up to four. */
const headLength = 5
/** No chip has this much; a length beyond it is a fault of the file. */
const mostBytes = 512 * 1024

export interface ReadOptions {
  /** Bytes asked for at once: `pieceLength` of an open chip. */
  readonly pieceLength?: number
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Reads a file of the current application or of the master file. Throws UnexpectedStatus with 6A82 where there is none and 6982
 * where it may not be read.
 */
export async function readFile(
  line: ChipLine,
  name: ChipFileName,
  { pieceLength = shortPiece, onProgress }: ReadOptions = {},
): Promise<Uint8Array> {
  await sendOk(line, { name: `SELECT ${name}`, clause }, command(0x00a4020c, twoBytes(chipFiles[name].fid)))
  const head = await readPiece(line, name, { at: 0, length: headLength, most: headLength })
  const total = totalLength(name, head)
  const pieces = [head.subarray(0, total)]
  let done = Math.min(head.length, total)
  let length = pieceLength
  while (done < total) {
    onProgress?.(done, total)
    const asked = Math.min(length, total - done)
    const piece = await readPiece(line, name, { at: done, length: asked, most: length })
    if (piece.length === 0 && asked <= leastRead) throw unreadable(name)
    if (piece.length === 0) length = Math.max(leastRead, asked >> 1)
    pieces.push(piece.subarray(0, total - done))
    done = Math.min(total, done + piece.length)
  }
  onProgress?.(total, total)
  return concatBytes(...pieces)
}

const unreadable = (name: ChipFileName) => new ChipAnswerUnreadable(`READ ${name}`, clause)

/** From the file's own tag and length; trailing bytes of the memory are no part of it. */
function totalLength(name: ChipFileName, head: Uint8Array): number {
  const [, first = 0, ...digits] = head
  const count = first < 0x80 ? 0 : first & 0x7f
  if (head.length < 2 || (first >= 0x80 && (count === 0 || count > 3 || digits.length < count)))
    throw unreadable(name)
  const length = count === 0 ? first : digits.slice(0, count).reduce((sum, digit) => sum * 256 + digit, 0)
  if (2 + count + length > mostBytes) throw unreadable(name)
  return 2 + count + length
}

interface Place {
  readonly at: number
  readonly length: number
  /** What an answer may have, with the header of its object where it has one. */
  readonly most: number
}

/** Empty where the chip says that this is too much for it at once. */
async function readPiece(line: ChipLine, name: ChipFileName, place: Place): Promise<Uint8Array> {
  const { at, length } = place
  const isFar = at + length > 0x8000
  const { data, status } = await line.send(
    isFar ? readFar(place) : command(0x00b00000 | at, undefined, length),
  )
  // Wrong length, or Le with the exact one: ask for less. 6282: the file ends before Le (ISO/IEC 7816-4, 5.6).
  if (length > headLength && (status === 0x6700 || status >> 8 === 0x6c)) return new Uint8Array(0)
  if (status !== 0x9000 && status !== 0x6282) throw new UnexpectedStatus(`READ ${name}`, status, clause)
  return isFar ? farContent(name, data) : data
}

/** Offset in an object 54; the answer's object 53 has a header of up to four bytes of its own (ISO/IEC 7816-4, 11.2.3). */
const readFar = ({ at, length, most }: Place) =>
  command(
    0x00b10000,
    encodeTlv(0x54, Uint8Array.of(at >> 16, (at >> 8) & 0xff, at & 0xff)),
    Math.min(length + 4, most),
  )

function farContent(name: ChipFileName, data: Uint8Array): Uint8Array {
  try {
    return readTlv(data, 0x53, null).content
  } catch (error) {
    if (error instanceof LdsError) throw unreadable(name)
    throw error
  }
}
