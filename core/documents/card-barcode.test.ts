import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { placeCardBarcode } from './card-barcode.ts'
import type { PrintedSymbol } from './printed-symbol.ts'
import { BarcodeTooLong, QrTooDense } from './refusals.ts'

beforeAll(async () => {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })
})

const formats = { QR: 'QRCode', CODE_128: 'Code128', PDF_417: 'PDF417' } as const
type Kind = keyof typeof formats
const box = { x: 10.03, y: 4.17, width: 42, height: 18 }

/** The box as the printer's dots: bars black, everything else white. */
async function read(symbol: PrintedSymbol, kind: Kind, dotsPerInch: number) {
  const dots = (millimetres: number) => Math.round((millimetres * dotsPerInch) / 25.4)
  const [width, height] = [dots(box.width) + 2, dots(box.height) + 2]
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (const [x, y, w, h] of symbol.bars) {
    const left = dots(symbol.x - box.x + x * symbol.module)
    const top = dots(symbol.y - box.y + y * symbol.module)
    for (let row = top; row < top + dots(h * symbol.module); row++) {
      for (let column = left; column < left + dots(w * symbol.module); column++) {
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
      }
    }
  }
  const [found] = await readBarcodes(
    { data, width, height, colorSpace: 'srgb' as const },
    { formats: [formats[kind]] },
  )
  return found?.text
}

describe.each([300, 600] as const)('at %i dots to the inch', (dotsPerInch) => {
  test.each([
    ['QR', '001190000017|Đỗ Thị Mỹ Hường'],
    ['CODE_128', '001190000017'],
    ['CODE_128', 'PT24-0000123'],
    ['PDF_417', 'IDVNM1900000174001190000017<<5'],
    // Several items of a face, beyond ASCII, and a sign that the encoder takes for its own.
    ['PDF_417', '01190000017|ĐỖ THỊ MỸ HƯỜNG|^15/02/1990'],
  ] as const)('a %s of %s is read by an independent decoder', async (kind, text) => {
    const symbol = placeCardBarcode({ kind, box }, text, dotsPerInch)
    expect(await read(symbol, kind, dotsPerInch)).toBe(text)
  })

  test.each(['QR', 'CODE_128', 'PDF_417'] as const)(
    'a %s has the largest modules of whole dots with which it fits its box, quiet zone included',
    (kind) => {
      const { module, width, height, quiet, x, y } = placeCardBarcode(
        { kind, box },
        '001190000017',
        dotsPerInch,
      )
      const dot = 25.4 / dotsPerInch
      const isWhole = (length: number) => Math.abs(length / dot - Math.round(length / dot)) < 1e-6
      expect([module, x, y].every(isWhole)).toBe(true)
      const across = width + 2 * quiet.across * module
      const down = height + 2 * quiet.down * module
      expect(across).toBeLessThanOrEqual(box.width + 1e-9)
      expect(down).toBeLessThanOrEqual(box.height + 1e-9)
      const larger = (module + dot) / module
      expect(across * larger > box.width || (kind !== 'CODE_128' && down * larger > box.height)).toBe(true)
    },
  )
})

test('what would be too fine to be read is refused', () => {
  const narrow = { ...box, width: 12 }
  expect(() => placeCardBarcode({ kind: 'CODE_128', box: narrow }, '001190000017', 300)).toThrow(
    BarcodeTooLong,
  )
  // No higher than its quiet zone.
  expect(() =>
    placeCardBarcode({ kind: 'CODE_128', box: { ...box, height: 1 } }, '001190000017', 300),
  ).toThrow(BarcodeTooLong)
  expect(() => placeCardBarcode({ kind: 'PDF_417', box: narrow }, '0'.repeat(80), 300)).toThrow(
    BarcodeTooLong,
  )
  expect(() => placeCardBarcode({ kind: 'QR', box: narrow }, 'x'.repeat(400), 300)).toThrow(QrTooDense)
})
