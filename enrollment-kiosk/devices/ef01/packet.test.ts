import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, fromHex, toHex } from '../../../core/bytes.ts'
import { dataPackets, encodePacket, type Packet, packetKind, PacketReader } from './packet.ts'

const address = 0xffffffff

/** Packets as the manuals print them, or computed by hand from their rule. */
const vectors = [
  ['VfyPwd', packetKind.command, '13 00 00 00 00', 'EF 01 FF FF FF FF 01 00 07 13 00 00 00 00 00 1B'],
  ['done', packetKind.acknowledge, '00', 'EF 01 FF FF FF FF 07 00 03 00 00 0A'],
  ['GenImg', packetKind.command, '01', 'EF 01 FF FF FF FF 01 00 03 01 00 05'],
  ['no finger', packetKind.acknowledge, '02', 'EF 01 FF FF FF FF 07 00 03 02 00 0C'],
  ['Store', packetKind.command, '06 01 00 07', 'EF 01 FF FF FF FF 01 00 06 06 01 00 07 00 15'],
  ['Search', packetKind.command, '04 01 00 00 00 C8', 'EF 01 FF FF FF FF 01 00 08 04 01 00 00 00 C8 00 D6'],
  ['found', packetKind.acknowledge, '00 00 07 00 78', 'EF 01 FF FF FF FF 07 00 07 00 00 07 00 78 00 8D'],
  ['not found', packetKind.acknowledge, '09 00 00 00 00', 'EF 01 FF FF FF FF 07 00 07 09 00 00 00 00 00 17'],
  [
    'parameters',
    packetKind.acknowledge,
    '00 0000 0009 00C8 0003 FFFFFFFF 0002 0006',
    'EF 01 FF FF FF FF 07 00 13 00 0000 0009 00C8 0003 FFFFFFFF 0002 0006 04 F2',
  ],
  ['SetSysPara', packetKind.command, '0E 04 0C', 'EF 01 FF FF FF FF 01 00 05 0E 04 0C 00 24'],
  ['UpImage', packetKind.command, '0A', 'EF 01 FF FF FF FF 01 00 03 0A 00 0E'],
] as const

const packets: fc.Arbitrary<Packet> = fc.record({
  address: fc.integer({ min: 0, max: 0xffffffff }),
  kind: fc.constantFrom(...Object.values(packetKind)),
  content: fc.uint8Array({ maxLength: 256 }),
})

describe('a packet', () => {
  test.each(vectors)('%s has the bytes of the manual', (_name, kind, content, bytes) => {
    const packet = { address, kind, content: fromHex(content) }
    expect(toHex(encodePacket(packet))).toBe(toHex(fromHex(bytes)))
    expect(new PacketReader().push(fromHex(bytes))).toEqual([packet])
  })

  test('of more than 256 bytes is refused', () => {
    const content = new Uint8Array(257)
    expect(() => encodePacket({ address, kind: packetKind.data, content })).toThrow(RangeError)
  })

  test('of a long content is followed by others, and only the last says so', () => {
    const reader = new PacketReader()
    const content = Uint8Array.from({ length: 300 }, (_, i) => i)
    const read = dataPackets(address, content, 128).flatMap((packet) => reader.push(packet)) as Packet[]
    expect(read.map(({ kind }) => kind)).toEqual([packetKind.data, packetKind.data, packetKind.endOfData])
    expect(concatBytes(...read.map((packet) => packet.content))).toEqual(content)
  })
})

describe('a packet reader', () => {
  test('finds all packets however the bytes are cut', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 })
    fc.assert(
      fc.property(fc.array(packets, { minLength: 1, maxLength: 5 }), pieces, (sent, cuts) => {
        const bytes = concatBytes(...sent.map(encodePacket))
        const reader = new PacketReader()
        const read = []
        for (let offset = 0, i = 0; offset < bytes.length; i++) {
          const end = offset + cuts[i % cuts.length]!
          read.push(...reader.push(bytes.subarray(offset, end)))
          offset = end
        }
        expect(read).toEqual(sent)
        expect(reader.waiting).toBe(false)
      }),
    )
  })

  test('finds a packet behind any junk, at the latest when the line has been silent', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), packets, (junk, packet) => {
        const reader = new PacketReader()
        const read = [...reader.push(concatBytes(junk, encodePacket(packet))), ...reader.giveUp()]
        expect(read).toContainEqual(packet)
      }),
    )
  })

  test('passes over the byte a module sends when it has started, and half a header', () => {
    const reader = new PacketReader()
    const packet = { address, kind: packetKind.acknowledge, content: Uint8Array.of(0) }
    expect(reader.push(concatBytes(fromHex('55 EF EF 01 FF'), encodePacket(packet)))).toEqual([packet])
  })

  test('reports a wrong checksum and reads the packet that follows', () => {
    const good = { address, kind: packetKind.acknowledge, content: Uint8Array.of(0) }
    const bad = encodePacket(good)
    bad[9] = 1
    expect(new PacketReader().push(concatBytes(bad, encodePacket(good)))).toEqual(['damaged', good])
  })

  test('never takes a packet with one flipped bit for a good one of the same address', () => {
    fc.assert(
      fc.property(packets, fc.nat(), fc.integer({ min: 0, max: 7 }), (packet, place, bit) => {
        const bytes = encodePacket(packet)
        const index = 6 + (place % (bytes.length - 6))
        bytes[index] = bytes[index]! ^ (1 << bit)
        const reader = new PacketReader()
        expect([...reader.push(bytes), ...reader.giveUp()]).not.toContainEqual(packet)
      }),
    )
  })

  test('loses a truncated packet but not the one after the silence', () => {
    const reader = new PacketReader()
    const packet = { address, kind: packetKind.data, content: new Uint8Array(128) }
    expect(reader.push(encodePacket(packet).subarray(0, 70))).toEqual([])
    expect(reader.giveUp()).toEqual([])
    expect(reader.push(encodePacket(packet))).toEqual([packet])
  })
})
