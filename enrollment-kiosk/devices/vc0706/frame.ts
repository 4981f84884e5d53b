/**
 * Frames of the VC0706 camera processor (VC0706 protocol manual, chapter 2):
 *
 *   host    56 | serial number | command | length n | data n (at most 16)
 *   camera  76 | serial number | command | status   | length n | data n
 *
 * Numbers in data are big-endian. There is no checksum.
 */
import { concatBytes } from '../../../core/bytes.ts'
import { PhotoDamaged } from '../camera-refusals.ts'

export const commands = {
  getVersion: 0x11,
  setSerialNumber: 0x21,
  setPort: 0x24,
  systemReset: 0x26,
  readData: 0x30,
  writeData: 0x31,
  readFrame: 0x32,
  getFrameLength: 0x34,
  controlFrame: 0x36,
  motionControl: 0x37,
  motionStatus: 0x38,
  motionDetected: 0x39,
} as const

export const status = { done: 0, unknown: 1, badLength: 2, badFormat: 3, notNow: 4, failed: 5 } as const

/** Arguments of FBUF_CTRL. */
export const frameControl = { stop: 0, stopNext: 1, resume: 2, step: 3 } as const

export const hostStart = 0x56
export const cameraStart = 0x76
const headerLength = 5

/** Registers of SET_PORT for each speed (VC0706 manual, SET_PORT). */
export const portSettings: Readonly<Record<number, number>> = {
  9600: 0xaec8,
  19200: 0x56e4,
  38400: 0x2af2,
  57600: 0x1c1c,
  115200: 0x0da6,
}

/** Where the camera keeps its picture size (memory type 4) and its JPEG compression (type 1), for READ_DATA and WRITE_DATA. */
export const sizeRegister = [0x04, 0x01, 0x00, 0x19] as const
export const compressionRegister = [0x01, 0x01, 0x12, 0x04] as const

export const pictureSizes = [
  { code: 0x00, width: 640, height: 480 },
  { code: 0x11, width: 320, height: 240 },
  { code: 0x22, width: 160, height: 120 },
] as const

export interface Reply {
  readonly status: number
  readonly data: Uint8Array
}

export function encodeCommand(
  serialNumber: number,
  command: number,
  data: readonly number[] = [],
): Uint8Array {
  return Uint8Array.of(hostStart, serialNumber, command, data.length, ...data)
}

export function encodeReply(serialNumber: number, command: number, reply: Reply): Uint8Array {
  return concatBytes(
    Uint8Array.of(cameraStart, serialNumber, command, reply.status, reply.data.length),
    reply.data,
  )
}

/** Bytes a camera may send beside the awaited reply: its start-up text, motion alarms, leftovers. */
const mostJunk = 16_384

/** Which reply is awaited; one of another camera or to another command is passed over. */
export interface Awaited {
  readonly serialNumber: number
  readonly command: number
}

/** Gathers bytes until the awaited reply is complete, skipping what comes before it. */
export class ReplyReader {
  readonly #awaited: Awaited
  #buffer = new Uint8Array(0)
  #junk = 0

  constructor(awaited: Awaited) {
    this.#awaited = awaited
  }

  /** The reply and the bytes behind it, or null while it is not all there. Throws PhotoDamaged on endless junk. */
  push(bytes: Uint8Array): { readonly reply: Reply; readonly rest: Uint8Array } | null {
    this.#buffer = concatBytes(this.#buffer, bytes)
    let start = 0
    while (start < this.#buffer.length && !this.#mayBegin(this.#buffer.subarray(start))) start++
    this.#buffer = this.#buffer.subarray(start)
    this.#junk += start
    if (this.#junk > mostJunk) throw new PhotoDamaged()
    if (this.#buffer.length < headerLength) return null
    const end = headerLength + this.#buffer[4]!
    if (this.#buffer.length < end) return null
    const reply = { status: this.#buffer[3]!, data: this.#buffer.slice(headerLength, end) }
    return { reply, rest: this.#buffer.slice(end) }
  }

  #mayBegin(bytes: Uint8Array): boolean {
    const { serialNumber, command } = this.#awaited
    return [cameraStart, serialNumber, command].every((byte, i) => i >= bytes.length || bytes[i] === byte)
  }
}

/** A 32-bit number as the protocol writes it. */
export function word32(value: number): number[] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
}
