/**
 * Simple Serial Interface of Zebra's readers (SSI programmer's guide):
 *
 *   length 1 | opcode 1 | source 1 | status 1 | data n | checksum 2
 *   length    of everything but the checksum
 *   source    0 decoder, 4 host
 *   status    bit 0 sent again, bit 1 more follows
 *   checksum  two's complement of the sum of all bytes before it, 16 bits, big-endian
 */
import { concatBytes } from '../../../core/bytes.ts'

export const opcodes = {
  requestRevision: 0xa3,
  replyRevision: 0xa4,
  parameters: 0xc6,
  acknowledge: 0xd0,
  refuse: 0xd1,
  startDecode: 0xe4,
  stopDecode: 0xe5,
  scanEnable: 0xe9,
  scanDisable: 0xea,
  decodeData: 0xf3,
} as const
const known: ReadonlySet<number> = new Set(Object.values(opcodes))

export const sources = { decoder: 0, host: 4 } as const
/** Reasons of NAK. */
export const refusals = { resend: 1, denied: 6 } as const

export interface SsiPacket {
  readonly opcode: number
  readonly source: number
  readonly again: boolean
  readonly more: boolean
  readonly data: Uint8Array
}

const headerLength = 4
export const mostData = 251

export function encodePacket(packet: SsiPacket): Uint8Array<ArrayBuffer> {
  const { opcode, source, again, more, data } = packet
  if (data.length > mostData) throw new RangeError('packet data too long')
  const status = (again ? 1 : 0) | (more ? 2 : 0)
  const body = concatBytes(Uint8Array.of(headerLength + data.length, opcode, source, status), data)
  const checksum = checksumOf(body)
  return concatBytes(body, Uint8Array.of(checksum >> 8, checksum & 0xff))
}

/** A packet of the host. */
export function hostPacket(opcode: number, data: readonly number[] = []): Uint8Array<ArrayBuffer> {
  return encodePacket({
    opcode,
    source: sources.host,
    again: false,
    more: false,
    data: Uint8Array.from(data),
  })
}

const checksumOf = (bytes: Uint8Array) => -bytes.reduce((sum, byte) => sum + byte, 0) & 0xffff

/** Puts packets together from bytes that come in pieces of any size, with junk between them. */
export class SsiReader {
  #buffer = new Uint8Array(0)

  get waiting(): boolean {
    return this.#buffer.length > 0
  }

  push(bytes: Uint8Array): (SsiPacket | 'damaged')[] {
    this.#buffer = concatBytes(this.#buffer, bytes)
    const found: (SsiPacket | 'damaged')[] = []
    for (;;) {
      this.#skipJunk()
      const length = this.#buffer[0]
      if (length === undefined || this.#buffer.length < length + 2) return found
      const body = this.#buffer.subarray(0, length)
      const told = this.#buffer[length]! * 256 + this.#buffer[length + 1]!
      const good = checksumOf(body) === told
      found.push(good ? decode(body) : 'damaged')
      this.#buffer = this.#buffer.slice(good ? length + 2 : 1)
    }
  }

  /** The rest will not come: what has begun is damaged. */
  giveUp(): (SsiPacket | 'damaged')[] {
    if (!this.waiting) return []
    this.#buffer = new Uint8Array(0)
    return ['damaged']
  }

  #skipJunk(): void {
    let at = 0
    while (at < this.#buffer.length && !mayBegin(this.#buffer, at)) at++
    if (at > 0) this.#buffer = this.#buffer.slice(at)
  }
}

function mayBegin(bytes: Uint8Array, at: number): boolean {
  const [length = 0, opcode, source, status] = bytes.subarray(at, at + headerLength)
  if (length < headerLength) return false
  if (opcode !== undefined && !known.has(opcode)) return false
  if (source !== undefined && source !== sources.decoder && source !== sources.host) return false
  return status === undefined || status < 0x10
}

function decode(body: Uint8Array): SsiPacket {
  const [, opcode = 0, source = 0, status = 0] = body
  return {
    opcode,
    source,
    again: (status & 1) !== 0,
    more: (status & 2) !== 0,
    data: body.slice(headerLength),
  }
}
