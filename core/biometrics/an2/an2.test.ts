import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { damaged, expectTotal, faultOf } from '../records/test-damage.ts'
import type { Type14Record, Type4Record } from './finger-records.ts'
import { An2Refused } from './refusal.ts'
import { type An2Transaction, readAn2, type Type2Record, writeAn2 } from './transaction.ts'

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((value) => [...value].every((letter) => letter < '\x1c' || letter > '\x1f'))
const idc = fc.nat(99)
const compressed = fc.constantFrom('WSQ20', 'JPEGB', 'JPEGL', 'JP2', 'JP2L', 'PNG')
const side = fc.integer({ min: 1, max: 65_535 })
const image = fc.uint8Array({ minLength: 1, maxLength: 200 })

const type2: fc.Arbitrary<Type2Record> = fc.record({
  type: fc.constant(2),
  idc,
  fields: fc.uniqueArray(fc.integer({ min: 3, max: 998 }), { maxLength: 6 }).chain((numbers) =>
    fc.tuple(
      ...numbers
        .toSorted((a, b) => a - b)
        .map((number) =>
          fc.record({
            number: fc.constant(number),
            content: fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), {
              minLength: 1,
              maxLength: 3,
            }),
          }),
        ),
    ),
  ),
})
const type4: fc.Arbitrary<Type4Record> = fc.record({
  type: fc.constant(4),
  idc,
  impression: fc.nat(29),
  position: fc.nat(14),
  resolution: fc.nat(1),
  width: side,
  height: side,
  compression: compressed,
  image,
})
const type14: fc.Arbitrary<Type14Record> = fc.record({
  type: fc.constant(14),
  idc,
  impression: fc.nat(29),
  source: text,
  capturedOn: fc.constant('20260102'),
  width: side,
  height: side,
  pixelsPerInch: fc.constantFrom(500, 1000),
  depth: fc.constantFrom(8, 16),
  compression: compressed,
  position: fc.nat(60),
  quality: fc.option(fc.record({ score: fc.nat(100), vendor: fc.nat(0xffff), algorithm: fc.nat(0xffff) })),
  image,
})
const transactions: fc.Arbitrary<An2Transaction> = fc.record({
  transactionType: text,
  date: fc.constant('20260102'),
  destination: text,
  origin: text,
  controlNumber: text,
  reference: fc.option(text),
  domain: fc.option(text),
  records: fc.array(fc.oneof(type2, type4, type14), { maxLength: 6 }),
})

const finger: Type14Record = {
  type: 14,
  idc: 1,
  impression: 0,
  source: 'C06',
  capturedOn: '20260102',
  width: 2,
  height: 2,
  pixelsPerInch: 500,
  depth: 8,
  compression: 'NONE',
  position: 7,
  quality: { score: 80, vendor: 0x1a, algorithm: 1 },
  image: Uint8Array.of(0x1c, 0x1d, 0x1e, 0x1f),
}
const example: An2Transaction = {
  transactionType: 'ENR',
  date: '20260102',
  destination: 'A',
  origin: 'B',
  controlNumber: '1',
  reference: null,
  domain: null,
  records: [{ type: 2, idc: 0, fields: [{ number: 18, content: [['Nguyễn Thị Mẫu']] }] }, finger],
}

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

