import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '../../bytes.ts'
import type { FingerImage } from '../finger-image.ts'
import { damaged, expectTotal, faultOf } from '../records/test-damage.ts'
import { decodeWsq } from './decode.ts'
import { encodeWsq } from './encode.ts'
import { WsqRefused } from './refusal.ts'
import { signalToNoise } from './test-images.ts'

/** Ridges that bend around a point below the picture, nine pixels apart, as on a finger at 500 dpi. */
function ridges(width: number, height: number): FingerImage {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => {
    const x = (i % width) - width / 2
    const y = Math.floor(i / width) - height * 1.2
    const distance = Math.hypot(x, y + 6 * Math.sin(x / 17))
    return 128 + 90 * Math.sin((2 * Math.PI * distance) / 9) + 20 * Math.sin(x * 12.9898 + y * 78.233)
  })
  return { width, height, dpi: 500, pixels }
}

const print = ridges(200, 260)
const encoded = encodeWsq(print, { rate: 0.75, comments: ['capture of a test'] })
const decodedSize = ({ image }: ReturnType<typeof decodeWsq>) => [
  image.width,
  image.height,
  image.pixels.length,
]

describe('WSQ', () => {
  test('more bits a pixel give a better picture and a longer stream', () => {
    const results = [0.4, 0.75, 2.25].map((rate) => {
      const bytes = encodeWsq(print, { rate })
      return { bytes: bytes.length, quality: signalToNoise(print, decodeWsq(bytes).image) }
    })
    expect(results.map(({ bytes }) => bytes)).toEqual(
      results.map(({ bytes }) => bytes).toSorted((a, b) => a - b),
    )
    expect(results.map(({ quality }) => quality)).toEqual(
      results.map(({ quality }) => quality).toSorted((a, b) => a - b),
    )
    expect(results[2]?.quality).toBeGreaterThan(34)
  })

  test('begins and ends as the specification says, with the tables of the filters', () => {
    const hex = (from: number, length: number) =>
      Buffer.from(encoded.subarray(from, from + length)).toString('hex')
    expect(hex(0, 2)).toBe('ffa0')
    expect(hex(encoded.length - 2, 2)).toBe('ffa1')
    const comment = 4 + 'capture of a test'.length
    expect(hex(2 + comment, 6), 'transform table of 58 bytes, 9 and 7 taps').toBe('ffa4003a0907')
    expect(hex(8 + comment, 6), '0.852698679').toBe('000932d32637')
    expect(decodeWsq(encoded).comments).toEqual(['capture of a test'])
  })

  test('pictures of any size and content come back near to what they were', () => {
    const side = fc.integer({ min: 32, max: 90 })
    const pictures = fc
      .tuple(side, side, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(20))
      .map(([width, height, fast, slow, noise]) => {
        const value = (i: number) =>
          128 +
          60 * Math.sin((i % width) / fast) +
          30 * Math.cos(i / width / slow) +
          noise * Math.sin(i * 91.7)
        return {
          width,
          height,
          dpi: 500,
          pixels: Uint8ClampedArray.from({ length: width * height }, (_, i) => value(i)),
        }
      })
      .map((picture) => ({ ...picture, pixels: new Uint8Array(picture.pixels) }))
    fc.assert(
      fc.property(pictures, (picture) => {
        const { image } = decodeWsq(encodeWsq(picture, { rate: 4 }))
        expect([image.width, image.height]).toEqual([picture.width, picture.height])
        expect(signalToNoise(picture, image)).toBeGreaterThan(20)
      }),
      { numRuns: 60 },
    )
  })

  test('the resolution is 500 dpi, or what a NIST_COM comment tells', () => {
    const told = encodeWsq(print, { rate: 0.75, comments: ['NIST_COM 2\nPIX_WIDTH 200\nPPI 508\n'] })
    expect(decodeWsq(told).image.dpi).toBe(508)
    expect(decodeWsq(encoded).image.dpi).toBe(500)
  })

  test('sizes, rates and pictures that cannot be coded are refused by name', () => {
    const encoding = (change: Partial<FingerImage>, rate = 0.75) =>
      faultOf(() => encodeWsq({ ...print, ...change }, { rate }))
    expect(encoding({ width: 31 })).toBe('limit width')
    expect(encoding({ width: 9000, height: 9000 })).toBe('limit width')
    expect(encoding({ pixels: print.pixels.slice(1) })).toBe('length pixels')
    expect(encoding({ pixels: new Uint8Array(200 * 260).fill(255) })).toBe('value pixels')
    expect(encoding({}, 0)).toBe('value rate')
    expect(encoding({}, Number.NaN)).toBe('value rate')
    expect(faultOf(() => encodeWsq(print, { rate: 0.75, comments: ['Việt'] }))).toBe('value comments')
  })

  test('stripes and a single dot, which few subbands hold, are coded too', () => {
    const stripes = Uint8Array.from({ length: 100 * 100 }, (_, i) => ((i % 100) % 8 < 4 ? 0 : 255))
    const dot = new Uint8Array(100 * 100).fill(200).with(5050, 0)
    for (const pixels of [stripes, dot]) {
      const picture = { width: 100, height: 100, dpi: 500, pixels }
      expect(signalToNoise(picture, decodeWsq(encodeWsq(picture, { rate: 2.25 })).image)).toBeGreaterThan(25)
    }
  })
})

