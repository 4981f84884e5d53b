import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { DomainError } from '../core/errors.ts'
import { decodeBase45 } from '../core/qr/base45.ts'

/** The printed page cannot be looked at: not a PDF, or none of two sides. */
export class PageUnreadable extends DomainError<'PAGE_UNREADABLE'> {
  constructor() {
    super('PAGE_UNREADABLE', {
      vi: 'Không đọc được ảnh thẻ vừa in. Hãy kiểm tra camera trên khay ra.',
      en: 'The picture of the printed card cannot be read. Check the camera above the output tray.',
    })
  }
}

/** There is a back, but no QR on it that can be read. */
export class QrNotFound extends DomainError<'QR_NOT_FOUND'> {
  constructor() {
    super('QR_NOT_FOUND', {
      vi: 'Không đọc được mã QR trên thẻ vừa in. Thẻ bị coi là hỏng.',
      en: 'No readable QR on the printed card. The card counts as spoiled.',
    })
  }
}

/** What the QRs on a printed back say. */
export interface CardCodes {
  readonly qr: string
  /** null: there is none, or it cannot be read. */
  readonly signedQr: string | null
}

/** Printer's dots to the inch over a PDF's units to the inch. */
const scale = 300 / 72
/** QRs stand on the second page. */
const back = 1
/** No template has more. */
const most = 2

const isPng = (bytes: Uint8Array) =>
  bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47

/** Reads printed cards; opened once per program. */
export class CardReader {
  private readonly pdfium: PDFiumLibrary

  private constructor(pdfium: PDFiumLibrary) {
    this.pdfium = pdfium
  }

  static async open(): Promise<CardReader> {
    const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
    const bytes = new Uint8Array(await readFile(wasm))
    // Given its bytes, the decoder does not ask the network for them.
    await prepareZXingModule({ overrides: { wasmBinary: bytes.buffer }, fireImmediately: true })
    return new CardReader(await PDFiumLibrary.init())
  }

  /**
   * The texts of the QRs on a card's back, a PDF's second page at 300 dpi or a camera's PNG, told apart by what they hold: the bars
   * between the fields of the ordinary one are no signs of base45. Throws {@link PageUnreadable}, {@link QrNotFound}.
   */
  async readQrs(page: Uint8Array): Promise<CardCodes> {
    const image = isPng(page) ? Uint8Array.from(page) : await this.rasterise(page)
    const found = await readBarcodes(image, {
      formats: ['QRCode'],
      tryHarder: false,
      maxNumberOfSymbols: most,
    }).catch(() => {
      throw new PageUnreadable()
    })
    const texts = found.filter((symbol) => symbol.isValid).map(({ text }) => text)
    const qr = texts.find((text) => text.includes('|'))
    if (qr === undefined) throw new QrNotFound()
    return { qr, signedQr: texts.find((text) => text !== qr && decodeBase45(text) !== null) ?? null }
  }

  private async rasterise(page: Uint8Array) {
    const document = await this.pdfium.loadDocument(page).catch(() => {
      throw new PageUnreadable()
    })
    try {
      if (document.getPageCount() !== 2) throw new PageUnreadable()
      const picture = await document.getPage(back).render({ scale, render: 'bitmap' })
      return {
        data: new Uint8ClampedArray(picture.data),
        width: picture.width,
        height: picture.height,
        colorSpace: 'srgb' as const,
      }
    } finally {
      document.destroy()
    }
  }

  close(): void {
    this.pdfium.destroy()
  }
}
