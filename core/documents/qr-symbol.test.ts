import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { qrCodewords } from './qr-codewords.ts'
import type { QrMatrix } from './qr-matrix.ts'
import { qrMatrix } from './qr-matrix.ts'
import { placeQr } from './qr-symbol.ts'
import { QrTooDense } from './refusals.ts'

/** Of the card of 2024. */
const box = { x: 63, y: 4.2, width: 18, height: 18 }

beforeAll(async () => {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })
})

/** Black on white, three pixels a module, with a quiet zone. */
function picture({ modules, dark }: QrMatrix) {
  const side = (modules + 8) * 3
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let y = 0; y < modules * 3; y++) {
    for (let x = 0; x < modules * 3; x++) {
      if (dark[Math.floor(y / 3) * modules + Math.floor(x / 3)] !== 1) continue
      data.fill(0, ((y + 12) * side + x + 12) * 4, ((y + 12) * side + x + 12) * 4 + 3)
    }
  }
  return { data, width: side, height: side, colorSpace: 'srgb' as const }
}

async function read(text: string) {
  const matrix = qrMatrix(text)
  if (!matrix) return null
  const [found] = await readBarcodes(picture(matrix), { formats: ['QRCode'], isPure: true })
  return { text: found?.text, level: found?.ecLevel, modules: matrix.modules }
}

describe('the QR symbol', () => {
  test('is read by an independent decoder, at level M, Vietnamese letters included', async () => {
    const text =
      '001190000017|012345678|Đỗ Thị Mỹ Hường|15021990|Nữ|Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội|01082024'
    expect(await read(text)).toEqual({ text, level: 'M', modules: 49 })
  })

  test('holds a text of base45 in fewer modules than as bytes, and is read at every length', async () => {
    const text = 'NCFOXN%TSMAHN-HTUGTQKF:3XY6GUP4W85AB*8BSCACIA3XD49M%VB9 J16JCII+PBYUIEF4RL2/'
      .repeat(6)
      .slice(0, 417)
    expect(await read(text)).toEqual({ text, level: 'M', modules: 65 })
    expect((await read(text.toLowerCase()))?.modules).toBe(81)
    for (const length of [1, 2, 3, 20, 21, 310, 311]) {
      const part = text.slice(0, length)
      expect(await read(part)).toMatchObject({ text: part, level: 'M' })
    }
  })

  test('is read at every version from 1 to 22', async () => {
    const seen = new Set<number>()
    for (let length = 1; length <= 770; length += 7) {
      const text = 'Đường số '.repeat(100).slice(0, length)
      const answer = await read(text)
      if (!answer) break
      expect(answer).toMatchObject({ text, level: 'M' })
      seen.add((answer.modules - 17) / 4)
    }
    expect(seen.size).toBe(22)
  })

  test('gives back any printable payload', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[ -~ÀÁÂÃÈÉÊÌÍĐđăâêôơưạảấầẩẫậ|]{1,200}$/), async (text) => {
        expect((await read(text))?.text).toBe(text)
      }),
      { numRuns: 40 },
    )
  })

  test.each([
    [300, 49, 3],
    [600, 49, 7],
    [300, 61, 3],
    [300, 65, 2],
  ] as const)(
    'at %i dpi has, of %i modules, modules of %i dots: the most that fit 18 mm with the quiet zone',
    (dpi, modules, dots) => {
      const text = 'x'.repeat({ 49: 150, 61: 240, 65: 280 }[modules])
      const placed = placeQr(text, box, { dotsPerInch: dpi })
      const dot = 25.4 / dpi
      expect(placed.width / placed.module).toBeCloseTo(modules)
      expect(placed.module / dot).toBeCloseTo(dots, 9)
      for (const length of [placed.x, placed.y])
        expect(Math.abs(length / dot - Math.round(length / dot))).toBeLessThan(1e-9)
      expect(placed.width + 8 * placed.module).toBeLessThanOrEqual(18)
      expect((modules + 8) * (dots + 1) * dot).toBeGreaterThan(18)
    },
  )

  test('marks text beyond ASCII as UTF-8, and text within it not', () => {
    const first = (text: string) => qrCodewords(new TextEncoder().encode(text), 5)[0]
    expect(first('Đỗ')).toBe(0b0111_0001)
    expect(first('Do')).toBe(0b0100_0000)
  })

  test('is refused where its modules would be finer than two dots', () => {
    expect(() => placeQr('x'.repeat(3000), box)).toThrow(QrTooDense)
    expect(() => placeQr('x'.repeat(300), { ...box, width: 8, height: 8 })).toThrow(QrTooDense)
  })
})
