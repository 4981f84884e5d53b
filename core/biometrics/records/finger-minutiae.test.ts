import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../bytes.ts'
import { type MinutiaeRecord2005, readMinutiae2005, writeMinutiae2005 } from './finger-minutiae-2005.ts'
import { type MinutiaeRecord2011, readMinutiae2011, writeMinutiae2011 } from './finger-minutiae-2011.ts'
import { toMinutiaeTemplate, toRecordedMinutiae, workingPerCm } from './minutiae-template.ts'
import { MinutiaeRecordRefused } from './refusals.ts'
import { damaged, expectTotal, faultOf } from './test-damage.ts'
import { byte, bytesOf, capture2011 } from './test-representations.ts'

const minutia = fc.record({
  type: fc.nat(2),
  x: fc.nat(299),
  y: fc.nat(399),
  angle: byte,
  quality: fc.nat(100),
})
const extended = fc.array(fc.record({ type: fc.nat(0xffff), data: bytesOf(0, 20) }), { maxLength: 3 })
const place = {
  width: fc.constant(300),
  height: fc.constant(400),
  xPerCm: fc.constant(197),
  yPerCm: fc.constant(197),
}

const records2005: fc.Arbitrary<MinutiaeRecord2005> = fc.record({
  certification: fc.nat(15),
  deviceType: fc.nat(4095),
  ...place,
  views: fc.array(
    fc.record({
      position: fc.nat(10),
      viewNumber: fc.nat(15),
      impression: fc.nat(15),
      quality: fc.nat(100),
      minutiae: fc.array(minutia, { maxLength: 60 }),
      extended,
    }),
    { maxLength: 4 },
  ),
})

const records2011: fc.Arbitrary<MinutiaeRecord2011> = fc.record({
  representations: fc.array(
    fc.record({
      ...capture2011,
      ...place,
      position: fc.nat(10),
      representation: byte,
      impression: fc.nat(29),
      minutiaBytes: fc.constant(6),
      endingType: fc.nat(1),
      minutiae: fc.array(minutia, { maxLength: 60 }),
      extended,
    }),
    { maxLength: 4 },
  ),
})

const one: MinutiaeRecord2005 = {
  certification: 0,
  deviceType: 0x0123,
  width: 300,
  height: 400,
  xPerCm: 197,
  yPerCm: 197,
  views: [
    {
      position: 2,
      viewNumber: 0,
      impression: 0,
      quality: 80,
      minutiae: [{ type: 2, x: 290, y: 17, angle: 64, quality: 99 }],
      extended: [],
    },
  ],
}

