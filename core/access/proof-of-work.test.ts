import { expect, test } from 'vitest'
import { leadingZeroBits } from './proof-of-work.ts'

test.each([
  [[0xff], 0],
  [[0x7f, 0xff], 1],
  [[0x01], 7],
  [[0, 0x80], 8],
  [[0, 0x10, 0xff], 11],
  [[0, 0], 16],
])('%o begins with %i zero bits', (bytes, bits) => {
  expect(leadingZeroBits(Uint8Array.from(bytes))).toBe(bits)
})
