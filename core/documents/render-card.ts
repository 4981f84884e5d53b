import type { CardFace, CardTemplate } from '../card/card-face.ts'
import type { Box, CardLayout, FieldName, PrintedField, PrintedText, Weight } from '../card/layout.ts'
import { cardLayout, labelColour, noExpiryText, specimenText, valueColour } from '../card/templates.ts'
import { formatVietnamese } from '../dates/calendar-date.ts'
import { drawGround, emptyDocument, finish } from './card-document.ts'
import { fitText, leading } from './fit-text.ts'
import type { DocumentFonts } from './fonts.ts'
import { mrzOperators } from './ocr-b.ts'
import { inMillimetres, point, qrOperators } from './pdf-operators.ts'
import { placeQr, quietModules } from './qr-symbol.ts'
import { CharacterNotPrintable, PortraitMismatch, PortraitUnreadable, TextDoesNotFit } from './refusals.ts'

export interface CardOrder {
  readonly template: CardTemplate
  readonly face: CardFace
  /** JPEG or PNG; null exactly where the template has no portrait. */
  readonly portrait: Uint8Array | null
  readonly fonts: DocumentFonts
  /** Only specimens are printed: MẪU / SPECIMEN stands across both sides. */
  readonly specimen: true
}

/** Where the drawing goes: one document, its faces of type. */
interface Sheet {
  readonly document: PDFKit.PDFDocument
  readonly fonts: DocumentFonts
}

/**
 * Both sides of a card (TT 16/2024/TT-BCA) as a PDF of two pages, 85.60 × 53.98 mm: front, back. The same order gives
 * the same bytes. Throws TextDoesNotFit, CharacterNotPrintable, PortraitMismatch, PortraitUnreadable, QrTooDense,
 * MrzNotPrintable: nothing is ever cut or left out.
 */
export async function renderCard(order: CardOrder): Promise<Uint8Array> {
  const layout = cardLayout(order.template)
  if ((layout.front.portrait !== null) !== (order.portrait !== null)) {
    throw new PortraitMismatch(layout.front.portrait !== null)
  }
  const sheet: Sheet = { document: emptyDocument(), fonts: order.fonts }
  drawFront(sheet, layout, order)
  drawBack(sheet, layout, order)
  return await finish(sheet.document)
}

function drawFront(sheet: Sheet, { template, front }: CardLayout, { face, portrait }: CardOrder): void {
  sheet.document.addPage()
  drawGround(sheet.document, template, 'front')
  drawSpecimen(sheet, { size: 19, x: 55.5, y: 38 })
  for (const text of front.texts) drawText(sheet, text)
  for (const field of front.fields) drawField(sheet, field, face)
  if (front.portrait && portrait) drawPortrait(sheet.document, front.portrait, portrait)
}

function drawBack(sheet: Sheet, { template, back }: CardLayout, { face }: CardOrder): void {
  sheet.document.addPage()
  drawGround(sheet.document, template, 'back')
  drawSpecimen(sheet, { size: 21, x: 34, y: 17 })
  for (const text of back.texts) drawText(sheet, text)
  for (const field of back.fields) drawField(sheet, field, face)
  const qr = placeQr(face.qr, back.qr)
  const quiet = quietModules * qr.module
  const plate = (qr.size + 2 * quiet) * point
  sheet.document.rect((qr.x - quiet) * point, (qr.y - quiet) * point, plate, plate).fill('#ffffff')
  sheet.document.addContent(inMillimetres(qrOperators(qr)))
  sheet.document.addContent(inMillimetres(mrzOperators(face.mrz, back.mrz)))
}

interface Line {
  readonly text: string
  /** Points: left edge and the line of the letters' feet. */
  readonly x: number
  readonly foot: number
  readonly size: number
  readonly weight: Weight
}

function drawLine({ document, fonts }: Sheet, { text, x, foot, size, weight }: Line): void {
  const source = fonts[weight].source as unknown as Uint8Array
  document.font(source, weight, size).text(text, x, foot, { lineBreak: false, baseline: 'alphabetic' })
}

