/**
 * Messages of cameras with the OV528 bridge (uCAM-II and its kin), six bytes each way:
 *
 *   AA | command 1 | parameter 1 … 4
 *
 * A picture comes in packages that the host asks for one by one by acknowledging the one before:
 *   number 2 | length 2 | bytes | check 2 (low byte: sum of all bytes before it, high byte 0)         little-endian
 */
import { concatBytes } from '../../../core/bytes.ts'
import { PhotoDamaged } from '../camera-refusals.ts'

export const messageLength = 6
const start = 0xaa

export const commands = {
  initial: 0x01,
  getPicture: 0x04,
  snapshot: 0x05,
  setPackageSize: 0x06,
  setBaudRate: 0x07,
  reset: 0x08,
  data: 0x0a,
  sync: 0x0d,
  acknowledge: 0x0e,
  refuse: 0x0f,
  light: 0x13,
} as const
const known: ReadonlySet<number> = new Set(Object.values(commands))

/** Parameters of INITIAL: JPEG, and its size. */
export const jpegFormat = 0x07
export const jpegSizes = [
  { code: 0x07, width: 640, height: 480 },
  { code: 0x05, width: 320, height: 240 },
  { code: 0x03, width: 160, height: 128 },
] as const
/** Parameters of SNAPSHOT and GET PICTURE: a compressed picture, the one that was taken. */
export const compressed = 0x00
export const takenPicture = 0x01
/** Package number that says that no more is wanted. */
export const lastAcknowledge = 0xf0f0
/** Beside the picture's bytes in a package. */
export const packageOverhead = 6

export interface Message {
  readonly command: number
  readonly parameters: readonly [number, number, number, number]
}

export function encodeMessage(
  command: number,
  [a = 0, b = 0, c = 0, d = 0]: readonly number[] = [],
): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(start, command, a, b, c, d)
}

/** Parameters of ACK: what is acknowledged, and the package that is asked for next. */
export const acknowledgement = (command: number, package_ = 0) => [
  command,
  0,
  package_ & 0xff,
  (package_ >> 8) & 0xff,
]

/** Parameters of DATA: a picture of so many bytes. */
export const announcement = (bytes: number) => [
  takenPicture,
  bytes & 0xff,
  (bytes >> 8) & 0xff,
  (bytes >> 16) & 0xff,
]

/** Speed = 14.7456 MHz / (2 · (second + 1)) / (2 · (first + 1)), as parameters of SET BAUD. */
export function baudDividers(baudRate: number): readonly [number, number] | null {
  const clock = 14_745_600 / 4
  for (const first of [0x1f, 0x07, 0x01]) {
    const second = clock / (first + 1) / baudRate - 1
    if (Number.isInteger(second) && second >= 0 && second <= 0xff) return [first, second]
  }
  return null
}

export function baudRateOf(first: number, second: number): number {
  return 14_745_600 / (2 * (second + 1)) / (2 * (first + 1))
}

/** Puts messages together from bytes that come in pieces of any size, with junk between them. */
export class MessageReader {
  #buffer = new Uint8Array(0)

  push(bytes: Uint8Array): Message[] {
    this.#buffer = concatBytes(this.#buffer, bytes)
    const found: Message[] = []
    for (;;) {
      const message = this.#next()
      if (!message) return found
      found.push(message)
    }
  }

  #next(): Message | null {
    let at = 0
    while (at < this.#buffer.length && !mayBegin(this.#buffer, at)) at++
    this.#buffer = this.#buffer.subarray(at)
    if (this.#buffer.length < messageLength) return null
    const [, command = 0, a = 0, b = 0, c = 0, d = 0] = this.#buffer
    this.#buffer = this.#buffer.slice(messageLength)
    return { command, parameters: [a, b, c, d] }
  }

  clear(): void {
    this.#buffer = new Uint8Array(0)
  }
}

function mayBegin(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === start && (at + 1 >= bytes.length || known.has(bytes[at + 1]!))
}

export function encodePackage(number: number, bytes: Uint8Array): Uint8Array {
  const head = Uint8Array.of(number & 0xff, number >> 8, bytes.length & 0xff, bytes.length >> 8)
  const body = concatBytes(head, bytes)
  return concatBytes(body, Uint8Array.of(checkOf(body), 0))
}

/** The bytes of a whole package. Throws PhotoDamaged where number, length or check are not right. */
export function readPackage(bytes: Uint8Array, number: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = bytes.length - 2
  if (end < 4 || view.getUint16(0, true) !== number || view.getUint16(2, true) !== end - 4)
    throw new PhotoDamaged()
  if (bytes[end] !== checkOf(bytes.subarray(0, end))) throw new PhotoDamaged()
  return bytes.slice(4, end)
}

const checkOf = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum + byte, 0) & 0xff
