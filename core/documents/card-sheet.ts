import { deflateSync } from 'node:zlib'
import { sideArt } from '../card/art/card-art.ts'
import type { CardTemplate } from '../card/card-face.ts'
import { cardSize } from '../card/layout-parts.ts'
import type { CardLayout, FaceLayout, Palette, Side } from '../card/layout.ts'
import { assumedText, cardLayout, specimenText } from '../card/templates.ts'
import { type CardFonts, fillColour, fontNames, labelLines, lineOperators, textLine } from './card-text.ts'
import type { DocumentFonts } from './fonts.ts'
import { mrzOutlines, mrzSigns } from './ocr-b.ts'
import { type PdfHead, pdfHead, type PdfObject, pdfText } from './pdf-file.ts'
import { coarse, inMillimetres, point, shapeOperators } from './pdf-operators.ts'

/** Points. */
export const pageSize = { width: cardSize.width * point, height: cardSize.height * point } as const

/**
 * What is the same on every card of a template, drawn and compressed once: fonts, ground, art, specimen mark, titles,
 * labels, the signs of the machine-readable zone, and the two pages. A card adds what is behind `head.count`:
 *
 *   +1 values of the front   +2 values of the back   +3 … pictures, by the slots that the pages name
 */
export interface CardSheet {
  readonly layout: CardLayout
  readonly head: PdfHead
  readonly fonts: CardFonts
  /** `/Root … /Info …` */
  readonly trailer: string
}

/** Pictures of a card by the names that its pages know them by. */
export const pictureSlots = ['PORTRAIT', 'LEFT_INDEX', 'RIGHT_INDEX'] as const
export type PictureSlot = (typeof pictureSlots)[number]
export const pictureName = (slot: PictureSlot) => `/P${pictureSlots.indexOf(slot)}`
export const signName = (sign: string) => `/M${sign.charCodeAt(0)}`

const compressed = (operators: string, dictionary = ''): PdfObject => ({
  dictionary: `${dictionary} /Filter /FlateDecode`,
  stream: new Uint8Array(deflateSync(operators, { level: 9 })),
})

/** Fonts are few and live as long as their program; sheets are kept with them. */
const sheets = new WeakMap<DocumentFonts, Map<string, CardSheet>>()

/** The sheet of a template; `productionKey` as in a card's order. */
export function cardSheet(
  template: CardTemplate,
  fonts: DocumentFonts,
  productionKey: string | null,
): CardSheet {
  const known = sheets.get(fonts) ?? new Map<string, CardSheet>()
  sheets.set(fonts, known)
  const key = `${template} ${productionKey ?? ''}`
  const sheet = known.get(key) ?? drawSheet(cardLayout(template), fonts, productionKey)
  known.set(key, sheet)
  return sheet
}

/*
 *   1 catalogue · 2 pages · 3, 4 front and back · 5 information · 6 resources · 7 ground · 8, 9 what stands on the sides
 *   10 … 24 three fonts · 25 … 61 signs of the machine-readable zone
 */
const first = { front: 8, back: 9, fonts: 10, signs: 25 } as const
const objectsOfFont = 5

function drawSheet(layout: CardLayout, open: DocumentFonts, productionKey: string | null): CardSheet {
  const fonts: CardFonts = {
    regular: open.regular.embedded(),
    semiBold: open.semiBold.embedded(),
    bold: open.bold.embedded(),
  }
  const marked = productionKey === null
  const signs = mrzOutlines((layout.back.mrz ?? layout.front.mrz)?.capHeight ?? 2.4)
  const count = first.signs - 1 + signs.length
  const head = pdfHead([
    '<< /Type /Catalog /Pages 2 0 R /Lang (vi) /ViewerPreferences << /DisplayDocTitle true >> >>',
    '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>',
    pageObject(first.front, count + 1),
    pageObject(first.back, count + 2),
    information(layout, productionKey),
    resources(count),
    ground(layout.palette),
    compressed(sideOperators({ layout, fonts, marked }, 'front')),
    compressed(sideOperators({ layout, fonts, marked }, 'back')),
    ...fonts.regular.objects(first.fonts),
    ...fonts.semiBold.objects(first.fonts + objectsOfFont),
    ...fonts.bold.objects(first.fonts + 2 * objectsOfFont),
    ...signs.map((sign) =>
      compressed(sign, '/Type /XObject /Subtype /Form /BBox [-1 -4 4 2] /Resources << >>'),
    ),
  ])
  return { layout, head, fonts, trailer: '/Root 1 0 R /Info 5 0 R' }
}