function drawText(sheet: Sheet, { text, box, size, weight, align, colour }: PrintedText): void {
  const width = sheet.fonts[weight].measure(text, size)
  const left = align === 'center' ? (box.width * point - width) / 2 : 0
  sheet.document.fillColor(colour)
  drawLine(sheet, { text, x: box.x * point + left, foot: box.y * point + size, size, weight })
}

const sexes = { MALE: 'Nam', FEMALE: 'Nữ' } as const

/** A value as it is printed, in composed letters (NFC), as the type has them. */
function printedValue(face: CardFace, field: FieldName): string {
  switch (field) {
    case 'birthDate':
    case 'issuedOn':
      return formatVietnamese(face[field])
    case 'expiresOn':
      return face.expiresOn ? formatVietnamese(face.expiresOn) : noExpiryText
    case 'sex':
      return sexes[face.sex]
    case 'name':
      return face.name.normalize('NFC').toLocaleUpperCase('vi')
    default:
      return face[field].normalize('NFC')
  }
}

function drawField(sheet: Sheet, field: PrintedField, face: CardFace): void {
  drawLabel(sheet, field)
  const value = printedValue(face, field.field)
  const font = sheet.fonts[field.weight]
  if (font.firstMissing(value) !== null) throw new CharacterNotPrintable(field.field)
  const frame = { width: field.box.width * point, height: field.box.height * point, size: field.size }
  const fitted = fitText(value, frame, font.measure)
  if (!fitted) throw new TextDoesNotFit(field.field)
  sheet.document.fillColor(valueColour)
  for (const [i, text] of fitted.lines.entries()) {
    const foot = field.box.y * point + fitted.size * (1 + i * leading)
    drawLine(sheet, { text, x: field.box.x * point, foot, size: fitted.size, weight: field.weight })
  }
}

const labelSize = { max: 4.7, min: 3.2 } as const

/** `Tiếng Việt / English:` on one line, the Vietnamese heavier. */
function drawLabel(sheet: Sheet, { label, labelBox }: PrintedField): void {
  const english = ` / ${label.en}:`
  const { semiBold, regular } = sheet.fonts
  const natural = semiBold.measure(label.vi, 1) + regular.measure(english, 1)
  const size = Math.max(labelSize.min, Math.min(labelSize.max, (labelBox.width * point) / natural))
  const foot = (labelBox.y + labelBox.height) * point - size * 0.35
  const x = labelBox.x * point
  sheet.document.fillColor(labelColour)
  drawLine(sheet, { text: label.vi, x, foot, size, weight: 'semiBold' })
  drawLine(sheet, { text: english, x: x + semiBold.measure(label.vi, size), foot, size, weight: 'regular' })
}

/** Large, slanting and pale, under everything that is read. */
function drawSpecimen(
  sheet: Sheet,
  at: { readonly size: number; readonly x: number; readonly y: number },
): void {
  const text = `${specimenText.vi} · ${specimenText.en}`
  const { document, fonts } = sheet
  const origin: [number, number] = [at.x * point, at.y * point]
  document.save().rotate(-18, { origin }).fillColor('#d3122f').fillOpacity(0.2)
  const x = origin[0] - fonts.bold.measure(text, at.size) / 2
  drawLine(sheet, { text, x, foot: origin[1], size: at.size, weight: 'bold' })
  document.restore().fillOpacity(1)
}

function drawPortrait(document: PDFKit.PDFDocument, box: Box, portrait: Uint8Array): void {
  const [x, y, width, height] = [box.x * point, box.y * point, box.width * point, box.height * point]
  document.save().rect(x, y, width, height).clip()
  try {
    document.image(Buffer.from(portrait), x, y, { cover: [width, height], align: 'center', valign: 'center' })
  } catch {
    throw new PortraitUnreadable()
  }
  document.restore()
}
