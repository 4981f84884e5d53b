import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, toHex } from '../../core/bytes.ts'
import { command, encodeCommand, encodeResponse, parseCommand, parseResponse } from './apdu.ts'

// ISO/IEC 7816-4, 5.1: cases 1, 2, 3 and 4, short and extended.
test.each([
  ['00a40000', command(0x00a40000)],
  ['00b0000000', command(0x00b00000, undefined, 256)],
  ['00b0000004', command(0x00b00000, undefined, 4)],
  ['00b00000000101', command(0x00b00000, undefined, 257)],
  ['00b00000000000', command(0x00b00000, undefined, 65_536)],
  ['00a4020c02011e', command(0x00a4020c, Uint8Array.of(1, 0x1e))],
  ['008800000401020304ff', command(0x00880000, Uint8Array.of(1, 2, 3, 4), 255)],
  ['008800000000040102030401f4', command(0x00880000, Uint8Array.of(1, 2, 3, 4), 500)],
])('%s is written and read', (hex, apdu) => {
  expect(toHex(encodeCommand(apdu))).toBe(hex)
  expect(parseCommand(fromHex(hex))).toEqual(apdu)
})

test.each(['', '00a400', '00a4020c0201', '00a4020c02011e0000', '00b000000001', '00d600000000000102'])(
  '%s has lengths that do not fit and is no command',
  (hex) => {
    expect(parseCommand(fromHex(hex))).toBeNull()
  },
)

test('any command and any answer come back as they were written', () => {
  const anyCommand = fc.record({
    cla: fc.nat(255),
    ins: fc.nat(255),
    p1: fc.nat(255),
    p2: fc.nat(255),
    data: fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ minLength: 254, maxLength: 258 })),
    ne: fc.oneof(fc.constantFrom(0, 1, 255, 256, 257, 65_535, 65_536), fc.nat(65_536)),
  })
  fc.assert(
    fc.property(anyCommand, (apdu) => {
      expect(parseCommand(encodeCommand(apdu))).toEqual(apdu)
    }),
  )
  const response = fc.record({ data: fc.uint8Array({ maxLength: 300 }), status: fc.nat(0xffff) })
  fc.assert(
    fc.property(response, (apdu) => {
      expect(parseResponse(encodeResponse(apdu))).toEqual(apdu)
    }),
  )
})

test('what is read as a command is written back byte for byte, unless it was longer than needed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
      const apdu = parseCommand(bytes)
      expect(apdu === null || encodeCommand(apdu).length <= bytes.length).toBe(true)
    }),
  )
})

test('an answer without a status word is none', () => {
  expect(parseResponse(new Uint8Array(0))).toBeNull()
  expect(parseResponse(Uint8Array.of(0x90))).toBeNull()
})
