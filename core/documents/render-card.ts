import { deflateSync } from 'node:zlib'
import type { CardFace, CardTemplate } from '../card/card-face.ts'
import type { Box, FaceLayout, PrintedField, Side } from '../card/layout.ts'
import { mayBeBlank, printedValue } from '../card/printed-value.ts'
import { codedItem, symbolText } from '../card/symbol-text.ts'
import { placeCardBarcode } from './card-barcode.ts'
import { type CardPicture, readPicture } from './card-picture.ts'
import {
  type CardSheet,
  cardSheet,
  pageSize,
  pictureName,
  type PictureSlot,
  pictureSlots,
  signName,
} from './card-sheet.ts'
import { fillColour, lineOperators } from './card-text.ts'
import { fitText, leading } from './fit-text.ts'
import type { DocumentFonts } from './fonts.ts'
import { mrzOperators } from './ocr-b.ts'
import { pdfFile, type PdfObject } from './pdf-file.ts'
import { coarse, inMillimetres, point, symbolOperators } from './pdf-operators.ts'
import type { DotsPerInch, PrintedSymbol } from './printed-symbol.ts'
import {
  CharacterNotPrintable,
  FieldMissing,
  PortraitMismatch,
  PortraitUnreadable,
  SymbolContentMissing,
  TextDoesNotFit,
} from './refusals.ts'

export interface CardOrder {
  readonly template: CardTemplate
  readonly face: CardFace
  /** JPEG or PNG; null exactly where the template has no portrait. */
  readonly portrait: Uint8Array | null
  /** Pictures of the index fingers for templates that print them; a finger that there is none of leaves its box empty. */
  readonly fingerprints?: { readonly left: Uint8Array | null; readonly right: Uint8Array | null }
  readonly fonts: DocumentFonts
  /** Of the printer: symbols are drawn in its dots. */
  readonly dotsPerInch?: DotsPerInch
  /**
   * Name of the key that lets this installation print cards in force: the first sixteen digits of its SHA-256, kept in the
   * file's metadata. null: MẪU / SPECIMEN stands across both sides.
   */
  readonly productionKey: string | null
}

/** One card on its sheet. */
interface Card {
  readonly sheet: CardSheet
  readonly order: CardOrder
  readonly pictures: ReadonlyMap<PictureSlot, CardPicture>
}

/**
 * Both sides of a card as a PDF of two pages, 85.60 × 53.98 mm: front, back. The same order gives the same bytes. Throws
 * TextDoesNotFit, CharacterNotPrintable, FieldMissing, PortraitMismatch, PortraitUnreadable, QrTooDense, BarcodeTooLong,
 * SymbolContentMissing, MrzNotPrintable: nothing is ever cut or left out.
 */
export function renderCard(order: CardOrder): Uint8Array {
  const sheet = cardSheet(order.template, order.fonts, order.productionKey)
  const card: Card = { sheet, order, pictures: picturesOf(order, sheet) }
  const tail: readonly PdfObject[] = [
    content(card, 'front'),
    content(card, 'back'),
    // A page names every slot: an empty one is the null object.
    ...pictureSlots.map((slot) => card.pictures.get(slot)?.object ?? 'null'),
  ]
  return pdfFile(sheet.head, tail, sheet.trailer)
}

function picturesOf(order: CardOrder, { layout }: CardSheet): ReadonlyMap<PictureSlot, CardPicture> {
  const wanted = layout.front.portrait !== null
  if (wanted !== (order.portrait !== null)) throw new PortraitMismatch(wanted)
  const sources: Readonly<Record<PictureSlot, Uint8Array | null | undefined>> = {
    PORTRAIT: order.portrait,
    LEFT_INDEX: order.fingerprints?.left,
    RIGHT_INDEX: order.fingerprints?.right,
  }
  const pictures = new Map<PictureSlot, CardPicture>()
  for (const slot of pictureSlots) {
    const source = sources[slot]
    if (!source) continue
    const picture = readPicture(source)
    if (!picture) throw new PortraitUnreadable()
    pictures.set(slot, picture)
  }
  return pictures
}

