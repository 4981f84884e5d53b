/**
 * The packet of Suprema's SFM and UniFinger modules (UniFinger packet protocol manual, "Packet structure").
 *
 *   40 | command 1 | parameter 4 | size 4 | flag 1 | checksum 1 | 0A        little-endian
 *   checksum = low byte of the sum of the eleven bytes before it
 *
 * Some packets are followed by data: in the simple form `size` bytes and 0A; in an extended transfer each data packet has
 * flag 74, a body of `size` bytes and the sum of the body in four bytes.
 */
import { concatBytes } from '../../../core/bytes.ts'
import { flags } from './commands.ts'

export interface Packet {
  readonly command: number
  /** 32 bits. */
  readonly parameter: number
  /** 32 bits: bytes of the data that follow, or a value. */
  readonly size: number
  readonly flag: number
}

export const packetLength = 13
const start = 0x40
const end = 0x0a
/** A picture of the largest sensor, and room. */
const mostData = 1_000_000

export function encodePacket({ command, parameter, size, flag }: Packet): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(packetLength)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, start)
  view.setUint8(1, command)
  view.setUint32(2, parameter, true)
  view.setUint32(6, size, true)
  view.setUint8(10, flag)
  view.setUint8(11, sumOf(bytes.subarray(0, 11)) & 0xff)
  view.setUint8(12, end)
  return bytes
}

/** Data in the simple form. */
export const simpleData = (data: Uint8Array) => concatBytes(data, Uint8Array.of(end))

/** The data packets of an extended transfer, each with its header. */
export function extendedData(command: number, data: Uint8Array, bodySize: number): Uint8Array[] {
  const count = Math.ceil(data.length / bodySize)
  return Array.from({ length: count }, (_, index) => {
    const body = data.subarray(index * bodySize, (index + 1) * bodySize)
    const header = {
      command,
      parameter: (index * 0x10000 + count) >>> 0,
      size: body.length,
      flag: flags.more,
    }
    const sum = new Uint8Array(4)
    new DataView(sum.buffer).setUint32(0, sumOf(body), true)
    return concatBytes(encodePacket(header), body, sum)
  })
}

const sumOf = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum + byte, 0)

/** How the data behind a packet end. */
export type Trailer = 'terminator' | 'sum'

export interface Following {
  readonly bytes: number
  readonly trailer: Trailer
}

/** A packet with the data behind it, null where none belong there or where they are damaged. */
export type Received =
  | { readonly packet: Packet; readonly data: Uint8Array | null; readonly damaged: boolean }
  | 'damaged'

const trailerLength = { terminator: 1, sum: 4 } as const satisfies Readonly<Record<Trailer, number>>

/** Puts packets and their data together from bytes that come in pieces of any size, with junk between packets. */
export class PacketReader {
  readonly #following: (packet: Packet) => Following | null
  #buffer = new Uint8Array(0)
  #open: { readonly packet: Packet; readonly data: Following } | null = null

  /** `following` says what data belong to a packet; this side of the line knows that by the command and the flag. */
  constructor(following: (packet: Packet) => Following | null) {
    this.#following = following
  }

  /** True while the beginning of a packet or of its data waits for the rest. */
  get waiting(): boolean {
    return this.#open !== null || this.#buffer.length > 0
  }

  push(bytes: Uint8Array): Received[] {
    this.#buffer = concatBytes(this.#buffer, bytes)
    return this.#readAll()
  }

  /** The rest will not come: what has begun is damaged, and packets are looked for in what came. */
  giveUp(): Received[] {
    const found: Received[] = []
    if (this.#open) {
      found.push({ packet: this.#open.packet, data: null, damaged: true })
      this.#open = null
    }
    found.push(...this.#readAll())
    while (!this.#open && this.#buffer.length > 0) {
      this.#buffer = this.#buffer.subarray(1)
      found.push(...this.#readAll())
    }
    return found
  }

  clear(): void {
    this.#buffer = new Uint8Array(0)
    this.#open = null
  }

  #readAll(): Received[] {
    const found: Received[] = []
    for (;;) {
      const received = this.#open ? this.#readData() : this.#readPacket()
      if (!received) return found
      if (received !== 'begun') found.push(received)
    }
  }

  #readPacket(): Received | 'begun' | null {
    const first = this.#buffer.indexOf(start)
    this.#buffer = this.#buffer.subarray(first === -1 ? this.#buffer.length : first)
    if (this.#buffer.length < packetLength) return null
    const bytes = this.#buffer.subarray(0, packetLength)
    if (bytes[12] !== end) {
      this.#buffer = this.#buffer.subarray(1)
      return 'begun'
    }
    if ((sumOf(bytes.subarray(0, 11)) & 0xff) !== bytes[11]) {
      this.#buffer = this.#buffer.subarray(1)
      return 'damaged'
    }
    this.#buffer = this.#buffer.subarray(packetLength)
    const packet = decode(bytes)
    const data = this.#following(packet)
    if (!data || data.bytes > mostData) return { packet, data: null, damaged: data !== null }
    this.#open = { packet, data }
    return 'begun'
  }

  #readData(): Received | null {
    const { packet, data } = this.#open!
    const whole = data.bytes + trailerLength[data.trailer]
    if (this.#buffer.length < whole) return null
    const body = this.#buffer.slice(0, data.bytes)
    const good = endsRightly(body, this.#buffer.subarray(data.bytes, whole), data.trailer)
    this.#buffer = this.#buffer.subarray(whole)
    this.#open = null
    return { packet, data: good ? body : null, damaged: !good }
  }
}

function endsRightly(body: Uint8Array, trailer: Uint8Array, kind: Trailer): boolean {
  if (kind === 'terminator') return trailer[0] === end
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailer.length)
  return view.getUint32(0, true) === sumOf(body) >>> 0
}

function decode(bytes: Uint8Array): Packet {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return {
    command: view.getUint8(1),
    parameter: view.getUint32(2, true),
    size: view.getUint32(6, true),
    flag: view.getUint8(10),
  }
}
