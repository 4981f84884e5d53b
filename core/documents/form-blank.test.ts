import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { Box } from '../card/layout.ts'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { dc01Definitions } from '../forms/dc01.ts'
import { dc02Definitions } from '../forms/dc02.ts'
import type { FormDefinition, FormKind } from '../forms/definition.ts'
import { formLayout, formPage } from '../forms/layout.ts'
import { composeFormSerial, type FormSerial, parseFormSerial } from '../forms/serial.ts'
import { formDefinition } from '../forms/versions.ts'
import { openFonts } from './fonts.ts'
import { renderFormBlanks, SerialOfAnotherForm } from './form-blank.ts'

const { resolve } = createRequire(import.meta.url)
const face = (path: string) => readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${path}`))
const fonts = openFonts({
  regular: face('400Regular/BeVietnamPro_400Regular.ttf'),
  semiBold: face('600SemiBold/BeVietnamPro_600SemiBold.ttf'),
  bold: face('700Bold/BeVietnamPro_700Bold.ttf'),
})

const dc01 = formDefinition('DC01', parseCalendarDate('2026-01-01'))

function serialOf(kind: FormKind, sequence: number): FormSerial {
  return composeFormSerial({ kind, year: 2026, province: '01', sequence })
}

function* run(count: number, kind: FormKind = 'DC01'): Generator<FormSerial> {
  for (let sequence = 1; sequence <= count; sequence++) yield serialOf(kind, sequence)
}

async function pdfOf(definition: FormDefinition, serials: Iterable<FormSerial>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of renderFormBlanks({ definition, serials, fonts })) chunks.push(chunk)
  return Buffer.concat(chunks)
}

let pdfium: PDFiumLibrary
beforeAll(async () => {
  const wasm = readFileSync(resolve('zxing-wasm/reader/zxing_reader.wasm'))
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true })
  pdfium = await PDFiumLibrary.init()
})
afterAll(() => pdfium.destroy())

interface Look {
  readonly text: string
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
  /** Share of dark pixels in a box of millimetres. */
  readonly ink: (box: Box) => number
}

/** Every page as a scanner of so many dots to the inch sees it. */
async function look(pdf: Uint8Array, dpi = 200): Promise<Look[]> {
  const document = await pdfium.loadDocument(pdf)
  const pages: Look[] = []
  for (const page of document.pages()) {
    const text = page.getText() // rendering closes the page
    const { data, width, height } = await page.render({ scale: dpi / 72, render: 'bitmap' })
    pages.push({ text, width, height, data, ink: inkOf({ data, width }, dpi / 25.4) })
  }
  document.destroy()
  return pages
}

function inkOf(
  { data, width }: { readonly data: Uint8Array; readonly width: number },
  scale: number,
): Look['ink'] {
  return (box) => {
    let dark = 0
    let all = 0
    for (let y = Math.ceil(box.y * scale); y < Math.floor((box.y + box.height) * scale); y++) {
      for (let x = Math.ceil(box.x * scale); x < Math.floor((box.x + box.width) * scale); x++) {
        all++
        if ((data[(y * width + x) * 4] ?? 255) < 128) dark++
      }
    }
    return dark / all
  }
}

async function serialsOn({ data, width, height }: Look): Promise<FormSerial[]> {
  const image = { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' as const }
  const found = await readBarcodes(image, { formats: ['Code128'], tryHarder: true })
  return found.map(({ text }) => parseFormSerial(text))
}

const shrunk = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
})

describe('a print run of blank forms', () => {
  test('has a page of A4 for each serial, whose barcode reads back', async () => {
    const serials = [...run(3)]
    const pages = await look(await pdfOf(dc01, serials))
    expect(await Promise.all(pages.map(serialsOn))).toEqual(serials.map((serial) => [serial]))
    for (const [i, { text, width }] of pages.entries()) {
      expect(text).toContain(serials[i])
      expect(width).toBeCloseTo((formPage.width / 25.4) * 200, -1)
    }
  })

  test('reads at 150 dots to the inch too', async () => {
    const [page] = await look(await pdfOf(dc01, run(1)), 150)
    expect(page && (await serialsOn(page))).toEqual([serialOf('DC01', 1)])
  })

  test.each([...dc01Definitions, ...dc02Definitions])(
    '$version says what it is and by which circular',
    async (definition) => {
      const [page] = await look(await pdfOf(definition, run(1, definition.kind)))
      const text = page?.text.replaceAll(/\s+/g, ' ')
      for (const words of [
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        definition.title.vi.toLocaleUpperCase('vi'),
        `Mẫu ${definition.kind}`,
        definition.prescribedBy,
        'NGƯỜI KÊ KHAI',
        'CÁN BỘ KIỂM TRA',
        'TRƯỞNG CÔNG AN XÃ',
        ...definition.fields.map(({ item, label }) => `${item}. ${label.vi}:`),
      ]) {
        expect(text).toContain(words)
      }
    },
  )

  test.each([dc01, ...dc02Definitions])(
    '$version is empty where people write, and inked where scans are aligned',
    async (definition) => {
      const [page] = await look(await pdfOf(definition, run(1, definition.kind)), 300)
      const layout = formLayout(definition)
      for (const mark of [...layout.marks, layout.orientation]) {
        expect(page?.ink(shrunk(mark, 0.3))).toBe(1)
        expect(page?.ink(shrunk(mark, -1))).toBeLessThan(0.75)
      }
      const places = layout.inputs.flatMap((input) => (input.kind === 'CELLS' ? input.cells : [input.box]))
      const smeared = places.filter((box) => page?.ink(shrunk(box, 0.4)) !== 0)
      expect(smeared).toEqual([])
    },
  )

  test('is the same to the byte for the same order', async () => {
    const hash = (pdf: Uint8Array) => createHash('sha256').update(pdf).digest('hex')
    expect(hash(await pdfOf(dc01, run(3)))).toBe(hash(await pdfOf(dc01, run(3))))
    expect(hash(await pdfOf(dc01, run(3)))).not.toBe(hash(await pdfOf(dc01, run(2))))
  })

  test('is given out page by page, as the serials come', async () => {
    let asked = 0
    async function* counted() {
      for (const serial of run(500)) {
        asked++
        yield serial
      }
    }
    let pieces = 0
    let bytes = 0
    for await (const piece of renderFormBlanks({ definition: dc01, serials: counted(), fonts })) {
      pieces++
      bytes += piece.length
      expect(asked).toBeLessThanOrEqual(pieces)
    }
    expect(asked).toBe(500)
    // What all pages share is in the file once.
    expect(bytes / 500).toBeLessThan(2000)
  })

  test('of no serials is none', async () => {
    await expect(pdfOf(dc01, [])).rejects.toThrow(RangeError)
  })

  test('refuses the serial of another kind of form', async () => {
    await expect(pdfOf(dc01, run(1, 'DC02'))).rejects.toThrow(SerialOfAnotherForm)
  })
})
