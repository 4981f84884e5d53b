import PDFDocument from 'pdfkit'
import type { Box } from '../card/layout.ts'
import { DomainError } from '../errors.ts'
import type { FormDefinition } from '../forms/definition.ts'
import { formLayout, formPage, type FormLayout } from '../forms/layout.ts'
import type { FormInput, FormText } from '../forms/placed.ts'
import { explainFormSerial, type FormSerial } from '../forms/serial.ts'
import { placeBarcode } from './form-barcode.ts'
import type { DocumentFonts } from './fonts.ts'
import { coarse, inMillimetres, point } from './pdf-operators.ts'

/** A serial of another kind of form than the one that is printed. */
export class SerialOfAnotherForm extends DomainError<'SERIAL_OF_ANOTHER_FORM'> {
  constructor() {
    super('SERIAL_OF_ANOTHER_FORM', {
      vi: 'Số phiếu không thuộc mẫu phiếu đang in.',
      en: 'The serial belongs to another kind of form.',
    })
  }
}

export interface FormBlankOrder {
  readonly definition: FormDefinition
  /** One page each, in this order; may come from a cursor of any length. */
  readonly serials: Iterable<FormSerial> | AsyncIterable<FormSerial>
  readonly fonts: DocumentFonts
}

/**
 * A print run of blank forms as one PDF, A4, a page for each serial, in pieces: of a page that is out about a kilobyte
 * remains, its entry in the tree of pages. The same order gives the same bytes. Throws {@link SerialOfAnotherForm} (what
 * was given out before is then no whole PDF), and RangeError without a serial.
 */
export async function* renderFormBlanks(order: FormBlankOrder): AsyncGenerator<Uint8Array, void, void> {
  const layout = formLayout(order.definition)
  const document = openDocument(order.definition)
  let blank: PDFKit.PDFKitReference | null = null
  for await (const serial of order.serials) {
    if (explainFormSerial(serial).kind !== order.definition.kind) throw new SerialOfAnotherForm()
    document.addPage()
    blank ??= drawBlankOnce(document, layout, order.fonts)
    document.page.xobjects['Blank'] = blank
    document.addContent('/Blank Do')
    document.addContent(inMillimetres(filled(serialBars(serial, layout.barcode))))
    drawText({ document, fonts: order.fonts }, { ...layout.serial, text: serial })
    yield* drawn(document)
  }
  if (!blank) throw new RangeError('a print run has at least one serial')
  document.end()
  for await (const chunk of document) yield bytesOf(chunk)
}

/** Without its hyphens, so that pairs of digits share a bar pattern; reading a serial does not need them. */
const serialBars = (serial: FormSerial, box: Box) => placeBarcode(serial.replaceAll('-', ''), box)

const bytesOf = (chunk: unknown): Uint8Array => {
  if (chunk instanceof Uint8Array) return chunk
  throw new TypeError('a PDF is bytes')
}

/** The bytes that are ready; the stream is never left flowing, so that nothing is drawn ahead of its reader. */
function* drawn(document: PDFKit.PDFDocument): Generator<Uint8Array> {
  for (let chunk: unknown = document.read(); chunk !== null; chunk = document.read()) yield bytesOf(chunk)
}

function openDocument({ kind, title }: FormDefinition): PDFKit.PDFDocument {
  const options = {
    size: [formPage.width * point, formPage.height * point] as [number, number],
    margin: 0,
    autoFirstPage: false,
    lang: 'vi',
    info: {
      Title: `${title.vi} (${kind})`,
      Producer: 'citizen-id',
      Creator: 'citizen-id',
      CreationDate: new Date(0),
    },
  }
  // null keeps pdfkit from opening Helvetica; its types know only names.
  return new PDFDocument({ ...options, font: null as unknown as string })
}

interface Sheet {
  readonly document: PDFKit.PDFDocument
  readonly fonts: DocumentFonts
}

/** All that is the same on every page, drawn once: a form XObject (ISO 32000-1, 8.10) which the pages refer to. */
function drawBlankOnce(
  document: PDFKit.PDFDocument,
  layout: FormLayout,
  fonts: DocumentFonts,
): PDFKit.PDFKitReference {
  const { page } = document
  const ownContent = page.content
  const blank = document.ref({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, page.width, page.height],
  })
  // pdfkit writes to the content of the page: for a while that is the blank.
  page.content = blank
  drawBlank({ document, fonts }, layout)
  page.content = ownContent
  Object.assign(blank.data, { Resources: { Font: { ...page.fonts } } })
  blank.end('')
  return blank
}

function drawBlank(sheet: Sheet, layout: FormLayout): void {
  const operators = [
    filled([...layout.marks, layout.orientation]),
    stroked(layout.rules),
    ...layout.inputs.map(inputOperators),
  ]
  sheet.document.addContent(inMillimetres(operators.join('\n')))
  for (const text of layout.texts) drawText(sheet, text)
}

const rectangle = ({ x, y, width, height }: Box) => `${[x, y, width, height].map(coarse).join(' ')} re`

function filled(boxes: readonly Box[]): string {
  return ['0 g', ...boxes.map(rectangle), 'f'].join('\n')
}

const segment = ({ x, y, width, height }: Box) =>
  `${coarse(x)} ${coarse(y)} m ${coarse(x + width)} ${coarse(y + height)} l`

function stroked(lines: readonly Box[]): string {
  return ['0 G 0.2 w [] 0 d', ...lines.map(segment), 'S'].join('\n')
}

/** Boxes are drawn pale and thin, so that a scan loses them before it loses what was written in them. */
function inputOperators(input: FormInput): string {
  switch (input.kind) {
    case 'LINE': {
      const { x, y, width, height } = input.box
      return `0.35 G 0.2 w [0.3 0.7] 0 d ${segment({ x, y: y + height, width, height: 0 })} S [] 0 d`
    }
    case 'AREA':
      return ''
    case 'CELLS':
      return ['0.45 G 0.2 w [] 0 d', ...input.cells.map(rectangle), 'S'].join('\n')
    case 'TICK':
      return `0 G 0.25 w [] 0 d ${rectangle(input.box)} S`
  }
}

/** With a list of features, if an empty one, pdfkit keeps no memory of each text that it has set: serials never recur. */
const asOneLine: PDFKit.Mixins.TextOptions = { lineBreak: false, baseline: 'alphabetic', features: [] }

/** Words on the line of their feet, in smaller type where they would pass their width. */
function drawText({ document, fonts }: Sheet, { text, x, foot, width, size, weight, align }: FormText): void {
  const natural = fonts[weight].measure(text, size)
  const fitted = Math.min(size, (size * width * point) / natural)
  const spare = width * point - (natural * fitted) / size
  const indent = { left: 0, center: spare / 2, right: spare }[align]
  const source = fonts[weight].source as unknown as Uint8Array
  document
    .fillColor('#000000')
    .font(source, weight, fitted)
    .text(text, x * point + indent, foot * point, asOneLine)
}
