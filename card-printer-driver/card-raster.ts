import { PDFiumLibrary } from '@hyzyla/pdfium'
import { cardSize } from '../core/card/layout-parts.ts'
import { imageMemory, type Raster } from '../core/printing/image-memory.ts'
import { PageUnreadable } from './scan-back.ts'

const inDots = (millimetres: number) => Math.round((millimetres / 25.4) * imageMemory.dotsPerInch)
const size = { width: inDots(cardSize.width), height: inDots(cardSize.height) }

/** Draws a card's PDF in a printer's dots; opened once per program. */
export class CardRasteriser {
  private readonly pdfium: PDFiumLibrary

  private constructor(pdfium: PDFiumLibrary) {
    this.pdfium = pdfium
  }

  static async open(): Promise<CardRasteriser> {
    return new CardRasteriser(await PDFiumLibrary.init())
  }

  /** Front and back at 300 dpi. Throws PageUnreadable for what is no PDF of two pages. */
  async faces(pdf: Uint8Array): Promise<readonly [Raster, Raster]> {
    const document = await this.pdfium.loadDocument(pdf).catch(() => {
      throw new PageUnreadable()
    })
    try {
      if (document.getPageCount() !== 2) throw new PageUnreadable()
      const face = async (page: number): Promise<Raster> => {
        const { data } = await document.getPage(page).render({ scale: 1, ...size, render: 'bitmap' })
        // PDFium uses its memory again for the next page.
        return { ...size, data: data.slice() }
      }
      return [await face(0), await face(1)]
    } finally {
      document.destroy()
    }
  }

  close(): void {
    this.pdfium.destroy()
  }
}