describe('a WSQ stream of somebody else', () => {
  const at = (marker: number) => encoded.findIndex((byte, i) => byte === 0xff && encoded[i + 1] === marker)
  const piece = (from: number, to: number) => encoded.slice(at(from), at(to))

  test('may order its segments otherwise, and bring a restart interval', () => {
    const start = encoded.slice(0, 2)
    const restart = Uint8Array.of(0xff, 0xa7, 0, 4, 0, 8)
    const tables = [piece(0xa2, 0xa6), restart, piece(0xa5, 0xa2), piece(0xa4, 0xa5)]
    const reordered = concatBytes(start, ...tables, encoded.slice(at(0xa6)))
    expect(decodeWsq(reordered).image).toEqual(decodeWsq(encoded).image)
  })

  test('may put its codes in one segment, and a restart marker for the beginning of a block', () => {
    const starts = (marker: number) =>
      Array.from(encoded.keys()).filter((i) => encoded[i] === 0xff && encoded[i + 1] === marker)
    const [firstCode = 0, secondCode = 0] = starts(0xa6)
    const [firstBlock = 0, secondBlock = 0, thirdBlock = 0] = starts(0xa3)
    const codes = [encoded.slice(firstCode + 4, firstBlock), encoded.slice(secondCode + 4, secondBlock)]
    const length = 2 + codes.reduce((sum, code) => sum + code.length, 0)
    const both = concatBytes(Uint8Array.of(0xff, 0xa6, length >> 8, length & 255), ...codes)
    const rewritten = concatBytes(
      encoded.slice(0, firstCode),
      both,
      encoded.slice(firstBlock, secondCode),
      encoded.slice(secondBlock, thirdBlock),
      Uint8Array.of(0xff, 0xb0),
      encoded.slice(thirdBlock + 5),
    )
    expect(thirdBlock).toBeGreaterThan(0)
    expect(decodeWsq(rewritten).image).toEqual(decodeWsq(encoded).image)
  })

  test('is decoded with its own filters', () => {
    const table = at(0xa4)
    const weaker = encoded.with(table + 8, 0x20)
    expect(decodedSize(decodeWsq(weaker))).toEqual([200, 260, 52_000])
    expect(signalToNoise(print, decodeWsq(weaker).image)).toBeLessThan(
      signalToNoise(print, decodeWsq(encoded).image),
    )
    expect(faultOf(() => decodeWsq(encoded.with(table + 4, 8)))).toBe('unsupported lowTaps')
  })

  test('cut off or lying is refused with the own error, in bounded time', () => {
    fc.assert(
      fc.property(damaged(encoded), (hurt) => expectTotal(decodeWsq, WsqRefused, hurt)),
      { numRuns: 400 },
    )
    const blocks = encoded.slice(at(0xa6))
    const head = encoded.slice(0, at(0xa6))
    fc.assert(
      fc.property(damaged(blocks), (hurt) => expectTotal(decodeWsq, WsqRefused, concatBytes(head, hurt))),
      { numRuns: 400 },
    )
  })

  test('that promises a picture far larger than itself is refused before any room is made', () => {
    const frame = at(0xa2)
    const huge = concatBytes(
      encoded.slice(0, frame + 6),
      Uint8Array.of(0xff, 0xff, 0xff, 0xff),
      encoded.slice(frame + 10),
    )
    expect(faultOf(() => decodeWsq(huge))).toBe('limit startOfFrame')
    const large = concatBytes(
      encoded.slice(0, frame + 6),
      Uint8Array.of(0x0b, 0, 0x0b, 0),
      encoded.slice(frame + 10),
    )
    expect(faultOf(() => decodeWsq(large.slice(0, 2000)))).toBe('limit startOfFrame')
  })

  test('has a name for each way of being wrong', () => {
    const without = (from: number, to: number) =>
      concatBytes(encoded.slice(0, at(from)), encoded.slice(at(to)))
    expect(faultOf(() => decodeWsq(Uint8Array.of(0xff, 0xd8)))).toBe('format startOfImage')
    expect(faultOf(() => decodeWsq(without(0xa2, 0xa6)))).toBe('format startOfBlock')
    expect(faultOf(() => decodeWsq(without(0xa4, 0xa5)))).toBe('truncated segments')
    expect(faultOf(() => decodeWsq(encoded.slice(0, -2)))).toBe('truncated block')
    const firstBlock = at(0xa3)
    expect(faultOf(() => decodeWsq(concatBytes(encoded.slice(0, firstBlock), encoded.slice(-2))))).toBe(
      'truncated segments',
    )
    const counts = at(0xa6) + 5
    const total = encoded.slice(counts, counts + 16).reduce((sum, count) => sum + count, 0)
    const crowded = encoded.slice()
    crowded.fill(0, counts, counts + 16)
    crowded[counts] = total
    expect(
      faultOf(() => decodeWsq(crowded)),
      'all codewords of one bit',
    ).toBe('value huffmanTable')
  })
})
