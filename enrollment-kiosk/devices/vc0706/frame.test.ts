import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, fromHex } from '../../../core/bytes.ts'
import { commands, encodeCommand, encodeReply, ReplyReader, word32 } from './frame.ts'

const awaited = { serialNumber: 0, command: commands.getFrameLength }
const reply = { status: 0, data: Uint8Array.of(0, 0, 0x3c, 0x50) }

describe('a frame', () => {
  test('has the bytes of the manual', () => {
    expect(encodeCommand(0, commands.controlFrame, [0])).toEqual(fromHex('56 00 36 01 00'))
    expect(encodeCommand(0, commands.setPort, [1, 0x0d, 0xa6])).toEqual(fromHex('56 00 24 03 01 0D A6'))
    expect(encodeReply(0, commands.getFrameLength, reply)).toEqual(fromHex('76 00 34 00 04 00 00 3C 50'))
    expect(word32(0x89abcdef)).toEqual([0x89, 0xab, 0xcd, 0xef])
  })
})

describe('a reply reader', () => {
  test('finds the awaited reply however the bytes are cut, and keeps what follows it', () => {
    const bytes = concatBytes(encodeReply(0, commands.getFrameLength, reply), Uint8Array.of(1, 2))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), (cut) => {
        const reader = new ReplyReader(awaited)
        expect(reader.push(bytes.subarray(0, cut))).toBeNull()
        expect(reader.push(bytes.subarray(cut))).toEqual({ reply, rest: Uint8Array.of(1, 2) })
      }),
    )
  })

  test('passes over motion alarms, replies to other commands, replies of other cameras and text', () => {
    const junk = concatBytes(
      fromHex('76 00 39 00 00'),
      encodeReply(0, commands.getVersion, reply),
      encodeReply(1, commands.getFrameLength, reply),
      new TextEncoder().encode('Init end\r\n'),
    )
    const bytes = concatBytes(junk, encodeReply(0, commands.getFrameLength, reply))
    expect(new ReplyReader(awaited).push(bytes)?.reply).toEqual(reply)
  })

  test('does not listen to junk without end', () => {
    const reader = new ReplyReader(awaited)
    expect(() => reader.push(new Uint8Array(20_000))).toThrow('CAMERA_DATA_DAMAGED')
  })
})
