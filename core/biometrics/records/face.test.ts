import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../bytes.ts'
import { type FaceRecord2005, readFaces2005, writeFaces2005 } from './face-2005.ts'
import { type FaceRecord2011, readFaces2011, writeFaces2011 } from './face-2011.ts'
import { FaceRecordRefused } from './refusals.ts'
import { damaged, expectTotal, faultOf } from './test-damage.ts'
import { byte, bytesOf, capture2011, short } from './test-representations.ts'

const person = {
  gender: byte,
  eyeColour: byte,
  hairColour: byte,
  featureMask: fc.nat(0xffffff),
  expression: short,
  yaw: byte,
  pitch: byte,
  roll: byte,
  yawUncertainty: byte,
  pitchUncertainty: byte,
  rollUncertainty: byte,
}
const points = fc.array(
  fc.record({
    type: fc.integer({ min: 0, max: 3 }),
    major: fc.nat(15),
    minor: fc.nat(15),
    x: fc.nat(479),
    y: fc.nat(639),
    z: short,
  }),
  { maxLength: 70 },
)
const size = { width: fc.constant(480), height: fc.constant(640) }

const records2005: fc.Arbitrary<FaceRecord2005> = fc.record({
  faces: fc.array(
    fc.record({
      ...person,
      points,
      imageType: byte,
      format: fc.constantFrom('jpeg', 'jp2'),
      ...size,
      colourSpace: byte,
      source: byte,
      device: short,
      quality: short,
      image: bytesOf(1, 200),
    }),
    { maxLength: 3 },
  ),
})

const records2011: fc.Arbitrary<FaceRecord2011> = fc.record({
  temporalSemantics: short,
  representations: fc.array(
    fc.record({
      ...capture2011,
      ...person,
      subjectHeight: byte,
      points,
      imageType: byte,
      format: fc.constantFrom('jpeg', 'jp2', 'jp2-lossless', 'png'),
      ...size,
      samplingRate: byte,
      postProcessing: short,
      crossReference: byte,
      colourSpace: byte,
      image: bytesOf(1, 200),
    }),
    { maxLength: 3 },
  ),
})

const portrait = {
  gender: 2,
  eyeColour: 0,
  hairColour: 0,
  featureMask: 0,
  expression: 1,
  yaw: 0,
  pitch: 0,
  roll: 0,
  yawUncertainty: 0,
  pitchUncertainty: 0,
  rollUncertainty: 0,
  points: [{ type: 1, major: 12, minor: 1, x: 300, y: 250, z: 0 }],
  imageType: 1,
  format: 'jp2',
  width: 480,
  height: 640,
  colourSpace: 1,
  source: 2,
  device: 0,
  quality: 0,
  image: Uint8Array.of(0xff, 0x4f),
} as const

describe('ISO/IEC 19794-5', () => {
  test('a record of 2005 stands in bytes as the standard draws it', () => {
    const header = '46414300 30313000 00000038 0001'
    const face = '0000002a 0001 02 00 00 000000 0001 000000 000000 01 c1 012c 00fa 0000'
    const image = '01 01 01e0 0280 01 02 0000 0000 ff4f'
    const drawn = [header, face, image].join('').replaceAll(' ', '')
    expect(toHex(writeFaces2005({ faces: [portrait] }))).toBe(drawn)
  })

  test('takes 46 bytes around a picture without points, as chips count it', () => {
    const bytes = writeFaces2005({ faces: [{ ...portrait, points: [] }] })
    expect(bytes.length).toBe(46 + portrait.image.length)
  })

  test('what is written is read again, several faces and points, in both editions', () => {
    fc.assert(
      fc.property(records2005, (record) => {
        expect(readFaces2005(writeFaces2005(record))).toEqual(record)
      }),
    )
    fc.assert(
      fc.property(records2011, (record) => {
        expect(readFaces2011(writeFaces2011(record))).toEqual(record)
      }),
    )
  })

  test('damage of any kind is refused with the own error, or read', () => {
    for (const record of fc.sample(records2005, 6))
      fc.assert(
        fc.property(damaged(writeFaces2005(record)), (hurt) =>
          expectTotal(readFaces2005, FaceRecordRefused, hurt),
        ),
        { numRuns: 300 },
      )
    for (const record of fc.sample(records2011, 6))
      fc.assert(
        fc.property(damaged(writeFaces2011(record)), (hurt) =>
          expectTotal(readFaces2011, FaceRecordRefused, hurt),
        ),
        { numRuns: 300 },
      )
  })

  test('lengths and counts that lie are told by name', () => {
    const bytes = writeFaces2005({ faces: [portrait] })
    const reading = (hurt: Uint8Array) => faultOf(() => readFaces2005(hurt))
    expect(reading(bytes.with(13, 2)), 'a second face').toBe('truncated length')
    expect(reading(bytes.with(18, 0xff)), 'more points than bytes').toBe('truncated points')
    expect(reading(bytes.with(17, 0x20)), 'a face shorter than its headers').toBe('length length')
    expect(reading(bytes.with(36, 0xff)), 'a point beside the picture').toBe('value points')
    expect(reading(bytes.with(43, 2)), 'an image format of the next edition').toBe('value format')
  })

  test('a value that a field cannot hold is refused, not cut', () => {
    const writing = (change: object) => faultOf(() => writeFaces2005({ faces: [{ ...portrait, ...change }] }))
    expect(writing({ width: 0 })).toBe('value points')
    expect(writing({ width: 0, points: [] })).toBe('value width')
    expect(writing({ quality: 65_536 })).toBe('value quality')
    expect(writing({ points: [{ ...portrait.points[0], x: 480 }] })).toBe('value points')
    expect(writing({ points: [{ ...portrait.points[0], minor: 16 }] })).toBe('value minor')
    expect(writing({ image: new Uint8Array(0) })).toBe('length image')
    expect(writing({ format: 'png' })).toBe('value format')
  })
})
