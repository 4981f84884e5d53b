import { type CalendarDate, formatVietnamese } from '../dates/calendar-date.ts'
import { formatBookingQr } from '../qr/booking-qr.ts'
import { drawHead } from './desk-letterhead.ts'
import {
  a4,
  drawHeading,
  drawItems,
  drawLine,
  drawPanel,
  drawParagraph,
  drawQr,
  ink,
  type Item,
  openSheet,
} from './desk-sheet.ts'
import { finish } from './finish-document.ts'
import type { DocumentFonts } from './fonts.ts'

/** Phiếu hẹn: when and where somebody comes, and what they bring. Its QR names the booking and nobody. */
export interface BookingTicket {
  readonly id: string
  readonly centre: { readonly name: string; readonly unit: string; readonly phone: string | null }
  readonly on: CalendarDate
  /** HH:mm */
  readonly time: string
  readonly purpose: string
  /** Null on the paper of somebody who did not sign in: whoever finds it learns nothing. */
  readonly visitor: string | null
  readonly bring: readonly string[]
}

const title = { vi: 'PHIẾU HẸN', en: 'Appointment' } as const
const whole = { x: a4.left, width: a4.right - a4.left } as const
const qrSize = 40

/** A4, one page. The same booking gives the same bytes. */
export async function renderBookingTicket(ticket: BookingTicket, fonts: DocumentFonts): Promise<Uint8Array> {
  const { id, centre, on, time, purpose, visitor, bring } = ticket
  const sheet = openSheet(title.vi, fonts)
  const top = drawHead(sheet, { office: centre.name.toLocaleUpperCase('vi'), mark: 'Phiếu hẹn', title }) + 4
  drawPanel(sheet, { ...whole, y: top, height: qrSize + 8 }, { fill: ink.tint })
  drawQr(sheet, formatBookingQr(id), { x: a4.left + 6, y: top + 4, width: qrSize, height: qrSize })
  const right = { x: a4.left + qrSize + 14, width: whole.width - qrSize - 20 }
  drawLine(sheet, { ...right, text: 'MỜI ĐẾN LÚC', foot: top + 11, size: 9.5, colour: ink.accent })
  drawLine(sheet, {
    ...right,
    text: `${time} ngày ${formatVietnamese(on)}`,
    foot: top + 23,
    size: 24,
    weight: 'bold',
  })
  drawParagraph(sheet, {
    ...right,
    text: 'Đưa mã QR này (trên giấy hoặc trên điện thoại) cho cán bộ tiếp dân. Mã chỉ là số của lượt hẹn, không chứa thông tin cá nhân.',
    top: top + 28,
    size: 9,
    colour: ink.label,
  })
  const items: readonly Item[] = [
    ...(visitor === null ? [] : [{ label: 'Người đến', value: visitor }]),
    { label: 'Việc', value: purpose },
    { label: 'Nơi đến', value: [centre.name, centre.unit].filter(Boolean).join(', ') },
    ...(centre.phone === null ? [] : [{ label: 'Điện thoại', value: centre.phone }]),
  ]
  let next = drawItems(sheet, items, { ...whole, top: top + qrSize + 14, labelWidth: 42 })
  next = drawHeading(sheet, 'Mời mang theo', { ...whole, top: next + 4 })
  for (const line of bring) {
    drawLine(sheet, { text: '•', x: a4.left + 1, foot: next + 3.6, size: 9.5 })
    next = drawParagraph(sheet, { text: line, x: a4.left + 5, top: next, width: whole.width - 5, size: 9.5 })
  }
  drawParagraph(sheet, {
    ...whole,
    text: 'Không đến được, hãy đổi giờ hoặc hủy trên trang tra cứu hồ sơ, hoặc gọi điểm thu nhận, để người khác có chỗ.',
    top: next + 3,
    size: 9,
    colour: ink.label,
  })
  return finish(sheet.document)
}
