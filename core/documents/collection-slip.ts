import { type CalendarDate, formatVietnamese } from '../dates/calendar-date.ts'
import { identityLawFrom } from '../enrollment/eras.ts'
import { finish } from './finish-document.ts'
import { type DeskDocument, drawLetterhead, drawSigners } from './desk-letterhead.ts'
import {
  a4,
  drawHeading,
  drawItems,
  drawLine,
  drawPanel,
  drawParagraph,
  drawPicture,
  ink,
  type Item,
  lastFoot,
  nextPage,
  openSheet,
  type Sheet,
} from './desk-sheet.ts'
import type { DocumentFonts } from './fonts.ts'

/** Giấy hẹn: what was taken, when and where the card can be fetched. */
export interface CollectionSlip extends Omit<DeskDocument, 'form'> {
  readonly applicant: string
  readonly promisedOn: CalendarDate
  readonly promisedBy: 'FORECAST' | 'LAW'
  /** What else stands on it, in order: birth date, number, request, fee, old cards, where the card goes. */
  readonly items: readonly Item[]
  /** Fingers that read best, the best first; shown at the hand-over. */
  readonly fingers: readonly string[]
  readonly bring: readonly string[]
  /** JPEG; null for a child under six. */
  readonly portrait: Uint8Array | null
}

/** CC03 to 30/06/2024 (TT 66/2015, TT 41/2019); CC02 since (TT 17/2024). */
export function slipForm(on: CalendarDate): DeskDocument['form'] {
  return on < identityLawFrom
    ? { code: 'CC03', circular: 'TT 66/2015/TT-BCA, TT 41/2019/TT-BCA' }
    : { code: 'CC02', circular: 'TT 17/2024/TT-BCA' }
}

const titles = {
  CC03: { vi: 'GIẤY HẸN TRẢ THẺ CĂN CƯỚC CÔNG DÂN', en: 'Appointment to collect the citizen identity card' },
  CC02: { vi: 'GIẤY HẸN TRẢ KẾT QUẢ', en: 'Appointment to collect the identity card' },
} as const

/** The slip as a PDF, A4, of one page but for the longest addresses. The same data give the same bytes. Throws QrTooDense, RangeError for a code too long. */
export async function renderCollectionSlip(slip: CollectionSlip, fonts: DocumentFonts): Promise<Uint8Array> {
  const form = slipForm(slip.issuedOn)
  const title = form.code === 'CC03' ? titles.CC03 : titles.CC02
  const sheet = openSheet(`${title.vi} (${form.code})`, fonts)
  const below = drawLetterhead(sheet, { ...slip, form }, title)
  const person = drawPerson(sheet, slip, drawPromise(sheet, slip, below + 2) + 4)
  const advice = drawAdvice(sheet, slip, person > lastFoot - adviceHeight ? nextPage(sheet) : person + 4)
  const signers = [
    { title: 'Người nộp hồ sơ', note: '(ký, ghi rõ họ tên)' },
    { title: 'Cán bộ tiếp nhận', note: '(ký, ghi rõ họ tên)' },
  ]
  const end = advice > lastFoot - signersHeight ? nextPage(sheet) : advice + 4
  drawSigners(sheet, signers, Math.min(Math.max(end, signersTop), lastFoot - signersHeight))
  return finish(sheet.document)
}

const whole = { x: a4.left, width: a4.right - a4.left } as const
const promiseHeight = 19
/** What stands under the items takes so much of the page; whoever signs has room under their name. */
const adviceHeight = 62
const signersHeight = 32
const signersTop = 236

function drawPromise(sheet: Sheet, { promisedOn, promisedBy }: CollectionSlip, top: number): number {
  drawPanel(sheet, { ...whole, y: top, height: promiseHeight }, { fill: ink.tint })
  drawLine(sheet, {
    text: 'NGÀY HẸN TRẢ',
    x: a4.left + 6,
    foot: top + 8.3,
    size: 9.5,
    weight: 'bold',
    colour: ink.accent,
  })
  drawLine(sheet, {
    text: promisedBy === 'LAW' ? 'hạn theo luật định' : 'theo tiến độ sản xuất gần đây',
    x: a4.left + 6,
    foot: top + 13.2,
    size: 8,
    colour: ink.label,
  })
  drawLine(sheet, {
    text: formatVietnamese(promisedOn),
    x: a4.left + 60,
    foot: top + 13,
    size: 24,
    weight: 'bold',
    width: whole.width - 66,
    align: 'right',
  })
  return top + promiseHeight
}

const portraitBox = { width: 27, height: 36 } as const

function drawPerson(sheet: Sheet, { applicant, items, portrait }: CollectionSlip, top: number): number {
  const indent = portrait ? portraitBox.width + 7 : 0
  if (portrait) {
    const place = { x: a4.left, y: top + 1, ...portraitBox }
    drawPicture(sheet, portrait, place)
    drawPanel(sheet, place, { stroke: ink.rule })
  }
  const bottom = drawItems(sheet, [{ label: 'Họ và tên', value: applicant }, ...items], {
    x: a4.left + indent,
    top,
    width: whole.width - indent,
    labelWidth: 42,
  })
  return Math.max(bottom, portrait ? top + portraitBox.height + 2 : 0)
}

function drawAdvice(
  sheet: Sheet,
  { bring, fingers, centre, applicationCode }: CollectionSlip,
  top: number,
): number {
  let next = drawHeading(sheet, 'Khi đến nhận, mời mang theo', { ...whole, top })
  for (const line of bring) {
    drawLine(sheet, { text: '•', x: a4.left + 1, foot: next + 3.6, size: 9.5 })
    next = drawParagraph(sheet, { text: line, x: a4.left + 5, top: next, width: whole.width - 5, size: 9.5 })
  }
  if (fingers.length > 0) {
    const text = `Ngón vân tay đọc rõ nhất (dùng khi nhận thẻ): ${fingers.join(' · ')}`
    next = drawParagraph(sheet, { text, ...whole, top: next + 1.5, size: 8.5, colour: ink.label })
  }
  const phone = centre.phone === null ? '' : ` Điện thoại điểm thu nhận: ${centre.phone}.`
  const text = `Tra cứu tình trạng hồ sơ bằng mã ${applicationCode} và ngày sinh.${phone} Nếu quá ngày hẹn mà chưa có thẻ, hệ thống báo lại ngày mới và lý do.`
  return drawParagraph(sheet, { text, ...whole, top: next + 1.5, size: 8.5, colour: ink.label })
}
