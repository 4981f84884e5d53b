import type { Box } from '../card/layout.ts'
import { drawBarcode, drawLine, drawRule, ink, nextPage, openSheet, type Sheet } from './desk-sheet.ts'
import { finish } from './finish-document.ts'
import type { DocumentFonts } from './fonts.ts'
import { BarcodeTooLong } from './refusals.ts'

/** A sheet of self-adhesive labels, as it is sold: millimetres from the paper's corner. */
interface LabelStock {
  readonly columns: number
  readonly rows: number
  readonly label: Pick<Box, 'width' | 'height'>
  /** Of the first label. */
  readonly first: Pick<Box, 'x' | 'y'>
  /** From one label to the next, gaps included. */
  readonly step: Pick<Box, 'x' | 'y'>
}

/** One blank, for the tray or the sleeve that holds it. */
interface BlankLabel {
  readonly kind: 'BLANK'
  readonly serial: string
}

/** A bundle of blanks with serials in a row: both ends can be scanned. */
interface BundleLabel {
  readonly kind: 'BUNDLE'
  readonly first: string
  readonly last: string
  readonly count: number
}

/** A box of finished cards on its way to the unit that hands them out. */
interface BoxLabel {
  readonly kind: 'BOX'
  readonly parcel: string
  readonly unit: { readonly code: string; readonly name: string }
  readonly cards: number
  readonly box: number
  readonly boxes: number
}

export type Label = BlankLabel | BundleLabel | BoxLabel

/** 21 labels of 63,5 × 38,1 mm (Avery L7160 and its like), 8 of 99,1 × 67,7 mm (L7165). */
const small = {
  columns: 3,
  rows: 7,
  label: { width: 63.5, height: 38.1 },
  first: { x: 7.25, y: 15.15 },
  step: { x: 66, y: 38.1 },
} as const
const large = {
  columns: 2,
  rows: 4,
  label: { width: 99.1, height: 67.7 },
  first: { x: 4.65, y: 13.1 },
  step: { x: 101.6, y: 67.7 },
} as const
const stocks = { BLANK: small, BUNDLE: large, BOX: large } as const satisfies Readonly<
  Record<Label['kind'], LabelStock>
>

const titles = {
  BLANK: 'Nhãn phôi thẻ',
  BUNDLE: 'Nhãn tệp phôi thẻ',
  BOX: 'Nhãn thùng thẻ',
} as const satisfies Readonly<Record<Label['kind'], string>>

/** What a scanner reads from a box: its parcel and which of its boxes it is. */
export const boxCode = ({ parcel, box }: Pick<BoxLabel, 'parcel' | 'box'>): string =>
  `${parcel}-${String(box).padStart(2, '0')}`

/**
 * Labels of one kind as a PDF of A4 sheets, in their order, row by row, to be printed without scaling. The same labels give the same
 * bytes. Throws {@link BarcodeTooLong}, RangeError without a label or with labels of two stocks.
 */
export async function renderLabelSheets(labels: readonly Label[], fonts: DocumentFonts): Promise<Uint8Array> {
  const [first] = labels
  if (!first || labels.some(({ kind }) => kind !== first.kind))
    throw new RangeError('labels of one kind, at least one')
  const stock: LabelStock = stocks[first.kind]
  const sheet = openSheet(titles[first.kind], fonts)
  for (const [i, label] of labels.entries()) {
    const place = i % (stock.columns * stock.rows)
    if (i > 0 && place === 0) nextPage(sheet)
    drawLabel(sheet, label, boxOf(stock, place))
  }
  return finish(sheet.document)
}

function boxOf({ columns, label, first, step }: LabelStock, place: number): Box {
  const [column, row] = [place % columns, Math.floor(place / columns)]
  return { ...label, x: first.x + column * step.x, y: first.y + row * step.y }
}

/** Printers shift a sheet a little: nothing is drawn so near to a label's edge. Its barcode keeps its own quiet zone besides. */
const margin = 3

function drawLabel(sheet: Sheet, label: Label, whole: Box): void {
  const box = {
    x: whole.x + margin,
    y: whole.y + margin,
    width: whole.width - 2 * margin,
    height: whole.height - 2 * margin,
  }
  if (label.kind === 'BLANK') return drawBlank(sheet, label, box)
  return label.kind === 'BUNDLE' ? drawBundle(sheet, label, box) : drawBox(sheet, label, box)
}

interface Words {
  readonly text: string
  /** From the top of the label. */
  readonly foot: number
  readonly size: number
  readonly isBold?: boolean
  readonly isQuiet?: boolean
}

function drawWords(sheet: Sheet, { x, y, width }: Box, words: Words): void {
  const { text, foot, size, isBold = false, isQuiet = false } = words
  drawLine(sheet, {
    text,
    x,
    foot: y + foot,
    size,
    width,
    align: 'center',
    weight: isBold ? 'bold' : 'regular',
    colour: isQuiet ? ink.label : ink.text,
  })
}

/** The bars and, under them, what they say. */
function drawCode(
  sheet: Sheet,
  box: Box,
  code: { readonly text: string; readonly top: number; readonly height: number },
): void {
  const { text, top, height } = code
  try {
    drawBarcode(sheet, text, { ...box, y: box.y + top, height })
  } catch (error) {
    throw error instanceof RangeError ? new BarcodeTooLong() : error
  }
  drawWords(sheet, box, { text, foot: top + height + 5, size: 11, isBold: true })
}

function drawBlank(sheet: Sheet, { serial }: BlankLabel, box: Box): void {
  drawWords(sheet, box, { text: 'PHÔI THẺ CĂN CƯỚC', foot: 4, size: 8, isQuiet: true })
  drawCode(sheet, box, { text: serial, top: 7, height: 16 })
}

function drawBundle(sheet: Sheet, { first, last, count }: BundleLabel, box: Box): void {
  drawWords(sheet, box, { text: `PHÔI THẺ CĂN CƯỚC · ${count} PHÔI`, foot: 5, size: 11, isBold: true })
  drawCode(sheet, box, { text: first, top: 9, height: 15 })
  drawWords(sheet, box, { text: 'đến / to', foot: 34.5, size: 8, isQuiet: true })
  drawCode(sheet, box, { text: last, top: 37, height: 15 })
}

function drawBox(sheet: Sheet, label: BoxLabel, box: Box): void {
  const { unit, cards, box: nth, boxes } = label
  drawWords(sheet, box, { text: 'THẺ CĂN CƯỚC · NƠI NHẬN', foot: 4, size: 8, isQuiet: true })
  drawWords(sheet, box, { text: unit.name, foot: 11, size: 15, isBold: true })
  drawWords(sheet, box, { text: `Mã đơn vị ${unit.code}`, foot: 16, size: 9, isQuiet: true })
  drawRule(sheet, { x: box.x, y: box.y + 19, width: box.width })
  drawCode(sheet, box, { text: boxCode(label), top: 22, height: 20 })
  drawRule(sheet, { x: box.x, y: box.y + 50, width: box.width })
  drawWords(sheet, box, { text: `Thùng ${nth}/${boxes} · ${cards} thẻ`, foot: 57.5, size: 14, isBold: true })
}
