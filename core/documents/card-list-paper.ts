import { type CardListKind, cardListKinds } from '../issuance/card-list.ts'
import { drawHead, drawSigners } from './desk-letterhead.ts'
import {
  a4,
  drawBarcode,
  drawItems,
  drawLine,
  drawParagraph,
  drawRule,
  ink,
  type Item,
  lastFoot,
  nextPage,
  openSheet,
  type Sheet,
} from './desk-sheet.ts'
import { finish } from './finish-document.ts'
import type { DocumentFonts } from './fonts.ts'

/** A list by which cards leave a shelf. Only the one for the homes names people: each signs in their row. */
export interface CardListPaper {
  readonly number: string
  readonly kind: CardListKind
  readonly office: string
  readonly items: readonly Item[]
  readonly rows: readonly {
    readonly position: number
    readonly serial: string
    readonly applicationCode: string
    /** Name, day of birth, address; null on a list between offices. */
    readonly holder: string | null
  }[]
}

const whole = { x: a4.left, width: a4.right - a4.left } as const
const heights = { office: 5.2, home: 15 } as const
const columns = {
  position: a4.left,
  serial: a4.left + 9,
  code: a4.left + 42,
  holder: a4.left + 92,
  sign: a4.right - 40,
} as const
const signersHeight = 34

/** A4, still to be signed by the system. The same list gives the same bytes. */
export async function renderCardList(list: CardListPaper, fonts: DocumentFonts): Promise<Uint8Array> {
  const { number, kind, office, items, rows } = list
  const title = { vi: 'DANH SÁCH GIAO NHẬN THẺ CĂN CƯỚC', en: cardListKinds[kind].en }
  const sheet = openSheet(`${title.vi} ${number}`, fonts)
  const head = drawHead(sheet, { office, mark: number, title })
  drawBarcode(sheet, number, { ...whole, y: head + 1, height: 12 })
  let top = drawItems(sheet, items, { ...whole, top: head + 17, labelWidth: 46 }) + 5
  top = drawTitles(sheet, kind, top)
  for (const row of rows) {
    const height = row.holder === null ? heights.office : heights.home
    if (top + height > lastFoot) top = drawTitles(sheet, kind, nextPage(sheet))
    top = drawRow(sheet, row, top)
  }
  drawEnd(sheet, kind, top)
  return finish(sheet.document)
}

function drawTitles(sheet: Sheet, kind: CardListKind, top: number): number {
  const foot = top + 3.7
  const put = (text: string, x: number) =>
    drawLine(sheet, { text, x, foot, size: 8.5, weight: 'semiBold', colour: ink.label })
  put('TT', columns.position)
  put('Số phôi', columns.serial)
  put('Mã hồ sơ', columns.code)
  if (kind === 'HOME') {
    put('Chủ thẻ', columns.holder)
    put('Người nhận ký', columns.sign)
  }
  drawRule(sheet, { ...whole, y: top + heights.office, colour: ink.accent })
  return top + heights.office + 0.6
}

function drawRow(sheet: Sheet, row: CardListPaper['rows'][number], top: number): number {
  const height = row.holder === null ? heights.office : heights.home
  const foot = top + 3.7
  drawLine(sheet, { text: String(row.position), x: columns.position, foot, size: 8.5, width: 8 })
  drawLine(sheet, { text: row.serial, x: columns.serial, foot, size: 8.5, weight: 'semiBold', width: 32 })
  drawLine(sheet, { text: row.applicationCode, x: columns.code, foot, size: 8, width: 48 })
  if (row.holder !== null)
    drawParagraph(sheet, {
      text: row.holder,
      x: columns.holder,
      top,
      width: columns.sign - columns.holder - 3,
      size: 7,
    })
  drawRule(sheet, { ...whole, y: top + height })
  return top + height + 0.4
}

const ends: Readonly<Record<CardListKind, string>> = {
  FORWARD: 'Bên nhận quét từng thẻ khi nhận; thẻ thiếu được ghi là thiếu trong danh sách.',
  HOME: 'Thẻ chỉ có hiệu lực khi kết quả của danh sách này được nạp về hệ thống. Không trả thẻ cho người không đúng giấy tờ; thẻ chưa trả mang về trong ngày.',
  RETURN: 'Thẻ quá hạn nhận, trả về nơi sản xuất; hết thời hạn lưu giữ thì hủy có biên bản.',
}

function drawEnd(sheet: Sheet, kind: CardListKind, top: number): void {
  const next = top + signersHeight + 10 > lastFoot ? nextPage(sheet) : top + 4
  const text = `${ends[kind]} Văn bản điện tử này có chữ ký số; bản in để đi kèm thẻ.`
  const foot = drawParagraph(sheet, { text, ...whole, top: next, size: 8.5, colour: ink.label })
  const note = '(ký, ghi rõ họ tên)'
  const taker = kind === 'HOME' ? 'CÁN BỘ MANG THẺ' : 'BÊN NHẬN'
  drawSigners(
    sheet,
    [
      { title: 'BÊN GIAO', note },
      { title: taker, note },
    ],
    foot + 3,
  )
}
