import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'
import { cardSize } from '../../core/card/layout-parts.ts'

/** One byte a pixel, 0 black. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

let pdfium: Promise<PDFiumLibrary> | undefined

/**
 * A side of a card as pixels. PDFium runs as WebAssembly of one pinned version: the same pixels on every machine, which a
 * renderer of the system does not promise.
 */
export async function cardPixels(pdf: Uint8Array, side: 'front' | 'back', dotsPerInch: number) {
  pdfium ??= PDFiumLibrary.init()
  const document = await (await pdfium).loadDocument(pdf)
  const pixels = (millimetres: number) => Math.round((millimetres / 25.4) * dotsPerInch)
  const size = { width: pixels(cardSize.width), height: pixels(cardSize.height) }
  const page = document.getPage(side === 'front' ? 0 : 1)
  const { data } = await page.render({ scale: 1, ...size, render: 'bitmap' })
  // PDFium's memory is used again for the next page.
  const copy = Uint8Array.from(data)
  document.destroy()
  return { ...size, data: copy }
}

type Pixels = Awaited<ReturnType<typeof cardPixels>>

const asImage = ({ data, width, height }: Pixels) =>
  sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha()

export async function greyOf(pixels: Pixels): Promise<GreyPicture> {
  const { data, info } = await asImage(pixels).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: new Uint8Array(data) }
}

/** As a camera sees it: turned a little, and not quite sharp. */
export async function worn(
  pixels: Pixels,
  { degrees, blur }: { readonly degrees: number; readonly blur: number },
): Promise<GreyPicture> {
  const image = asImage(pixels).rotate(degrees, { background: '#d8d8d8' }).blur(blur).greyscale()
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: new Uint8Array(data) }
}

export const pngOf = async ({ data, width, height }: GreyPicture): Promise<Uint8Array> =>
  new Uint8Array(
    await sharp(data, { raw: { width, height, channels: 1 } })
      .png()
      .toBuffer(),
  )
