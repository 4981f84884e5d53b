import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eachToken } from './coefficient-codes.ts'
import { decimalValue, toDecimal } from './decimal.ts'
import { BitReader, BitWriter, codeFor, decodingTable, encodingTable } from './huffman.ts'

const frequencies = fc
  .array(fc.tuple(fc.nat(254), fc.integer({ min: 1, max: 1_000_000 })), { minLength: 1, maxLength: 200 })
  .map((pairs) => pairs.reduce((counts, [symbol, count]) => counts.with(symbol, count), new Uint32Array(256)))

describe('codes', () => {
  test('are at most 16 bits long, none all ones, and tell every symbol apart', () => {
    const fibonacci = new Uint32Array(256)
    for (let i = 0, [a, b] = [1, 1]; i < 40; i++, [a, b] = [b, a + b]) fibonacci[i] = a
    fc.assert(
      fc.property(fc.oneof(frequencies, fc.constant(fibonacci)), (counts) => {
        const code = codeFor(counts)
        const words = [...encodingTable(code).values()]
        const used = counts.filter((count) => count > 0).length
        expect(words).toHaveLength(used)
        expect(words.every(({ bits, code: word }) => bits <= 16 && word < 2 ** bits - 1)).toBe(true)
        const room = words.reduce((sum, { bits }) => sum + 2 ** -bits, 0)
        expect(room).toBeLessThan(1)
      }),
    )
  })

  test('are as short as the frequencies allow', () => {
    const code = codeFor(new Uint32Array(256).with(1, 100).with(2, 50).with(3, 10).with(4, 10))
    expect([...encodingTable(code).values()].map(({ symbol, bits }) => [symbol, bits])).toEqual(
      [
        [1, 1],
        [2, 2],
        [3, 4],
        [4, 3],
      ].toSorted((a, b) => a[1]! - b[1]! || a[0]! - b[0]!),
    )
  })

  test('and numbers come back from the bits', () => {
    fc.assert(
      fc.property(frequencies, fc.array(fc.nat(0xffff), { maxLength: 50 }), (counts, numbers) => {
        const code = codeFor(counts)
        const table = decodingTable(code)
        const words = [...encodingTable(code).values()]
        const writer = new BitWriter()
        const sent = numbers.map((number) => ({ word: words[number % words.length]!, number }))
        for (const { word, number } of sent) {
          writer.write(word.code, word.bits)
          writer.write(number, 16)
        }
        const stuffed = writer.finish()
        const bytes = stuffed.filter((byte, i) => byte !== 0 || stuffed[i - 1] !== 0xff)
        const reader = new BitReader(bytes)
        const read = sent.map(() => [table && reader.symbol(table), reader.number(16)])
        expect(read).toEqual(sent.map(({ word, number }) => [word.symbol, number]))
        expect(reader.isAtEnd).toBe(true)
      }),
    )
  })

  test('with more words than bits can tell apart are none', () => {
    const counts = new Uint8Array(16)
    expect(decodingTable({ counts: counts.with(0, 3), symbols: Uint8Array.of(1, 2, 3) })).toBeNull()
    expect(decodingTable({ counts: counts.with(0, 2), symbols: Uint8Array.of(1, 2) })).not.toBeNull()
  })
})

describe('tokens', () => {
  test('take the shortest of the three ways to write zeros and coefficients', () => {
    const tokens: (readonly number[])[] = []
    const runs = [
      ...Array<number>(100).fill(0),
      1,
      ...Array<number>(101).fill(0),
      -73,
      ...Array<number>(256).fill(0),
      74,
    ]
    const block = Int32Array.from([...runs, 75, -74, 256, -65_535, ...Array<number>(65_537).fill(0)])
    eachToken(block, (...token) => tokens.push(token))
    expect(tokens).toEqual([
      [100, 0, 0],
      [181, 0, 0],
      [105, 8, 101],
      [107, 0, 0],
      [106, 16, 256],
      [254, 0, 0],
      [101, 8, 75],
      [102, 8, 74],
      [103, 16, 256],
      [104, 16, 65_535],
      [106, 16, 65_535],
      [2, 0, 0],
    ])
  })
})

describe('decimals', () => {
  test('keep as many places as their digits hold', () => {
    expect(toDecimal(0.852698679008894, 0xffffffff)).toEqual({ digits: 852_698_679, exponent: 9 })
    expect(toDecimal(0, 0xffff)).toEqual({ digits: 0, exponent: 0 })
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 60_000, noNaN: true }), (value) => {
        expect(Math.abs(decimalValue(toDecimal(value, 0xffff)) / value - 1)).toBeLessThan(1e-3)
      }),
    )
  })
})
