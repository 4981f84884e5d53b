import PDFDocument from 'pdfkit'
import type { Weight } from '../card/layout.ts'
import type { CorrectableField } from '../forms/definition.ts'
import type { FormSerial } from '../forms/serial.ts'
import type { DocumentFonts } from './fonts.ts'
import { placeBarcode } from './form-barcode.ts'
import { coarse, inMillimetres, point } from './pdf-operators.ts'
import {
  blockHeight,
  blockBars,
  blockLines,
  blockWords,
  firstBlock,
  lastFoot,
  legendLines,
  page,
  signatureLine,
  type Word,
} from './review-checklist-layout.ts'

/** One form to be visited. */
export interface ChecklistForm {
  /** Order of the visit. */
  readonly place: number
  readonly serial: FormSerial
  /** Commune, and hamlet where it is known; nobody's name. */
  readonly whereabouts: string
  /** Version of the definition that it was printed by. */
  readonly definition: string
}

export interface ChecklistHeading {
  readonly locality: string
  readonly formKind: string
  readonly team: string
  /** 1 or 2. */
  readonly round: number
  /** dd/MM/yyyy – dd/MM/yyyy */
  readonly days: string
  readonly forms: number
}

export interface ChecklistOrder {
  readonly heading: ChecklistHeading
  /** In visiting order; may come from a cursor. */
  readonly forms: AsyncIterable<ChecklistForm> | Iterable<ChecklistForm>
  /** What is checked on a form of a definition. */
  readonly fieldsOf: (definition: string) => readonly CorrectableField[]
  readonly fonts: DocumentFonts
}

interface Sheet {
  readonly document: PDFKit.PDFDocument
  readonly fonts: DocumentFonts
}

/**
 * The checklist of a review on paper, A4, in pieces: for each form its serial with barcode, where it is, and two rows of
 * boxes, missing and wrong, for every item; the numbers are explained at the head of each page. The same order gives the
 * same bytes. Throws RangeError without a form.
 */
export async function* renderReviewChecklist(order: ChecklistOrder): AsyncGenerator<Uint8Array, void, void> {
  const sheet = { document: openDocument(order.heading), fonts: order.fonts }
  let below = Infinity
  let explained = ''
  let pages = 0
  for await (const form of order.forms) {
    const fields = order.fieldsOf(form.definition)
    if (below + blockHeight > lastFoot || explained !== form.definition) {
      explained = form.definition
      below = openPage(sheet, { heading: order.heading, number: ++pages, fields })
      yield* drawn(sheet.document)
    }
    drawForm(sheet, { form, fields, top: below })
    below += blockHeight
  }
  if (pages === 0) throw new RangeError('a checklist has at least one form')
  sheet.document.end()
  for await (const chunk of sheet.document) yield bytesOf(chunk)
}

const bytesOf = (chunk: unknown): Uint8Array => {
  if (chunk instanceof Uint8Array) return chunk
  throw new TypeError('a PDF is bytes')
}

function* drawn(document: PDFKit.PDFDocument): Generator<Uint8Array> {
  for (let chunk: unknown = document.read(); chunk !== null; chunk = document.read()) yield bytesOf(chunk)
}

function openDocument({ formKind }: ChecklistHeading): PDFKit.PDFDocument {
  const options = {
    size: [page.width * point, page.height * point] as [number, number],
    margin: 0,
    autoFirstPage: false,
    lang: 'vi',
    info: {
      Title: `Phiếu kiểm tra, phúc tra (${formKind})`,
      Producer: 'citizen-id',
      Creator: 'citizen-id',
      CreationDate: new Date(0),
    },
  }
  // null keeps pdfkit from opening Helvetica; its types know only names.
  return new PDFDocument({ ...options, font: null as unknown as string })
}

interface PageOpening {
  readonly heading: ChecklistHeading
  readonly number: number
  readonly fields: readonly CorrectableField[]
}

/** Writes the head of a new page; answers where its first form goes. */
function openPage(sheet: Sheet, { heading, number, fields }: PageOpening): number {
  sheet.document.addPage()
  const round = heading.round === 1 ? 'KIỂM TRA, PHÚC TRA' : 'PHÚC TRA LẠI KẾT QUẢ KIỂM TRA'
  const words: Word[] = [
    { text: `PHIẾU ${round} ${heading.formKind}`, x: page.left, foot: 15, size: 13, weight: 'bold' },
    { text: `Trang ${number}`, x: 180, foot: 15, size: 9, weight: 'regular' },
    {
      text: `Địa bàn: ${heading.locality}  ·  ${heading.team}  ·  ${heading.days}  ·  ${heading.forms} phiếu`,
      x: page.left,
      foot: 21,
      size: 9,
      weight: 'semiBold',
    },
    {
      text: 'Đánh dấu × vào ô của mục bị thiếu hoặc sai; phiếu không có lỗi thì đánh dấu ô cuối.',
      x: page.left,
      foot: 26,
      size: 8,
      weight: 'regular',
    },
    ...legendLines(fields, (text, size) => sheet.fonts.regular.measure(text, size) / point),
  ]
  for (const word of [...words, signatureLine]) drawWord(sheet, word)
  return firstBlock(words)
}

interface FormBlock {
  readonly form: ChecklistForm
  readonly fields: readonly CorrectableField[]
  readonly top: number
}

function drawForm(sheet: Sheet, { form, fields, top }: FormBlock): void {
  const bars = placeBarcode(form.serial.replaceAll('-', ''), blockBars(top))
  const operators = [
    '0 g',
    ...bars.map(({ x, y, width, height }) => `${[x, y, width, height].map(coarse).join(' ')} re`),
    'f 0 G 0.2 w',
    ...blockLines(fields.length, top).map(
      ({ x, y, width, height }) => `${[x, y, width, height].map(coarse).join(' ')} re`,
    ),
    'S',
  ]
  sheet.document.addContent(inMillimetres(operators.join('\n')))
  for (const word of blockWords(form, fields, top)) drawWord(sheet, word)
}

/** With a list of features, if an empty one, pdfkit keeps no memory of each text that it has set: serials never recur. */
const asOneLine: PDFKit.Mixins.TextOptions = { lineBreak: false, baseline: 'alphabetic', features: [] }

function drawWord({ document, fonts }: Sheet, { text, x, foot, size, weight, width }: Word): void {
  const source = fonts[weight satisfies Weight].source as unknown as Uint8Array
  const natural = fonts[weight].measure(text, size) / point
  const fitted = width === undefined ? size : Math.min(size, (size * width) / natural)
  document
    .fillColor('#000000')
    .font(source, weight, fitted)
    .text(text, x * point, foot * point, asOneLine)
}
