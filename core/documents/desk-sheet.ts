/** A4 papers that a desk prints: an empty one, and what is drawn on it. All measures are millimetres, type sizes points. */
import PDFDocument from 'pdfkit'
import type { Box, Weight } from '../card/layout.ts'
import { fitText } from './fit-text.ts'
import type { DocumentFonts } from './fonts.ts'
import { placeBarcode } from './form-barcode.ts'
import { coarse, inMillimetres, point, symbolOperators } from './pdf-operators.ts'
import { placeQr } from './qr-symbol.ts'

export const a4 = { width: 210, height: 297, left: 18, right: 192 } as const
export const ink = {
  text: '#16181d',
  label: '#5a6270',
  rule: '#c9ced6',
  accent: '#1f3f77',
  tint: '#eef2f8',
} as const

export interface Sheet {
  readonly document: PDFKit.PDFDocument
  readonly fonts: DocumentFonts
}

/** One empty page; the bytes depend on nothing but what is drawn. */
export function openSheet(title: string, fonts: DocumentFonts): Sheet {
  const info = { Title: title, Producer: 'citizen-id', Creator: 'citizen-id', CreationDate: new Date(0) }
  const size: [number, number] = [a4.width * point, a4.height * point]
  // null keeps pdfkit from opening Helvetica; its types know only names.
  const font = null as unknown as string
  const document = new PDFDocument({ size, margin: 0, autoFirstPage: false, lang: 'vi', info, font })
  document.addPage()
  return { document, fonts }
}

/** Nothing is set below it. */
export const lastFoot = 284

/** Turns to a new page; answers where its first thing may begin. */
export function nextPage({ document }: Sheet): number {
  document.addPage()
  return 18
}

export interface Line {
  readonly text: string
  readonly x: number
  /** Where its letters stand. */
  readonly foot: number
  readonly size: number
  readonly weight?: Weight
  readonly colour?: string
  readonly align?: 'left' | 'center' | 'right'
  /** What it may fill: wider words are set smaller. */
  readonly width?: number
}

/** With a list of features, if an empty one, pdfkit keeps no memory of each text that it has set. */
const asOneLine: PDFKit.Mixins.TextOptions = { lineBreak: false, baseline: 'alphabetic', features: [] }

export function drawLine({ document, fonts }: Sheet, line: Line): void {
  const { text, x, foot, size, weight = 'regular', colour = ink.text, align = 'left', width } = line
  if (text === '') return
  const natural = fonts[weight].measure(text, size) / point
  const fitted = width === undefined ? size : Math.min(size, (size * width) / natural)
  const spare = width === undefined ? 0 : width - (natural * fitted) / size
  const indent = { left: 0, center: spare / 2, right: spare }[align]
  document
    .fillColor(colour)
    .font(fonts[weight].source as unknown as Uint8Array, weight, fitted)
    .text(text, (x + indent) * point, foot * point, asOneLine)
}

export interface Paragraph extends Omit<Line, 'foot' | 'width' | 'align'> {
  readonly top: number
  readonly width: number
  /** Smallest type, for a word that is wider than the paragraph. */
  readonly least?: number
}

/** Height of a line as a part of the type size. */
const lineHeight = 1.42

interface Broken {
  readonly lines: readonly string[]
  /** Points. */
  readonly size: number
  /** From line to line, millimetres. */
  readonly step: number
}

function broken(
  { fonts }: Sheet,
  { text, width, size, weight = 'regular', least = size * 0.6 }: Paragraph,
): Broken {
  const frame = { width: width * point, height: Number.MAX_SAFE_INTEGER, size: { min: least, max: size } }
  const fitted = fitText(text, frame, fonts[weight].measure)
  const used = fitted?.size ?? least
  return { lines: fitted?.lines ?? [text], size: used, step: (used * lineHeight) / point }
}

/** Words in as many lines as they take; answers where the next thing may begin. */
export function drawParagraph(sheet: Sheet, paragraph: Paragraph): number {
  const { top } = paragraph
  const { lines, size, step } = broken(sheet, paragraph)
  lines.forEach((words, i) => {
    drawLine(sheet, { ...paragraph, text: words, size, foot: top + step * (i + 0.74) })
  })
  return top + step * Math.max(1, lines.length)
}

