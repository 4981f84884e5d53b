import { drawHead } from './desk-letterhead.ts'
import {
  a4,
  drawHeading,
  drawItems,
  drawLine,
  drawParagraph,
  drawRule,
  ink,
  itemHeight,
  lastFoot,
  nextPage,
  openSheet,
  type Sheet,
} from './desk-sheet.ts'
import { finish } from './finish-document.ts'
import type { DocumentFonts } from './fonts.ts'
import { kindsOfMinutes, type MinutesBody, type MinutesSignature, signingParts } from './minutes.ts'
import { contentOfMinutes, type MinutesColumn, type MinutesContent, spokenMoment } from './minutes-content.ts'

export interface MinutesPaper {
  readonly number: string
  /** Where it was written. */
  readonly office: string
  /** ISO 8601. */
  readonly at: string
  readonly body: MinutesBody
  readonly signatures: readonly MinutesSignature[]
}

const whole = { x: a4.left, width: a4.right - a4.left } as const
const rowHeight = 5.2

/** Biên bản as a PDF, A4, still to be signed by the system. The same record gives the same bytes. */
export async function renderMinutes(paper: MinutesPaper, fonts: DocumentFonts): Promise<Uint8Array> {
  const { number, office, at, body, signatures } = paper
  const { title } = kindsOfMinutes[body.kind]
  const sheet = openSheet(`${title.vi} ${number}`, fonts)
  const head = drawHead(sheet, { office, mark: `Số: ${number}`, title })
  const opening = `Số: ${number}. Lập lúc ${spokenMoment(at)}, tại ${office}.`
  let top = drawParagraph(sheet, { text: opening, ...whole, top: head, size: 10 }) + 3
  top = drawSection(sheet, 'I. THÀNH PHẦN', top)
  top = drawParts(sheet, signatures, top) + 4
  const content = contentOfMinutes(body)
  top = drawSection(sheet, 'II. NỘI DUNG', top)
  top = drawContent(sheet, content, top) + 4
  // Heading and words together: a conclusion that somebody typed takes several lines.
  const words = { label: '', value: content.conclusion }
  const height = sectionHeight + itemHeight(sheet, words, { ...whole, labelWidth: 4 }) + 5
  top = drawSection(sheet, 'III. KẾT LUẬN', roomFor(sheet, top, height))
  top = drawParagraph(sheet, { text: content.conclusion, ...whole, top: top + 1, size: 10 }) + 4
  drawSignatures(sheet, signatures, top)
  return finish(sheet.document)
}

/** Where something of a height may begin: here, or on the next page. */
function roomFor(sheet: Sheet, top: number, height: number): number {
  return top + height > lastFoot ? nextPage(sheet) : top
}

const sectionHeight = 7

function drawSection(sheet: Sheet, text: string, top: number): number {
  return drawHeading(sheet, text, { ...whole, top: roomFor(sheet, top, 14) })
}

const columns = { ...whole, labelWidth: 62 } as const

function drawEach(
  sheet: Sheet,
  items: readonly { readonly label: string; readonly value: string }[],
  from: number,
): number {
  let top = from
  for (const item of items) {
    top = roomFor(sheet, top, itemHeight(sheet, item, columns))
    top = drawItems(sheet, [item], { ...columns, top })
  }
  return top
}

function drawParts(sheet: Sheet, signatures: readonly MinutesSignature[], top: number): number {
  return drawEach(
    sheet,
    signatures.map(({ name, part }, i) => ({ label: `${i + 1}. ${signingParts[part].vi}`, value: name })),
    top,
  )
}

function drawContent(sheet: Sheet, { items, table }: MinutesContent, top: number): number {
  const below = drawEach(sheet, items, top)
  if (!table) return below
  const title = { text: table.title, size: 9.5, weight: 'semiBold', ...whole } as const
  let next = roomFor(sheet, below + 2, 4 * rowHeight)
  drawLine(sheet, { ...title, foot: next + 4 })
  next = drawRow(sheet, headRow(table.columns), next + rowHeight)
  for (const [i, cells] of table.rows.entries()) {
    if (next + rowHeight > lastFoot) next = drawRow(sheet, headRow(table.columns), nextPage(sheet))
    next = drawRow(sheet, { columns: table.columns, cells: [String(i + 1), ...cells], isHead: false }, next)
  }
  return next
}

interface Row {
  readonly columns: readonly MinutesColumn[]
  /** The number of the row first. */
  readonly cells: readonly string[]
  readonly isHead: boolean
}

const headRow = (head: readonly MinutesColumn[]): Row => ({
  columns: head,
  cells: ['TT', ...head.map(({ title }) => title)],
  isHead: true,
})

const numberWidth = 11

function drawRow(sheet: Sheet, { columns: of, cells, isHead }: Row, top: number): number {
  const shares = of.reduce((sum, { share }) => sum + share, 0)
  const widths = [numberWidth, ...of.map(({ share }) => ((whole.width - numberWidth) * share) / shares)]
  let x: number = whole.x
  for (const [i, text] of cells.entries()) {
    const width = widths[i] ?? 0
    drawLine(sheet, {
      text,
      x,
      foot: top + 3.7,
      size: 8.5,
      weight: isHead ? 'semiBold' : 'regular',
      colour: isHead ? ink.label : ink.text,
      width: width - 2,
    })
    x += width
  }
  drawRule(sheet, { ...whole, y: top + rowHeight, colour: isHead ? ink.accent : ink.rule })
  return top + rowHeight
}

const signatureHeight = 30

/** Three beside each other; each says by whom and when it was given in their own session. */
function drawSignatures(sheet: Sheet, signatures: readonly MinutesSignature[], from: number): void {
  const perLine = 3
  let top = from
  for (let at = 0; at < signatures.length; at += perLine) {
    const line = signatures.slice(at, at + perLine)
    top = roomFor(sheet, top, signatureHeight)
    const width = whole.width / line.length
    line.forEach(({ name, part, at: signedAt }, i) => {
      const column = { x: whole.x + i * width, width: width - 4, align: 'center' } as const
      drawLine(sheet, {
        ...column,
        text: signingParts[part].vi.toLocaleUpperCase('vi'),
        foot: top + 4,
        size: 9.5,
        weight: 'bold',
      })
      drawLine(sheet, { ...column, text: '(đã ký điện tử)', foot: top + 9, size: 8, colour: ink.label })
      drawLine(sheet, { ...column, text: name, foot: top + 20, size: 10, weight: 'semiBold' })
      drawLine(sheet, {
        ...column,
        text: spokenMoment(signedAt),
        foot: top + 25,
        size: 7.5,
        colour: ink.label,
      })
    })
    top += signatureHeight
  }
}