const pageObject = (same: number, own: number) =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${coarse(pageSize.width)} ${coarse(pageSize.height)}] /Resources 6 0 R /Contents [${same} 0 R ${own} 0 R] >>`

/** No clock: the same order gives the same bytes. */
function information({ title, law, assumed }: CardLayout, productionKey: string | null): string {
  const mark = productionKey === null ? ` (${specimenText.vi} / ${specimenText.en})` : ''
  const layout = assumed ? ` · ${assumedText.vi} / ${assumedText.en}` : ''
  const keywords = productionKey === null ? '' : ` /Keywords ${pdfText(`production key ${productionKey}`)}`
  return `<< /Title ${pdfText(`${title.vi}${mark}`)} /Subject ${pdfText(`${title.en} · ${law}${layout}`)} /Producer (citizen-id) /Creator (citizen-id)${keywords} >>`
}

function resources(count: number): string {
  const fonts = Object.values(fontNames).map((name, i) => `${name} ${first.fonts + i * objectsOfFont} 0 R`)
  const signs = mrzSigns.map((sign, i) => `${signName(sign)} ${first.signs + i} 0 R`)
  const pictures = pictureSlots.map((slot, i) => `${pictureName(slot)} ${count + 3 + i} 0 R`)
  return [
    `<< /Font << ${fonts.join(' ')} >>`,
    `/XObject << ${[...signs, ...pictures].join(' ')} >>`,
    '/Shading << /Ground 7 0 R >> /ExtGState << /Pale << /ca 0.2 >> >> >>',
  ].join(' ')
}

/** From the left edge over the middle to the right: an axial shading (ISO 32000-1, 8.7.4.5.3). */
function ground({ ground: colours }: Palette): string {
  const [left, middle, right] = colours.map((hex) => fillColour(hex).replace(' rg', ''))
  const half = (from: string | undefined, to: string | undefined) =>
    `<< /FunctionType 2 /Domain [0 1] /C0 [${from}] /C1 [${to}] /N 1 >>`
  const whole = `<< /FunctionType 3 /Domain [0 1] /Functions [${half(left, middle)} ${half(middle, right)}] /Bounds [0.5] /Encode [0 1 0 1] >>`
  return `<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 ${coarse(pageSize.width)} 0] /Function ${whole} /Extend [true true] >>`
}

interface SideDrawing {
  readonly layout: CardLayout
  readonly fonts: CardFonts
  readonly marked: boolean
}

function sideOperators({ layout, fonts, marked }: SideDrawing, side: Side): string {
  const face = layout[side]
  const line = lineOperators.bind(null, fonts, pageSize.height)
  return [
    '/Ground sh',
    inMillimetres(`1 j 1 J\n${shapeOperators(sideArt(layout, side))}`, pageSize.height),
    ...(marked ? specimenOperators(fonts, layout, face) : []),
    ...face.texts.flatMap((text) => [fillColour(text.colour), line(textLine(fonts, text))]),
    fillColour(layout.palette.label),
    ...face.fields.flatMap((field) => labelLines(fonts, field)).map(line),
  ].join('\n')
}

/** Rises from left to right. */
const slant = { cos: Math.cos((18 * Math.PI) / 180), sin: Math.sin((18 * Math.PI) / 180) } as const

/** Large, slanting and pale, under everything that is read; below it, smaller, that the layout is an assumption. */
function specimenOperators(
  fonts: CardFonts,
  { assumed }: CardLayout,
  { specimen }: FaceLayout,
): readonly string[] {
  const { x, y, size } = specimen
  const middle = { x: x * point, y: pageSize.height - y * point }
  const { cos, sin } = slant
  const across = (words: string, height: number, foot: number) => {
    const left = -fonts.bold.measure(words, height) / 2
    return lineOperators(fonts, 0, { text: words, x: left, foot, size: height, weight: 'bold' })
  }
  return [
    `q /Pale gs ${fillColour('#d3122f')}`,
    `${[cos, sin, -sin, cos, middle.x, middle.y].map(coarse).join(' ')} cm`,
    across(`${specimenText.vi} · ${specimenText.en}`, size, 0),
    ...(assumed ? [across(`${assumedText.vi} · ${assumedText.en}`, size * 0.4, size * 0.55)] : []),
    'Q',
  ]
}