export interface Item {
  readonly label: string
  readonly value: string
}

export interface ItemColumns {
  readonly x: number
  readonly width: number
  readonly labelWidth: number
}

const itemPadding = 0.9

function itemParagraphs({ label, value }: Item, { x, width, labelWidth }: ItemColumns, top: number) {
  return [
    { text: label, x, top, width: labelWidth - 3, size: 8.5, colour: ink.label },
    {
      text: value === '' ? '—' : value,
      x: x + labelWidth,
      top,
      width: width - labelWidth,
      size: 9.5,
      weight: 'semiBold',
    },
  ] as const satisfies readonly Paragraph[]
}

/** What an item takes of the page. */
export function itemHeight(sheet: Sheet, item: Item, columns: ItemColumns): number {
  const heights = itemParagraphs(item, columns, 0).map((paragraph) => {
    const { lines, step } = broken(sheet, paragraph)
    return step * Math.max(1, lines.length)
  })
  return Math.max(...heights) + 2 * itemPadding
}

/** Labels in a column, what they mean beside it, a fine rule between; answers where the next thing may begin. */
export function drawItems(
  sheet: Sheet,
  items: readonly Item[],
  columns: ItemColumns & { readonly top: number },
): number {
  let { top } = columns
  for (const [i, item] of items.entries()) {
    if (i > 0) drawRule(sheet, { x: columns.x, y: top, width: columns.width })
    const bottoms = itemParagraphs(item, columns, top + itemPadding).map((one) => drawParagraph(sheet, one))
    top = Math.max(...bottoms) + itemPadding
  }
  return top
}

export function drawRule(
  { document }: Sheet,
  {
    x,
    y,
    width,
    colour = ink.rule,
  }: { readonly x: number; readonly y: number; readonly width: number; readonly colour?: string },
): void {
  document
    .lineWidth(0.5)
    .strokeColor(colour)
    .moveTo(x * point, y * point)
    .lineTo((x + width) * point, y * point)
    .stroke()
}

export function drawPanel(
  { document }: Sheet,
  { x, y, width, height }: Box,
  { fill = null, stroke = null }: { readonly fill?: string | null; readonly stroke?: string | null },
): void {
  const panel = document.roundedRect(x * point, y * point, width * point, height * point, 2 * point)
  if (fill) panel.fill(fill)
  if (stroke) {
    document
      .roundedRect(x * point, y * point, width * point, height * point, 2 * point)
      .lineWidth(0.6)
      .stroke(stroke)
  }
}

/** A small title in the accent's colour with a rule under it; answers where its section begins. */
export function drawHeading(
  sheet: Sheet,
  text: string,
  at: { readonly x: number; readonly top: number; readonly width: number },
): number {
  const { x, top, width } = at
  drawLine(sheet, { text, x, foot: top + 3.6, size: 9.5, weight: 'bold', colour: ink.accent, width })
  drawRule(sheet, { x, y: top + 5.2, width, colour: ink.accent })
  return top + 6.2
}

/** Code 128; its text stands below it. Throws RangeError where it is too long for the box. */
export function drawBarcode(sheet: Sheet, text: string, box: Box): void {
  const bars = placeBarcode(text, box).map((bar) =>
    [bar.x, bar.y, bar.width, bar.height].map(coarse).join(' ').concat(' re'),
  )
  sheet.document.addContent(inMillimetres(['0 g', ...bars, 'f'].join('\n')))
}

/** Throws QrTooDense where the text needs a larger box. */
export function drawQr(sheet: Sheet, text: string, box: Box): void {
  sheet.document.addContent(inMillimetres(symbolOperators(placeQr(text, box, { quiet: 0 }))))
}

/** JPEG or PNG, whole within its box. */
export function drawPicture({ document }: Sheet, picture: Uint8Array, { x, y, width, height }: Box): void {
  const source = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength)
  document.image(source, x * point, y * point, {
    fit: [width * point, height * point],
    align: 'center',
    valign: 'center',
  })
}
