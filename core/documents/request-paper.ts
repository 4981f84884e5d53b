import { type CalendarDate, formatVietnamese } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import { drawHead } from './desk-letterhead.ts'
import {
  a4,
  drawItems,
  drawParagraph,
  ink,
  type Item,
  itemHeight,
  lastFoot,
  nextPage,
  openSheet,
} from './desk-sheet.ts'
import { finish } from './finish-document.ts'
import type { DocumentFonts } from './fonts.ts'

/** The paper that a request without a card ends in. */
export interface RequestPaper {
  readonly office: string
  readonly title: Bilingual
  readonly applicationCode: string
  readonly issuedOn: CalendarDate
  /** What it says, in the words of the register. */
  readonly items: readonly Item[]
  /** The article by which it is given. */
  readonly article: string
}

const columns = { x: a4.left, width: a4.right - a4.left, labelWidth: 62 } as const

/** A4, as many pages as the items take, still to be signed. The same data give the same bytes. */
export async function renderRequestPaper(paper: RequestPaper, fonts: DocumentFonts): Promise<Uint8Array> {
  const { office, title, applicationCode, issuedOn, items, article } = paper
  const sheet = openSheet(title.vi, fonts)
  const mark = `Hồ sơ ${applicationCode} · ngày ${formatVietnamese(issuedOn)}`
  let top = drawHead(sheet, { office, mark, title }) + 4
  for (const item of items) {
    if (top + itemHeight(sheet, item, columns) > lastFoot) top = nextPage(sheet)
    top = drawItems(sheet, [item], { ...columns, top })
  }
  if (top + closingHeight > lastFoot) top = nextPage(sheet)
  drawParagraph(sheet, {
    text: `Cấp theo ${article}, theo thông tin có trong hệ thống vào ngày nêu trên. Văn bản điện tử này có chữ ký số; bản in chỉ để xem. Kiểm tra chữ ký bằng phần mềm đọc PDF.`,
    x: columns.x,
    width: columns.width,
    top: top + 6,
    size: 8.5,
    colour: ink.label,
  })
  return finish(sheet.document)
}

const closingHeight = 24
