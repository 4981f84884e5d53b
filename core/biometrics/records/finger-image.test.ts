import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../bytes.ts'
import { encodeWsq } from '../wsq/encode.ts'
import {
  type FingerImageRecord2005,
  readFingerImages2005,
  writeFingerImages2005,
} from './finger-image-2005.ts'
import {
  type FingerImageRecord2011,
  readFingerImages2011,
  writeFingerImages2011,
} from './finger-image-2011.ts'
import { toFingerImage } from './finger-image-data.ts'
import { FingerImageRecordRefused } from './refusals.ts'
import { damaged, expectTotal, faultOf } from './test-damage.ts'
import { byte, bytesOf, capture2011, short } from './test-representations.ts'

const imaging = {
  units: fc.integer({ min: 1, max: 2 }),
  scanX: fc.constant(500),
  scanY: fc.constant(500),
  imageX: fc.constant(500),
  imageY: fc.constant(500),
}
const side = fc.integer({ min: 1, max: 20 })

/** Pixels as many as the compression asks for. */
const stored = <Compression extends string>(compression: Compression, depth: number) =>
  fc.tuple(side, side).chain(([width, height]) => {
    const pixels =
      compression === 'raw' ? width * height * Math.ceil(depth / 8) : Math.ceil((width * height * depth) / 8)
    const isPlain = compression === 'raw' || compression === 'packed'
    return fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      image: isPlain ? bytesOf(pixels, pixels) : bytesOf(1, 60),
    })
  })

const compression2005 = fc.constantFrom('raw', 'packed', 'wsq', 'jpeg', 'jp2', 'png')
const compression2011 = fc.constantFrom('raw', 'packed', 'wsq', 'jpeg', 'jp2', 'jp2-lossless', 'png')
const depths = fc.integer({ min: 1, max: 16 })

const records2005: fc.Arbitrary<FingerImageRecord2005> = fc
  .tuple(compression2005, depths)
  .chain(([compression, depth]) =>
    fc.record({
      device: short,
      acquisitionLevel: fc.constant(31),
      ...imaging,
      depth: fc.constant(depth),
      compression: fc.constant(compression),
      views: fc.array(
        fc
          .tuple(
            fc.record({
              position: fc.integer({ min: 1, max: 15 }),
              viewNumber: byte,
              quality: byte,
              impression: byte,
            }),
            stored(compression, depth),
          )
          .map(([view, image]) => ({ ...view, ...image })),
        { maxLength: 10 },
      ),
    }),
  )

const view2011 = fc.tuple(compression2011, depths).chain(([compression, depth]) =>
  fc
    .tuple(
      fc.record({
        ...capture2011,
        ...imaging,
        position: fc.nat(50),
        representation: byte,
        depth: fc.constant(depth),
        compression: fc.constant(compression),
        impression: fc.nat(29),
      }),
      stored(compression, depth),
    )
    .map(([view, image]) => ({ ...view, ...image })),
)
const records2011: fc.Arbitrary<FingerImageRecord2011> = fc.record({
  representations: fc.array(view2011, { maxLength: 6 }),
})

const grey: FingerImageRecord2005 = {
  device: 0,
  acquisitionLevel: 31,
  units: 2,
  scanX: 197,
  scanY: 197,
  imageX: 197,
  imageY: 197,
  depth: 8,
  compression: 'raw',
  views: [
    {
      position: 7,
      viewNumber: 1,
      quality: 254,
      impression: 0,
      width: 2,
      height: 3,
      image: Uint8Array.of(1, 2, 3, 4, 5, 6),
    },
  ],
}

