import { crc32, deflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPicture } from './card-picture.ts'

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A PNG of 4 × 6 pixels of a type (PNG, 11.2.2). */
function png({ type = 2, channels = 3, rows = 6, extra = [] as readonly Buffer[] } = {}): Uint8Array {
  const header = Buffer.from([0, 0, 0, 4, 0, 0, 0, 6, 8, type, 0, 0, 0])
  const data = deflateSync(Buffer.alloc(rows * (4 * channels + 1), 1))
  const chunks = [chunk('IHDR', header), ...extra, chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]))
}

/** Markers of a JPEG without its scan (ITU-T T.81, B.2). */
function jpeg({ components = 3, end = [0xff, 0xd9] } = {}): Uint8Array {
  const comment = [0xff, 0xfe, 0, 52, ...Array.from({ length: 50 }, () => 32)]
  const frame = [
    0xff,
    0xc0,
    0,
    8 + 3 * components,
    8,
    0,
    6,
    0,
    4,
    components,
    ...Array.from({ length: 9 }, () => 1),
  ]
  return Uint8Array.from([0xff, 0xd8, ...comment, ...frame, 1, 2, 3, ...end])
}

describe('a picture for a card', () => {
  test('is a JPEG in grey or colour, embedded as it is', () => {
    const bytes = jpeg()
    const picture = readPicture(bytes)
    expect(picture).toMatchObject({ width: 4, height: 6, object: { stream: bytes } })
    expect(picture?.object).toMatchObject({
      dictionary: expect.stringContaining('/DeviceRGB /Filter /DCTDecode'),
    })
    expect(readPicture(jpeg({ components: 1 }))?.object).toMatchObject({
      dictionary: expect.stringContaining('/DeviceGray'),
    })
  })

  test('is a PNG in grey or colour', () => {
    expect(readPicture(png())).toMatchObject({ width: 4, height: 6 })
    expect(readPicture(png({ type: 0, channels: 1 }))?.object).toMatchObject({
      dictionary: expect.stringContaining('/Colors 1 /Columns 4'),
    })
  })

  test.each([
    ['a JPEG that was cut off', jpeg({ end: [] })],
    ['a JPEG in print colours', jpeg({ components: 4 })],
    ['a PNG with transparency', png({ type: 6, channels: 4 })],
    ['a PNG with a transparent colour', png({ extra: [chunk('tRNS', Buffer.alloc(6))] })],
    ['a PNG with rows missing', png({ rows: 5 })],
    ['a PNG that unpacks to more than it says', png({ rows: 1_000_000 })],
    ['a PNG that was cut off', png().subarray(0, 60)],
    ['a PNG with a wrong check', png().with(45, 0xaa)],
    ['something else', new Uint8Array(100)],
  ])('is not %s', (_, bytes) => {
    expect(readPicture(bytes)).toBeNull()
  })

  test('is nothing, and no failure, for any bytes', () => {
    const starts = [[], [0xff, 0xd8, 0xff], [...png().subarray(0, 33)]]
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        const picture = readPicture(Uint8Array.from([...start, ...rest]))
        expect(picture === null || picture.width > 0).toBe(true)
      }),
    )
  })
})
