import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '../../core/bytes.ts'
import { greyPicture, onSensor, PictureUnreadable } from './picture.ts'

/** A bitmap of 3 × 2 pixels, whose rows are padded to 4 bytes. */
function bitmap({
  bits,
  height,
  rows,
}: {
  bits: number
  height: number
  rows: readonly number[]
}): Uint8Array {
  const palette =
    bits === 8 ? Uint8Array.from({ length: 1024 }, (_, i) => (i % 4 === 3 ? 0 : i >> 2)) : new Uint8Array(0)
  const header = new DataView(new ArrayBuffer(54))
  header.setUint16(0, 0x424d)
  header.setUint32(10, 54 + palette.length, true)
  header.setUint32(14, 40, true)
  header.setInt32(18, 3, true)
  header.setInt32(22, height, true)
  header.setUint16(28, bits, true)
  return concatBytes(new Uint8Array(header.buffer), palette, Uint8Array.from(rows))
}

const expected = { width: 3, height: 2, pixels: Uint8Array.of(10, 20, 30, 40, 50, 60) }

describe('a picture file', () => {
  test('is read from 8-bit bitmaps, whichever row comes first', async () => {
    const fromBottom = bitmap({ bits: 8, height: 2, rows: [40, 50, 60, 0, 10, 20, 30, 0] })
    const fromTop = bitmap({ bits: 8, height: -2, rows: [10, 20, 30, 0, 40, 50, 60, 0] })
    expect(await greyPicture(fromBottom)).toEqual(expected)
    expect(await greyPicture(fromTop)).toEqual(expected)
  })

  test('is read from 24-bit bitmaps as grey', async () => {
    const row = (...greys: number[]) => [...greys.flatMap((grey) => [grey, grey, grey]), 0, 0, 0]
    const colour = bitmap({ bits: 24, height: 2, rows: [...row(40, 50, 60), ...row(10, 20, 30)] })
    expect(await greyPicture(colour)).toEqual(expected)
  })

  test('is read from PNG', async () => {
    const png = await sharp(expected.pixels, { raw: { width: 3, height: 2, channels: 1 } })
      .png()
      .toBuffer()
    expect(await greyPicture(png)).toEqual(expected)
  })

  test('that is cut short or no picture at all is refused', async () => {
    const short = bitmap({ bits: 8, height: 2, rows: [40, 50] })
    await expect(greyPicture(short)).rejects.toBeInstanceOf(PictureUnreadable)
    await expect(greyPicture(Uint8Array.of(1, 2, 3))).rejects.toBeInstanceOf(PictureUnreadable)
  })
})

describe('a sensor', () => {
  test('sees the middle of a larger picture', () => {
    const pixels = Uint8Array.from({ length: 16 }, (_, i) => i)
    expect(onSensor({ width: 4, height: 4, pixels }, 2, 2).pixels).toEqual(Uint8Array.of(5, 6, 9, 10))
  })

  test('sees a smaller picture on white', () => {
    const seen = onSensor({ width: 1, height: 1, pixels: Uint8Array.of(7) }, 3, 2).pixels
    expect([...seen]).toEqual([255, 7, 255, 255, 255, 255])
  })
})
