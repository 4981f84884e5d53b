/**
 * The packet of the EF01 family of fingerprint modules (ZFM-20 manual v2.0, chapter 4; GROW R503 manual, chapter 4).
 *
 *   header 2 = EF 01 | address 4 | kind 1 | length 2 = content + 2 | content n | checksum 2
 *
 * Big-endian throughout. The checksum is the sum of kind, both length bytes and the content, modulo 65536.
 */
import { concatBytes } from '../../../core/bytes.ts'

export const packetKind = { command: 0x01, data: 0x02, acknowledge: 0x07, endOfData: 0x08 } as const
export type PacketKind = (typeof packetKind)[keyof typeof packetKind]

export interface Packet {
  readonly address: number
  readonly kind: PacketKind
  readonly content: Uint8Array
}

export const defaultAddress = 0xffffffff
/** Bytes of a packet beside its content. */
const packetOverhead = 11
/** Largest content: one data packet of size code 3 (ZFM-20 manual, SetSysPara). */
const largestContent = 256
const headerLength = 9
const kinds: ReadonlySet<number> = new Set(Object.values(packetKind))

export function encodePacket({ address, kind, content }: Packet): Uint8Array<ArrayBuffer> {
  if (content.length > largestContent) throw new RangeError('packet content too long')
  const packet = new Uint8Array(packetOverhead + content.length)
  const view = new DataView(packet.buffer)
  view.setUint16(0, 0xef01)
  view.setUint32(2, address)
  view.setUint8(6, kind)
  view.setUint16(7, content.length + 2)
  packet.set(content, headerLength)
  view.setUint16(packet.length - 2, checksum(packet.subarray(6, packet.length - 2)))
  return packet
}

function checksum(covered: Uint8Array): number {
  return covered.reduce((sum, byte) => sum + byte, 0) & 0xffff
}

/** What the reader found: a whole packet, or one whose checksum is wrong. */
export type Received = Packet | 'damaged'

/** Puts packets together from bytes that come in pieces of any size, with junk before, between and inside them. */
export class PacketReader {
  #buffer = new Uint8Array(0)

  /** True while the beginning of a packet waits for the rest. */
  get waiting(): boolean {
    return this.#buffer.length > 0
  }

  push(bytes: Uint8Array): Received[] {
    this.#buffer = concatBytes(this.#buffer, bytes)
    return this.#readAll()
  }

  /**
   * The rest will not come (the line has been silent too long): takes the beginning for junk and looks for
   * packets behind it. Without this a truncated packet would swallow the ones that follow it.
   */
  giveUp(): Received[] {
    const found: Received[] = []
    while (this.waiting) {
      this.#buffer = this.#buffer.subarray(1)
      found.push(...this.#readAll())
    }
    return found
  }

  clear(): void {
    this.#buffer = new Uint8Array(0)
  }

  #readAll(): Received[] {
    const found: Received[] = []
    for (;;) {
      this.#skipJunk()
      const whole = wholeLength(this.#buffer)
      if (whole === null) return found
      const packet = decode(this.#buffer.subarray(0, whole))
      found.push(packet)
      // After a wrong checksum the length is not to be trusted: a good packet may begin inside this one.
      this.#buffer = this.#buffer.subarray(packet === 'damaged' ? 2 : whole)
    }
  }

  #skipJunk(): void {
    let start = 0
    while (start < this.#buffer.length && !mayBegin(this.#buffer.subarray(start, start + headerLength)))
      start++
    if (start > 0) this.#buffer = this.#buffer.subarray(start)
  }
}

/** Whether these bytes, at most a header's, can be the beginning of a packet. */
function mayBegin(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xef || (bytes.length > 1 && bytes[1] !== 0x01)) return false
  if (bytes.length > 6 && !kinds.has(bytes[6]!)) return false
  if (bytes.length < headerLength) return true
  const length = contentLength(bytes)
  return length >= 0 && length <= largestContent
}

function contentLength(header: Uint8Array): number {
  return header[7]! * 256 + header[8]! - 2
}

/** Length of the packet that begins the bytes, or null while it is not all there. */
function wholeLength(bytes: Uint8Array): number | null {
  if (bytes.length < headerLength) return null
  const whole = packetOverhead + contentLength(bytes)
  return bytes.length < whole ? null : whole
}

function decode(bytes: Uint8Array): Received {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = bytes.length - 2
  if (checksum(bytes.subarray(6, end)) !== view.getUint16(end)) return 'damaged'
  return {
    address: view.getUint32(2),
    kind: view.getUint8(6) as PacketKind,
    content: bytes.slice(headerLength, end),
  }
}

/** Cuts a long content into data packets; the last one says that it is the last. */
export function dataPackets(address: number, content: Uint8Array, size: number): Uint8Array[] {
  const packets: Uint8Array[] = []
  for (let offset = 0; offset < content.length; offset += size) {
    const last = offset + size >= content.length
    const kind = last ? packetKind.endOfData : packetKind.data
    packets.push(encodePacket({ address, kind, content: content.subarray(offset, offset + size) }))
  }
  return packets
}
