import { PDFiumLibrary } from '@hyzyla/pdfium'

/** A page as pixels: red, green, blue and alpha of each, row by row. */
export interface PagePixels {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

/** A page of any size that a PDF may claim is no more than this many pixels long. */
const longestSide = 4000

let opened: Promise<PDFiumLibrary> | undefined

/**
 * The pages of a PDF as pixels, `dpi` dots to the inch; at most `most` of them. Null where the bytes are no PDF that opens. The
 * library is opened at the first use and kept: some 40 ms.
 */
export async function readPdf(
  bytes: Uint8Array,
  { dpi, most }: { readonly dpi: number; readonly most: number },
): Promise<readonly PagePixels[] | null> {
  opened ??= PDFiumLibrary.init()
  const library = await opened
  const document = await library.loadDocument(bytes).catch(() => null)
  if (!document) return null
  try {
    const pages: PagePixels[] = []
    for (let i = 0; i < Math.min(document.getPageCount(), most); i++) {
      const page = document.getPage(i)
      const { originalWidth, originalHeight } = page.getOriginalSize()
      const scale = Math.min(dpi / 72, longestSide / Math.max(originalWidth, originalHeight))
      const { data, width, height } = await page.render({ scale, render: 'bitmap' })
      pages.push({ data: new Uint8Array(data), width, height })
    }
    return pages
  } finally {
    document.destroy()
  }
}
