import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { dc01Definitions } from '../forms/dc01.ts'
import { dc02Definitions } from '../forms/dc02.ts'
import type { FormKind } from '../forms/definition.ts'
import { composeFormSerial, parseFormSerial } from '../forms/serial.ts'
import { formDefinitionOf } from '../forms/versions.ts'
import { reviewedFields } from '../review/findings.ts'
import { openFonts } from './fonts.ts'
import { type ChecklistForm, renderReviewChecklist } from './review-checklist.ts'

const { resolve } = createRequire(import.meta.url)
const face = (path: string) => readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${path}`))
const fonts = openFonts({
  regular: face('400Regular/BeVietnamPro_400Regular.ttf'),
  semiBold: face('600SemiBold/BeVietnamPro_600SemiBold.ttf'),
  bold: face('700Bold/BeVietnamPro_700Bold.ttf'),
})

function* forms(count: number, definition = 'DC01/2025'): Generator<ChecklistForm> {
  const kind = definition.slice(0, 4) as FormKind
  for (let sequence = 1; sequence <= count; sequence++) {
    const serial = composeFormSerial({ kind, year: 2026, province: '01', sequence })
    yield { place: sequence, serial, whereabouts: 'Tổ dân phố 5, Phường Mẫu Một', definition }
  }
}

async function pdfOf(listed: Iterable<ChecklistForm>, round = 1): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const heading = {
    locality: 'Phường Mẫu Một',
    formKind: 'DC01',
    team: 'Đoàn số 1',
    round,
    days: '02/03/2026 – 06/03/2026',
    forms: 12,
  }
  const order = {
    heading,
    forms: listed,
    fieldsOf: (version: string) => reviewedFields(formDefinitionOf(version)),
    fonts,
  }
  for await (const chunk of renderReviewChecklist(order)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

let pdfium: PDFiumLibrary
beforeAll(async () => {
  const wasm = readFileSync(resolve('zxing-wasm/reader/zxing_reader.wasm'))
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true })
  pdfium = await PDFiumLibrary.init()
})
afterAll(() => pdfium.destroy())

/** Text and barcodes of each page, as a scanner of 200 dots to the inch sees it. */
async function read(pdf: Uint8Array) {
  const document = await pdfium.loadDocument(pdf)
  const pages: { text: string; serials: string[] }[] = []
  for (const page of document.pages()) {
    const text = page.getText().replaceAll(/\s+/g, ' ') // rendering closes the page
    const { data, width, height } = await page.render({ scale: 200 / 72, render: 'bitmap' })
    const image = { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' as const }
    const found = await readBarcodes(image, { formats: ['Code128'], tryHarder: true, maxNumberOfSymbols: 20 })
    const fromTop = found.toSorted((a, b) => a.position.topLeft.y - b.position.topLeft.y)
    pages.push({ text, serials: fromTop.map((one) => parseFormSerial(one.text)) })
  }
  document.destroy()
  return pages
}

describe('the checklist of a review', () => {
  test('has every form in visiting order, with a barcode that reads and where to go', async () => {
    const listed = [...forms(12)]
    const pages = await read(await pdfOf(listed))
    expect(pages.flatMap(({ serials }) => serials)).toEqual(listed.map(({ serial }) => serial))
    const text = pages.map((page) => page.text).join(' ')
    for (const { place, serial } of listed) expect(text).toContain(`${place}. ${serial}`)
    expect(text.match(/Tổ dân phố 5, Phường Mẫu Một/g)).toHaveLength(12)
  })

  test('says on every page what it is and what the numbers mean', async () => {
    const pages = await read(await pdfOf(forms(12)))
    expect(pages.length).toBeGreaterThan(1)
    for (const [i, { text }] of pages.entries()) {
      expect(text).toContain('PHIẾU KIỂM TRA, PHÚC TRA DC01')
      expect(text).toContain(`Trang ${i + 1}`)
      expect(text).toContain('Cán bộ kiểm tra (ký, ghi rõ họ tên)')
      expect(text).toContain('Phường Mẫu Một · Đoàn số 1 · 02/03/2026 – 06/03/2026 · 12 phiếu')
      for (const { label } of reviewedFields(formDefinitionOf('DC01/2025'))) {
        expect(text).toContain(label.vi)
      }
    }
  })

  test('of the second round says so', async () => {
    const [page] = await read(await pdfOf(forms(1), 2))
    expect(page?.text).toContain('PHÚC TRA LẠI KẾT QUẢ KIỂM TRA')
  })

  test.each([...dc01Definitions, ...dc02Definitions])('fits forms of $version', async ({ version }) => {
    const [page] = await read(await pdfOf(forms(2, version)))
    expect(page?.serials).toHaveLength(2)
  })

  test('begins a page where forms of another version follow', async () => {
    const mixed = [...forms(1), ...forms(1, 'DC01/2016')]
    expect(await read(await pdfOf(mixed))).toHaveLength(2)
  })

  test('is the same bytes for the same order, and of nothing there is none', async () => {
    const hash = async () =>
      createHash('sha256')
        .update(await pdfOf(forms(5)))
        .digest('hex')
    expect(await hash()).toBe(await hash())
    await expect(pdfOf([])).rejects.toThrow(RangeError)
  })
})
