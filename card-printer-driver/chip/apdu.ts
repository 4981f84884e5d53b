/**
 * Commands and responses of ISO/IEC 7816-4, 5.1. A command is
 *
 *     CLA INS P1 P2 [Lc data] [Le]
 *
 * with Lc and Le of one byte each, or extended: 00 and Lc of two bytes, Le of two bytes (three where there is no Lc). Le 0 asks for
 * the most that its length can say, 256 or 65536 bytes.
 */
import { concatBytes } from '../../core/bytes.ts'

export interface CommandApdu {
  readonly cla: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  readonly data: Uint8Array
  /** Bytes wanted at most: 0 for none, up to 65536. */
  readonly ne: number
}

export interface ResponseApdu {
  readonly data: Uint8Array
  /** Status word, as 0x9000. */
  readonly status: number
}

const nothing = new Uint8Array(0)

/** `header` is CLA INS P1 P2, as 0x00a4020c. */
export function command(header: number, data: Uint8Array = nothing, ne = 0): CommandApdu {
  return {
    cla: (header >>> 24) & 0xff,
    ins: (header >>> 16) & 0xff,
    p1: (header >>> 8) & 0xff,
    p2: header & 0xff,
    data,
    ne,
  }
}

export const commandHeader = ({ cla, ins, p1, p2 }: CommandApdu) => Uint8Array.of(cla, ins, p1, p2)

/** Big-endian, as lengths, offsets and identifiers stand in commands. */
export const twoBytes = (value: number) => Uint8Array.of((value >> 8) & 0xff, value & 0xff)

/** Short wherever the lengths allow it. */
export function encodeCommand(one: CommandApdu): Uint8Array<ArrayBuffer> {
  const { data, ne } = one
  const extended = data.length > 255 || ne > 256
  const lc = extended ? concatBytes(Uint8Array.of(0), twoBytes(data.length)) : Uint8Array.of(data.length)
  const le = extended ? twoBytes(ne) : Uint8Array.of(ne & 0xff)
  return concatBytes(
    commandHeader(one),
    data.length > 0 ? concatBytes(lc, data) : nothing,
    extended && data.length === 0 ? Uint8Array.of(0) : nothing,
    ne > 0 ? le : nothing,
  )
}

/** The command in these bytes; null where the lengths do not fit (the card answers 6700). */
export function parseCommand(bytes: Uint8Array): CommandApdu | null {
  const [cla, ins, p1, p2, first, ...more] = bytes.subarray(0, 7)
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return null
  const header = { cla, ins, p1, p2 }
  if (first === undefined) return { ...header, data: nothing, ne: 0 }
  if (bytes.length === 5) return { ...header, data: nothing, ne: first || 256 }
  if (first > 0) return withData(header, bytes.subarray(5), first, false)
  const [high, low] = more
  if (high === undefined || low === undefined) return null
  const length = high * 256 + low
  if (bytes.length === 7) return { ...header, data: nothing, ne: length || 65_536 }
  return length === 0 ? null : withData(header, bytes.subarray(7), length, true)
}

/** `body` is data of `length` bytes and perhaps Le behind it. */
function withData(
  header: Pick<CommandApdu, 'cla' | 'ins' | 'p1' | 'p2'>,
  body: Uint8Array,
  length: number,
  extended: boolean,
): CommandApdu | null {
  const data = body.subarray(0, length)
  const le = body.subarray(length)
  if (data.length !== length || (le.length !== 0 && le.length !== (extended ? 2 : 1))) return null
  const asked = le.reduce((sum, byte) => sum * 256 + byte, 0)
  return { ...header, data, ne: le.length === 0 ? 0 : asked || (extended ? 65_536 : 256) }
}

export const encodeResponse = ({ data, status }: ResponseApdu) => concatBytes(data, twoBytes(status))

/** Null for bytes without a status word. */
export function parseResponse(bytes: Uint8Array): ResponseApdu | null {
  const [high, low] = bytes.subarray(-2)
  if (high === undefined || low === undefined) return null
  return { data: bytes.subarray(0, -2), status: high * 256 + low }
}

/** Answers without data: `status(0x6982)`. */
export const status = (word: number): ResponseApdu => ({ data: nothing, status: word })