/** What stands on one side of this card alone. */
function content(card: Card, side: Side): PdfObject {
  const face = card.sheet.layout[side]
  const operators = [
    fillColour(card.sheet.layout.palette.value),
    ...face.fields.flatMap((field) => fieldOperators(card, field)),
    ...pictureOperators(card, face),
    inMillimetres(machineOperators(card, face), pageSize.height),
  ].join('\n')
  return { dictionary: '/Filter /FlateDecode', stream: new Uint8Array(deflateSync(operators, { level: 3 })) }
}

function fieldOperators({ sheet, order }: Card, field: PrintedField): readonly string[] {
  const value = printedValue(order.face, field.field)
  if (value === null || (value === '' && !mayBeBlank.includes(field.field))) throw new FieldMissing(field)
  const font = sheet.fonts[field.weight]
  if (font.firstMissing(value) !== null) throw new CharacterNotPrintable(field)
  const frame = { width: field.box.width * point, height: field.box.height * point, size: field.size }
  const fitted = fitText(value, frame, font.measure)
  if (!fitted) throw new TextDoesNotFit(field)
  return fitted.lines.map((text, i) => {
    const foot = field.box.y * point + fitted.size * (1 + i * leading)
    const line = { text, x: field.box.x * point, foot, size: fitted.size, weight: field.weight }
    return lineOperators(sheet.fonts, pageSize.height, line)
  })
}

function pictureOperators({ pictures }: Card, face: FaceLayout): readonly string[] {
  const places = [
    ...(face.portrait ? [{ slot: 'PORTRAIT' as const, box: face.portrait }] : []),
    ...face.fingerprints.map(({ finger, box }) => ({ slot: finger, box })),
  ]
  return places.flatMap(({ slot, box }) => {
    const picture = pictures.get(slot)
    return picture ? [coverOperators(pictureName(slot), picture, box)] : []
  })
}

/** A picture that covers its box from the middle outwards; what stands over is cut off. */
function coverOperators(name: string, { width, height }: CardPicture, box: Box): string {
  const [boxWidth, boxHeight] = [box.width * point, box.height * point]
  const scale = Math.max(boxWidth / width, boxHeight / height)
  const [x, y] = [box.x * point, pageSize.height - (box.y + box.height) * point]
  const left = x + (boxWidth - width * scale) / 2
  const foot = y + (boxHeight - height * scale) / 2
  const clip = `${[x, y, boxWidth, boxHeight].map(coarse).join(' ')} re W n`
  return `q ${clip} ${coarse(width * scale)} 0 0 ${coarse(height * scale)} ${coarse(left)} ${coarse(foot)} cm ${name} Do Q`
}

/** Symbols on white plates, and the machine-readable zone; in millimetres. */
function machineOperators({ order }: Card, { barcodes, mrz }: FaceLayout): string {
  const { face, dotsPerInch = 300 } = order
  return [
    ...barcodes.flatMap((place) => {
      const text = symbolText(place.content, (item) => codedItem(face, item))
      if (text === null) throw new SymbolContentMissing(place)
      const symbol = placeCardBarcode(place, text, dotsPerInch)
      return [plate(symbol), symbolOperators(symbol)]
    }),
    mrz ? mrzOperators(face.mrz, mrz, signName) : '',
  ].join('\n')
}

/** The quiet zone: white, whatever the ground. */
function plate({ x, y, width, height, module, quiet }: PrintedSymbol): string {
  const [across, down] = [quiet.across * module, quiet.down * module]
  const box = [x - across, y - down, width + 2 * across, height + 2 * down]
  return `1 g ${box.map((value) => String(Math.round(value * 1e5) / 1e5)).join(' ')} re f`
}
