import type { ParcelLine } from '../production/parcel.ts'
import { drawHead, drawSigners } from './desk-letterhead.ts'
import {
  a4,
  drawBarcode,
  drawItems,
  drawLine,
  drawParagraph,
  drawRule,
  ink,
  lastFoot,
  nextPage,
  openSheet,
  type Sheet,
} from './desk-sheet.ts'
import { finish } from './finish-document.ts'
import type { DocumentFonts } from './fonts.ts'

/** The list that lies in a sealed parcel. Cards by the number of their blank and the code of their file: nobody's name. */
export interface ParcelList {
  readonly number: string
  /** Where it was made up. */
  readonly office: string
  readonly to: { readonly code: string; readonly name: string }
  readonly sealNumber: string
  /** dd/MM/yyyy HH:mm */
  readonly sealedAt: string
  readonly sealedBy: string
  readonly listSha256: string
  /** In the order of boxes and positions. */
  readonly lines: readonly ParcelLine[]
}

const title = { vi: 'DANH SÁCH KIỆN THẺ CĂN CƯỚC', en: 'List of a parcel of identity cards' } as const
const whole = { x: a4.left, width: a4.right - a4.left } as const
const columns = 2
const gutter = 8
const columnWidth = (whole.width - gutter * (columns - 1)) / columns
const rowHeight = 4.5
const signersHeight = 34

/** A4, still to be signed by the system. The same list gives the same bytes. */
export async function renderParcelList(list: ParcelList, fonts: DocumentFonts): Promise<Uint8Array> {
  const sheet = openSheet(`${title.vi} ${list.number}`, fonts)
  let top = drawHead(sheet, { office: list.office, mark: `Kiện ${list.number}`, title })
  drawBarcode(sheet, list.number, { ...whole, y: top + 1, height: 14 })
  drawLine(sheet, { ...whole, text: list.number, foot: top + 21, size: 14, weight: 'bold', align: 'center' })
  top = drawItems(sheet, itemsOf(list), { ...whole, top: top + 26, labelWidth: 46 }) + 4
  for (const lines of boxesOf(list.lines)) top = drawBox(sheet, list, { lines, top })
  drawEnd(sheet, top)
  return finish(sheet.document)
}

function itemsOf(list: ParcelList) {
  const boxes = boxesOf(list.lines)
  return [
    { label: 'Nơi nhận', value: `${list.to.name} (${list.to.code})` },
    { label: 'Số thẻ', value: String(list.lines.length) },
    {
      label: 'Số hộp',
      value: `${boxes.length} (${boxes.map((lines) => `hộp ${lines[0]?.box ?? ''}: ${lines.length}`).join('; ')})`,
    },
    { label: 'Số niêm phong', value: list.sealNumber },
    { label: 'Niêm phong lúc', value: [list.sealedAt, list.sealedBy].filter(Boolean).join(', ') },
    { label: 'SHA-256 của danh sách', value: list.listSha256 },
  ]
}

/** The lines of each box; a box that was emptied again is not told of. */
function boxesOf(lines: readonly ParcelLine[]): readonly (readonly ParcelLine[])[] {
  return [...Map.groupBy(lines, ({ box }) => box).values()]
}

interface BoxAt {
  readonly lines: readonly ParcelLine[]
  readonly top: number
}

/** Read down each of two columns, page by page. */
function drawBox(sheet: Sheet, list: ParcelList, { lines, top }: BoxAt): number {
  const heading = `Hộp ${lines[0]?.box ?? ''} · ${lines.length} thẻ · kiện ${list.number}`
  let next = top + 7 + 2 * rowHeight > lastFoot ? nextPage(sheet) : top
  for (let from = 0; from < lines.length;) {
    if (from > 0) next = nextPage(sheet)
    drawLine(sheet, {
      ...whole,
      text: heading,
      foot: next + 4,
      size: 9.5,
      weight: 'bold',
      colour: ink.accent,
    })
    drawRule(sheet, { ...whole, y: next + 5.6, colour: ink.accent })
    next += 7
    const fitting = Math.floor((lastFoot - next) / rowHeight)
    const rows = Math.min(fitting, Math.ceil((lines.length - from) / columns))
    const page = lines.slice(from, from + rows * columns)
    page.forEach((line, i) => {
      const [column, row] = [Math.floor(i / rows), i % rows]
      drawCard(sheet, line, {
        x: whole.x + column * (columnWidth + gutter),
        foot: next + row * rowHeight + 3.2,
      })
    })
    next += rows * rowHeight + 2
    from += page.length
  }
  return next
}

function drawCard(
  sheet: Sheet,
  { position, serial, applicationCode }: ParcelLine,
  at: { readonly x: number; readonly foot: number },
): void {
  const { x, foot } = at
  drawLine(sheet, { text: String(position), x, foot, size: 7.5, colour: ink.label, width: 7, align: 'right' })
  drawLine(sheet, { text: serial, x: x + 9, foot, size: 8.5, weight: 'semiBold', width: 34 })
  drawLine(sheet, { text: applicationCode, x: x + 45, foot, size: 8, width: columnWidth - 45 })
}

const signers = [
  { title: 'NGƯỜI ĐÓNG KIỆN', note: '(ký, ghi rõ họ tên)' },
  { title: 'BÊN GIAO', note: '(ký, ghi rõ họ tên)' },
  { title: 'BÊN NHẬN', note: '(ký, ghi rõ họ tên, ghi số niêm phong đã đối chiếu)' },
] as const

function drawEnd(sheet: Sheet, top: number): void {
  const next = top + signersHeight + 10 > lastFoot ? nextPage(sheet) : top + 4
  const foot = drawParagraph(sheet, {
    text: 'Bên nhận đối chiếu số niêm phong trước khi nhận; mở kiện thì quét từng thẻ. Thừa, thiếu hoặc hỏng phải lập biên bản sai lệch. Văn bản điện tử này có chữ ký số; bản in chỉ để đi kèm kiện.',
    ...whole,
    top: next,
    size: 8.5,
    colour: ink.label,
  })
  drawSigners(sheet, signers, foot + 3)
}