describe('ISO/IEC 19794-2', () => {
  test('a record of 2005 stands in bytes as the standard draws it', () => {
    const drawn = `464d5200 20323000 00000024 0123 012c 0190 00c5 00c5 01 00
      02 00 50 01  8122 0011 40 63  0000`
    expect(toHex(writeMinutiae2005(one))).toBe(toHex(fromHex(drawn)))
  })

  test('what is written is read again, several views and fingers, in both editions', () => {
    fc.assert(
      fc.property(records2005, (record) => {
        expect(readMinutiae2005(writeMinutiae2005(record))).toEqual(record)
      }),
    )
    fc.assert(
      fc.property(records2011, (record) => {
        const certified = record.representations.some(({ certifications }) => certifications.length > 0)
        expect(readMinutiae2011(writeMinutiae2011(record))).toEqual(record)
        expect(writeMinutiae2011(record)[14]).toBe(certified ? 1 : 0)
      }),
    )
  })

  test('damage of any kind is refused with the own error, or read', () => {
    const seeds = [
      {
        read: readMinutiae2005,
        bytes: fc
          .sample(
            records2005.filter(({ views }) => views.length > 1),
            5,
          )
          .map(writeMinutiae2005),
      },
      {
        read: readMinutiae2011,
        bytes: fc
          .sample(
            records2011.filter((r) => r.representations.length > 1),
            5,
          )
          .map(writeMinutiae2011),
      },
    ]
    for (const { read, bytes } of seeds)
      for (const seed of bytes)
        fc.assert(
          fc.property(damaged(seed), (hurt) => expectTotal(read, MinutiaeRecordRefused, hurt)),
          { numRuns: 400 },
        )
    fc.assert(
      fc.property(bytesOf(0, 200), (noise) => {
        expectTotal(readMinutiae2005, MinutiaeRecordRefused, noise)
        expectTotal(readMinutiae2011, MinutiaeRecordRefused, noise)
      }),
    )
  })

  test('every way of being wrong has its name', () => {
    const bytes = writeMinutiae2005(one)
    const reading = (hurt: Uint8Array) => faultOf(() => readMinutiae2005(hurt))
    expect(reading(bytes.with(0, 0x47))).toBe('format format')
    expect(reading(bytes.with(5, 0x33))).toBe('version version')
    expect(reading(bytes.slice(0, 30))).toBe('truncated length')
    expect(reading(Uint8Array.of(...bytes, 0))).toBe('length length')
    expect(reading(bytes.with(22, 2)), 'announces a second view').toBe('truncated position')
    expect(reading(bytes.with(27, 9)), 'announces nine minutiae').toBe('truncated minutiae')
    expect(reading(bytes.with(24, 11)), 'an eleventh finger').toBe('value position')
    expect(reading(bytes.with(28, 0xff)), 'type 3').toBe('value type')
    expect(reading(bytes.with(29, 0xff)), 'right of the picture').toBe('value x')
  })

  test('a value that a field cannot hold is refused, not cut', () => {
    const view = one.views[0]!
    const spot = view.minutiae[0]!
    const writing = (change: Partial<MinutiaeRecord2005>) =>
      faultOf(() => writeMinutiae2005({ ...one, ...change }))
    const withSpot = (change: Partial<typeof spot>) =>
      writing({ views: [{ ...view, minutiae: [{ ...spot, ...change }] }] })
    expect(writing({ width: 0x10000 })).toBe('value width')
    expect(writing({ xPerCm: 196.85 })).toBe('value xPerCm')
    expect(writing({ views: Array.from({ length: 256 }, () => view) })).toBe('value views')
    expect(writing({ views: [{ ...view, quality: 101 }] })).toBe('value quality')
    expect(writing({ views: [{ ...view, minutiae: Array.from({ length: 256 }, () => spot) }] })).toBe(
      'value minutiae',
    )
    expect(withSpot({ x: 300 })).toBe('value x')
    expect(withSpot({ y: 400 })).toBe('value y')
    expect(withSpot({ angle: -1 })).toBe('value angle')
    expect(withSpot({ quality: 101 })).toBe('value quality')
  })

  test('minutiae of five bytes carry no quality, and a date that is none is unknown', () => {
    const record = fc.sample(
      records2011.filter((r) => r.representations.length === 1),
      1,
    )[0]!
    const [view] = record.representations
    const bare = { ...view!, minutiaBytes: 5, minutiae: [{ type: 1, x: 1, y: 2, angle: 3, quality: 0 }] }
    const bytes = writeMinutiae2011({ representations: [bare] })
    expect(readMinutiae2011(bytes).representations).toEqual([bare])
    expect(readMinutiae2011(bytes.with(21, 13)).representations[0]!.capturedAt, 'thirteenth month').toBeNull()
    const told = { ...bare, minutiae: [{ ...bare.minutiae[0]!, quality: 1 }] }
    expect(faultOf(() => writeMinutiae2011({ representations: [told] }))).toBe('value quality')
  })
})

describe('our template', () => {
  const template = {
    width: 300,
    height: 400,
    x: Uint16Array.of(0, 299, 150),
    y: Uint16Array.of(399, 0, 200),
    angle: Uint8Array.of(0, 255, 128),
    type: Uint8Array.of(1, 2, 1),
    quality: Uint8Array.of(100, 1, 50),
  }
  const recorded = { width: 300, height: 400, xPerCm: workingPerCm, yPerCm: workingPerCm }

  test('goes through a record unchanged', () => {
    const record = { ...one, views: [{ ...one.views[0]!, minutiae: toRecordedMinutiae(template) }] }
    const read = readMinutiae2005(writeMinutiae2005(record))
    expect(toMinutiaeTemplate({ ...read, minutiae: read.views[0]!.minutiae })).toEqual(template)
  })

  test('from a record at another resolution is brought to 500 dpi', () => {
    const minutiae = toRecordedMinutiae(template)
    const scaled = toMinutiaeTemplate({ ...recorded, xPerCm: 394, yPerCm: 394, minutiae })
    expect(scaled).toMatchObject({ width: 150, height: 200 })
    expect([...scaled.x]).toEqual([0, 149, 75])
    expect([...scaled.y]).toEqual([199, 0, 100])
    expect(scaled.angle).toEqual(template.angle)
  })

  test('is not made from pixels that are not square', () => {
    expect(faultOf(() => toMinutiaeTemplate({ ...recorded, yPerCm: 100, minutiae: [] }))).toBe(
      'unsupported yPerCm',
    )
  })

  test('takes a quality that was not reported as middling', () => {
    const minutiae = [0, 254, 255, 77].map((quality) => ({ type: 1, x: 1, y: 1, angle: 0, quality }))
    expect([...toMinutiaeTemplate({ ...recorded, minutiae }).quality]).toEqual([50, 50, 50, 77])
  })
})
