import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { cardLayout } from '../card/templates.ts'
import type { QrMatrix } from './qr-matrix.ts'
import { qrMatrix } from './qr-matrix.ts'
import { placeQr, printerDot } from './qr-symbol.ts'
import { QrTooDense } from './refusals.ts'

const { qr: box } = cardLayout('CC_2024').back

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

  test('stands in whole printer dots inside its 18 mm', () => {
    const placed = placeQr('x'.repeat(180), box)
    for (const length of [placed.module, placed.x, placed.y, placed.size]) {
      expect(Math.abs(length / printerDot - Math.round(length / printerDot))).toBeLessThan(1e-9)
    }
    expect(placed.size).toBeLessThanOrEqual(18)
    expect(placed.x).toBeGreaterThanOrEqual(box.x - printerDot)
  })

  test('is refused where its modules would be finer than two dots', () => {
    expect(() => placeQr('x'.repeat(3000), box)).toThrow(QrTooDense)
    expect(() => placeQr('x'.repeat(300), { ...box, width: 8 })).toThrow(QrTooDense)
  })
})
