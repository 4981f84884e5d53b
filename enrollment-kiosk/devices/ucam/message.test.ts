import { describe, expect, test } from 'vitest'
import { concatBytes, fromHex, toHex } from '../../../core/bytes.ts'
import {
  baudDividers,
  baudRateOf,
  commands,
  encodeMessage,
  encodePackage,
  MessageReader,
  readPackage,
} from './message.ts'

test.each([
  ['INITIAL for a JPEG of 640×480', commands.initial, [0, 7, 0, 7], 'aa0100070007'],
  ['packages of 512 bytes', commands.setPackageSize, [8, 0, 2], 'aa0608000200'],
  ['the last acknowledgement', commands.acknowledge, [0, 0, 0xf0, 0xf0], 'aa0e0000f0f0'],
] as const)('%s', (_what, command, parameters, hex) => {
  expect(toHex(encodeMessage(command, parameters))).toBe(hex)
})

// Table of the uCAM-II data sheet.
test.each([
  [9600, 0x1f, 0x0b],
  [57_600, 0x1f, 0x01],
  [115_200, 0x1f, 0x00],
  [921_600, 0x01, 0x01],
])('%i bits per second are dividers %i and %i', (baudRate, first, second) => {
  expect(baudRateOf(first, second)).toBe(baudRate)
  expect(baudRateOf(...(baudDividers(baudRate) ?? [0, 0]))).toBe(baudRate)
})

test('a speed that the clock does not divide into has no dividers', () => {
  expect(baudDividers(100_000)).toBeNull()
})

test('messages are found in pieces of any size, between junk', () => {
  const sync = encodeMessage(commands.sync)
  const bytes = concatBytes(
    fromHex('00aa55'),
    sync,
    fromHex('aaff'),
    encodeMessage(commands.acknowledge, [13]),
  )
  for (const size of [1, 3, 6, bytes.length]) {
    const reader = new MessageReader()
    const found = []
    for (let at = 0; at < bytes.length; at += size) found.push(...reader.push(bytes.subarray(at, at + size)))
    expect(found).toEqual([
      { command: commands.sync, parameters: [0, 0, 0, 0] },
      { command: commands.acknowledge, parameters: [13, 0, 0, 0] },
    ])
  }
})

describe('a package', () => {
  const bytes = Uint8Array.from({ length: 506 }, (_, i) => i & 0xff)
  const sent = encodePackage(3, bytes)

  test('carries its number, its length and a check', () => {
    expect(sent).toHaveLength(512)
    expect(readPackage(sent, 3)).toEqual(bytes)
  })

  test('of another number, cut, or with one bit wrong is damaged', () => {
    const flipped = sent.slice()
    flipped[100]! ^= 4
    for (const [wrong, number] of [
      [sent, 4],
      [sent.subarray(0, 500), 3],
      [sent.subarray(0, 3), 3],
      [flipped, 3],
    ] as const)
      expect(() => readPackage(wrong, number)).toThrow(
        expect.objectContaining({ code: 'CAMERA_DATA_DAMAGED' }),
      )
  })
})
