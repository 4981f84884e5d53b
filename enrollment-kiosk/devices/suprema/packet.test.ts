import { describe, expect, test } from 'vitest'
import { concatBytes, fromHex, toHex } from '../../../core/bytes.ts'
import { commands, flags, parameters } from './commands.ts'
import { encodePacket, extendedData, type Packet, PacketReader, simpleData } from './packet.ts'

const plain = () => new PacketReader(() => null)
const question: Packet = { command: 0x03, parameter: 0, size: 0, flag: parameters.baudRate }
const data = Uint8Array.from({ length: 300 }, (_, i) => i & 0xff)

describe('a packet', () => {
  // Examples of the protocol manual.
  test.each([
    ['a parameter is read', question, '4003000000000000000071b40a'],
    [
      'its value',
      { command: 0x03, parameter: 0, size: 0x35, flag: flags.done },
      '4003000000003500000061d90a',
    ],
    [
      'a finger is identified',
      { command: 0x11, parameter: 0, size: 0, flag: 0 },
      '4011000000000000000000510a',
    ],
    [
      'user 9929 is enrolled',
      { command: 0x05, parameter: 0x9929, size: 0, flag: 0 },
      '4005299900000000000000070a',
    ],
  ])('%s', (_what, packet, hex) => {
    expect(toHex(encodePacket(packet))).toBe(hex)
    expect(plain().push(fromHex(hex))).toEqual([{ packet, data: null, damaged: false }])
  })

  test('is found in pieces of any size, between junk', () => {
    const bytes = concatBytes(
      fromHex('ff4000'),
      encodePacket(question),
      fromHex('0a40'),
      encodePacket(question),
    )
    for (const size of [1, 2, 5, 13, bytes.length]) {
      const reader = plain()
      const found = []
      for (let at = 0; at < bytes.length; at += size)
        found.push(...reader.push(bytes.subarray(at, at + size)))
      expect(found).toEqual([question, question].map((packet) => ({ packet, data: null, damaged: false })))
    }
  })

  test('with a wrong sum is damaged, and the next one is found', () => {
    const bytes = encodePacket(question)
    bytes[4] = 1
    expect(plain().push(concatBytes(bytes, encodePacket(question)))).toEqual([
      'damaged',
      { packet: question, data: null, damaged: false },
    ])
  })

  test('that stays a beginning is given up, and hides nothing', () => {
    const reader = plain()
    expect(reader.push(concatBytes(fromHex('4003'), encodePacket(question).subarray(0, 12)))).toEqual([])
    expect(reader.waiting).toBe(true)
    expect(reader.giveUp()).toEqual([])
    expect(reader.push(encodePacket(question))).toHaveLength(1)
  })
})

describe('data behind a packet', () => {
  const announced: Packet = { command: commands.readImage.code, parameter: 0, size: 300, flag: flags.done }
  const reading = () => new PacketReader(({ size }) => ({ bytes: size, trailer: 'terminator' }))

  test('in the simple form ends with 0A', () => {
    const bytes = concatBytes(encodePacket(announced), simpleData(data))
    expect(reading().push(bytes)).toEqual([{ packet: announced, data, damaged: false }])
    bytes[bytes.length - 1] = 0
    expect(reading().push(bytes)).toEqual([{ packet: announced, data: null, damaged: true }])
  })

  test('that do not come are told as damaged', () => {
    const reader = reading()
    reader.push(concatBytes(encodePacket(announced), data.subarray(0, 100)))
    expect(reader.giveUp()[0]).toEqual({ packet: announced, data: null, damaged: true })
    expect(reader.waiting).toBe(false)
  })

  test('in an extended transfer are numbered, counted and summed', () => {
    const parts = extendedData(commands.readImageExtended.code, data, 128)
    const reader = new PacketReader(({ size }) => ({ bytes: size, trailer: 'sum' }))
    const found = reader.push(concatBytes(...parts))
    expect(found.map((one) => one !== 'damaged' && one.packet)).toEqual(
      [128, 128, 44].map((size, index) => ({
        command: commands.readImageExtended.code,
        parameter: index * 0x10000 + 3,
        size,
        flag: flags.more,
      })),
    )
    expect(concatBytes(...found.flatMap((one) => (one !== 'damaged' && one.data ? [one.data] : [])))).toEqual(
      data,
    )
  })
})
