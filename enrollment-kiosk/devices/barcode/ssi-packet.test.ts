import { describe, expect, test } from 'vitest'
import { concatBytes, fromHex, toHex } from '../../../core/bytes.ts'
import { encodePacket, hostPacket, mostData, opcodes, SsiReader, sources } from './ssi-packet.ts'

const data = Uint8Array.from({ length: 40 }, (_, i) => i)
const packet = { opcode: opcodes.decodeData, source: sources.decoder, again: true, more: true, data }

describe('an SSI packet', () => {
  // Examples of the programmer's guide.
  test.each([
    ['ACK', opcodes.acknowledge, [], '04d00400ff28'],
    ['SCAN_ENABLE', opcodes.scanEnable, [], '04e90400ff0f'],
    ['NAK, send again', opcodes.refuse, [1], '05d1040001ff25'],
  ])('%s', (_what, opcode, more, hex) => {
    expect(toHex(hostPacket(opcode, more))).toBe(hex)
  })

  test('is found in pieces of any size, between junk', () => {
    const bytes = concatBytes(fromHex('00ff03'), encodePacket(packet), fromHex('7f'), encodePacket(packet))
    for (const size of [1, 3, 6, bytes.length]) {
      const reader = new SsiReader()
      const found = []
      for (let at = 0; at < bytes.length; at += size)
        found.push(...reader.push(bytes.subarray(at, at + size)))
      expect(found).toEqual([packet, packet])
    }
  })

  test('with one bit wrong is damaged, and the next one is found', () => {
    const wrong = encodePacket(packet)
    wrong[20]! ^= 1
    const found = new SsiReader().push(concatBytes(wrong, encodePacket(packet)))
    expect(found[0]).toBe('damaged')
    expect(found.at(-1)).toEqual(packet)
  })

  test('that does not end is damaged once the line is silent', () => {
    const reader = new SsiReader()
    expect(reader.push(encodePacket(packet).subarray(0, 10))).toEqual([])
    expect(reader.giveUp()).toEqual(['damaged'])
    expect(reader.push(encodePacket(packet))).toEqual([packet])
  })

  test('holds no more than its length can say', () => {
    expect(() => encodePacket({ ...packet, data: new Uint8Array(mostData + 1) })).toThrow(RangeError)
  })
})