describe('ANSI/NIST-ITL 1-2011', () => {
  test('stands in bytes as the standard draws it, lengths right to the byte', () => {
    const bytes = Buffer.from(writeAn2(example))
    const gs = '\x1d'
    const type1 =
      [
        '1.001:130',
        '1.002:0500',
        '1.003:1\x1f2\x1e2\x1f00\x1e14\x1f01',
        '1.004:ENR',
        '1.005:20260102',
        '1.007:A',
        '1.008:B',
        '1.009:1',
        '1.011:00.00',
        '1.012:00.00',
        '1.015:3\x1fUTF-8\x1f',
      ].join(gs) + '\x1c'
    expect(type1).toHaveLength(130)
    expect(latin(bytes.subarray(0, 130))).toBe(type1)
    const type2 = ['2.001:45', '2.002:00', '2.018:Nguyễn Thị Mẫu'].join(gs) + '\x1c'
    expect(Buffer.byteLength(type2)).toBe(45)
    expect(bytes.subarray(130, 175).toString()).toBe(type2)
    const fields = [
      '14.001:167',
      '14.002:01',
      '14.003:0',
      '14.004:C06',
      '14.005:20260102',
      '14.006:2',
      '14.007:2',
      '14.008:1',
      '14.009:500',
      '14.010:500',
      '14.011:NONE',
      '14.012:8',
      '14.013:7',
      '14.024:7\x1f80\x1f001A\x1f1',
      '14.999:\x1c\x1d\x1e\x1f\x1c',
    ]
    expect(latin(bytes.subarray(175))).toBe(fields.join(gs))
    expect(bytes.length - 175).toBe(167)
  })

  test('a Type-4 record has 18 bytes before its image, and sets the resolutions', () => {
    const print: Type4Record = {
      type: 4,
      idc: 3,
      impression: 1,
      position: 9,
      resolution: 0,
      width: 0x0184,
      height: 0x0176,
      compression: 'WSQ20',
      image: Uint8Array.of(0xff, 0xa0),
    }
    const bytes = writeAn2({ ...example, records: [print] })
    expect(Buffer.from(bytes.slice(-20)).toString('hex')).toBe(
      '00000014' + '03' + '01' + '09ffffffffff' + '00' + '0184' + '0176' + '01' + 'ffa0',
    )
    expect(latin(bytes)).toContain('1.011:19.69\x1d1.012:19.69\x1d')
  })

  test('what is written is read again, every length is what stands there', () => {
    fc.assert(
      fc.property(transactions, (transaction) => {
        const bytes = writeAn2(transaction)
        expect(readAn2(bytes)).toEqual(transaction)
        const told = Number(/^1\.001:(\d+)/.exec(latin(bytes))?.[1])
        expect(bytes[told - 1]).toBe(0x1c)
      }),
    )
  })

  test('lengths around powers of ten count their own digits', () => {
    for (let length = 1; length < 1200; length++) {
      const record = { type: 2, idc: 0, fields: [{ number: 3, content: [['x'.repeat(length)]] }] } as const
      const bytes = latin(writeAn2({ ...example, records: [record] }))
      const start = bytes.indexOf('2.001:')
      expect(Number(/2\.001:(\d+)/.exec(bytes)?.[1])).toBe(bytes.length - start)
    }
  })

  test('damage of any kind is refused with the own error, or read', () => {
    for (const transaction of [example, ...fc.sample(transactions, 8)])
      fc.assert(
        fc.property(damaged(writeAn2(transaction)), (hurt) => expectTotal(readAn2, An2Refused, hurt)),
        { numRuns: 400 },
      )
  })

  test('every way of being wrong has its name', () => {
    const bytes = writeAn2(example)
    const swapped = (from: string, to: string) =>
      faultOf(() => readAn2(Uint8Array.from(Buffer.from(latin(bytes).replace(from, to), 'latin1'))))
    expect(faultOf(() => readAn2(bytes.slice(0, -1)))).toBe('truncated 14.001')
    expect(faultOf(() => readAn2(Uint8Array.of(...bytes, 0x1c)))).toBe('length 1.003')
    expect(swapped('1.001:130', '1.001:129')).toBe('length 1.001')
    expect(swapped('1.002:0500', '1.002:0300')).toBe('version 1.002')
    expect(swapped('14\x1f01', '10\x1f01')).toBe('unsupported 1.003')
    expect(swapped('14\x1f01', '14\x1f02')).toBe('value idc')
    expect(swapped('1\x1f2\x1e', '1\x1f9\x1e')).toBe('length 1.003')
    expect(swapped('14.006:2', '14.006:9')).toBe('length image')
    expect(swapped('14.013:7', '14.013:X')).toBe('value position')
    expect(swapped('14.012:8', '14.013:8')).toBe('value 14.013')
  })

  test('what a field cannot hold is refused, not cut', () => {
    const writing = (change: Partial<An2Transaction>) => faultOf(() => writeAn2({ ...example, ...change }))
    const withFinger = (change: Partial<Type14Record>) => writing({ records: [{ ...finger, ...change }] })
    expect(writing({ origin: 'A\x1dB' })).toBe('value 1.008')
    expect(writing({ origin: '' })).toBe('value 1.008')
    expect(writing({ date: '02/01/2026' })).toBe('value date')
    expect(writing({ records: Array.from({ length: 100 }, () => finger) })).toBe('limit records')
    expect(withFinger({ idc: 100 })).toBe('value idc')
    expect(withFinger({ width: 0, image: new Uint8Array(0) })).toBe('value width')
    expect(withFinger({ height: 3 })).toBe('length image')
    expect(withFinger({ quality: { score: 101, vendor: 0, algorithm: 0 } })).toBe('value quality')
    expect(writing({ records: [{ type: 2, idc: 0, fields: [{ number: 2, content: [['x']] }] }] })).toBe(
      'value fields',
    )
  })
})