describe('ISO/IEC 19794-4', () => {
  test('a record of 2005 stands in bytes as the standard draws it', () => {
    const header = '464952003031300000000000003400 00001f 01 02 00c5 00c5 00c5 00c5 08 00 0000'.replaceAll(
      ' ',
      '',
    )
    const view = '00000014 07 01 01 fe 00 0002 0003 00 010203040506'.replaceAll(' ', '')
    expect(toHex(writeFingerImages2005(grey))).toBe(header + view)
  })

  test('what is written is read again, several views and fingers, in both editions', () => {
    fc.assert(
      fc.property(records2005, (record) => {
        expect(readFingerImages2005(writeFingerImages2005(record))).toEqual(record)
      }),
    )
    fc.assert(
      fc.property(records2011, (record) => {
        expect(readFingerImages2011(writeFingerImages2011(record))).toEqual(record)
      }),
    )
  })

  test('damage of any kind is refused with the own error, or read', () => {
    for (const record of fc.sample(records2005, 6))
      fc.assert(
        fc.property(damaged(writeFingerImages2005(record)), (hurt) =>
          expectTotal(readFingerImages2005, FingerImageRecordRefused, hurt),
        ),
        { numRuns: 300 },
      )
    for (const record of fc.sample(records2011, 6))
      fc.assert(
        fc.property(damaged(writeFingerImages2011(record)), (hurt) =>
          expectTotal(readFingerImages2011, FingerImageRecordRefused, hurt),
        ),
        { numRuns: 300 },
      )
  })

  test('lengths and counts that lie are told by name', () => {
    const bytes = writeFingerImages2005(grey)
    const reading = (hurt: Uint8Array) => faultOf(() => readFingerImages2005(hurt))
    expect(reading(bytes.with(18, 2)), 'two fingers announced').toBe('length fingers')
    expect(reading(bytes.with(37, 2)), 'a second view of the finger announced').toBe('length viewsOfFinger')
    expect(reading(bytes.with(35, 19)), 'a block shorter than its pixels').toBe('length image')
    expect(reading(bytes.with(35, 13)), 'a block shorter than its header').toBe('length length')
    expect(reading(bytes.with(32, 0x7f)), 'a block of two gigabytes').toBe('truncated image')
    expect(reading(bytes.with(29, 6))).toBe('value compression')
    expect(reading(bytes.with(28, 0))).toBe('value depth')
    expect(reading(bytes.slice(0, 20))).toBe('truncated length')
  })

  test('a value that a field cannot hold is refused, not cut', () => {
    const view = grey.views[0]!
    const writing = (change: Partial<FingerImageRecord2005>) =>
      faultOf(() => writeFingerImages2005({ ...grey, ...change }))
    expect(writing({ imageX: 70_000 })).toBe('value imageX')
    expect(writing({ depth: 17 })).toBe('length image')
    expect(writing({ compression: 'jp2-lossless' })).toBe('value compression')
    expect(writing({ views: [{ ...view, position: 16 }] })).toBe('value position')
    expect(writing({ views: [{ ...view, width: 3 }] })).toBe('length image')
    expect(writing({ compression: 'png', views: [{ ...view, image: new Uint8Array(0) }] })).toBe(
      'length image',
    )
  })
})

describe('the pixels of a record', () => {
  const resolution = { units: 2, imageX: 197, imageY: 197 }

  test('are grey whatever their depth', () => {
    const raw = { compression: 'raw', width: 2, height: 1, depth: 8, image: Uint8Array.of(7, 250) } as const
    expect(toFingerImage(raw, resolution)).toEqual({
      width: 2,
      height: 1,
      dpi: 500,
      pixels: Uint8Array.of(7, 250),
    })
    const packed = {
      compression: 'packed',
      width: 3,
      height: 1,
      depth: 4,
      image: Uint8Array.of(0x0f, 0x80),
    } as const
    expect([...toFingerImage(packed, resolution).pixels]).toEqual([0, 255, 136])
    const bits = {
      compression: 'packed',
      width: 9,
      height: 1,
      depth: 1,
      image: Uint8Array.of(0xa0, 0x80),
    } as const
    expect([...toFingerImage(bits, resolution).pixels]).toEqual([255, 0, 255, 0, 0, 0, 0, 0, 255])
    const deep = {
      compression: 'raw',
      width: 2,
      height: 1,
      depth: 12,
      image: Uint8Array.of(0x0f, 0xff, 0, 0),
    } as const
    expect([...toFingerImage(deep, resolution).pixels]).toEqual([255, 0])
  })

  test('come out of WSQ, at the record’s resolution', () => {
    const pixels = Uint8Array.from({ length: 64 * 80 }, (_, i) => 128 + 100 * Math.sin((i % 64) / 2))
    const image = encodeWsq({ width: 64, height: 80, dpi: 500, pixels }, { rate: 2.25 })
    const stored = { compression: 'wsq', width: 64, height: 80, depth: 8, image } as const
    const read = toFingerImage(stored, { units: 1, imageX: 1000, imageY: 1000 })
    expect(read).toMatchObject({ width: 64, height: 80, dpi: 1000 })
    expect(
      faultOf(() => toFingerImage({ ...stored, width: 65 }, resolution)),
      'another size',
    ).toBe('length image')
  })

  test('of other codecs are left to those, and unequal axes are refused', () => {
    const png = { compression: 'png', width: 1, height: 1, depth: 8, image: Uint8Array.of(1) } as const
    expect(faultOf(() => toFingerImage(png, resolution))).toBe('unsupported compression')
    expect(faultOf(() => toFingerImage(png, { ...resolution, imageY: 100 }))).toBe('unsupported imageY')
  })
})
