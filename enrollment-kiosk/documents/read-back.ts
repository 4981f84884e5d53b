import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { readPdf } from '../papers/read-pdf.ts'

let prepared: Promise<unknown> | null = null

/** Once per program: given its bytes, the decoder does not ask the network for them. */
function prepare(): Promise<unknown> {
  prepared ??= readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')).then(
    (wasm) =>
      prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true }),
  )
  return prepared
}

/** What a desk's printer makes of a page at the least. */
const dpi = 200

export interface Codes {
  readonly barcode: string | null
  readonly qr: string | null
}

/** The codes on the first page of a PDF, read from its pixels; null where none can be read. */
export async function readBack(pdf: Uint8Array): Promise<Codes> {
  const [pages] = await Promise.all([readPdf(pdf, { dpi, most: 1 }), prepare()])
  const page = pages?.[0]
  if (!page) return { barcode: null, qr: null }
  const { width, height } = page
  const picture = { data: new Uint8ClampedArray(page.data), width, height, colorSpace: 'srgb' as const }
  const found = await readBarcodes(picture, { formats: ['Code128', 'QRCode'], maxNumberOfSymbols: 2 })
  const textOf = (format: string) =>
    found.find((symbol) => symbol.isValid && symbol.format === format)?.text ?? null
  return { barcode: textOf('Code128'), qr: textOf('QRCode') }
}
