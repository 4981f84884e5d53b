import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { cropPage } from '../../../core/forms/scan/crop-page.ts'
import type { GreyImage } from '../../../core/forms/scan/grey-image.ts'
import { barcodeBox, type Registration } from '../../../core/forms/scan/register-page.ts'
import { type FormSerial, IllegalFormSerial, parseFormSerial } from '../../../core/forms/serial.ts'

let prepared: Promise<unknown> | null = null

/** Once per process: given its bytes, the decoder does not ask the network for them. */
function prepare(): Promise<unknown> {
  prepared ??= readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')).then(
    (wasm) =>
      prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true }),
  )
  return prepared
}

/** A bar is at least a third of a millimetre: four dots at 12 to the millimetre, then as fine as a module of blur allows. */
const tries = [
  { dotsPerMm: 12, below: 0.5 },
  { dotsPerMm: 20, below: 2.5 },
] as const

/** The serial under the barcode of a registered page; null where none can be read. */
export async function readSerial(image: GreyImage, { projection }: Registration): Promise<FormSerial | null> {
  await prepare()
  for (const { dotsPerMm, below } of tries) {
    const { x, y, width, height } = barcodeBox
    const box = { x, y: y - below, width, height: height + 2 * below }
    const serial = await serialIn(cropPage(image, projection, { box, dotsPerMm }))
    if (serial) return serial
  }
  return null
}

async function serialIn({ width, height, pixels }: GreyImage): Promise<FormSerial | null> {
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let i = 0; i < pixels.length; i++) data.fill(pixels[i] ?? 255, i * 4, i * 4 + 3)
  const found = await readBarcodes(
    { data, width, height, colorSpace: 'srgb' },
    { formats: ['Code128'], tryHarder: true, maxNumberOfSymbols: 1 },
  )
  const text = found.find(({ isValid }) => isValid)?.text
  try {
    return text === undefined ? null : parseFormSerial(text)
  } catch (error) {
    if (error instanceof IllegalFormSerial) return null
    throw error
  }
}
