import type { CardFace } from '../card/card-face.ts'
import { printedValue } from '../card/printed-value.ts'
import { cardLayout } from '../card/templates.ts'
import type { CardTemplate } from '../card/card-face.ts'
import { type CalendarDate, formatVietnamese } from '../dates/calendar-date.ts'
import { drawHead } from './desk-letterhead.ts'
import {
  a4,
  drawHeading,
  drawItems,
  drawParagraph,
  drawQr,
  ink,
  openSheet,
  type Sheet,
} from './desk-sheet.ts'
import { finish } from './finish-document.ts'
import type { DocumentFonts } from './fonts.ts'

/** What an office confirms of a card in force; a paper of this system, no form of a circular. */
export interface CardConfirmation {
  readonly office: string
  readonly template: CardTemplate
  readonly face: CardFace
  /** Number of the blank, as on the card's record. */
  readonly serial: string
  readonly confirmedOn: CalendarDate
  /** Text of the signed QR; null where the installation makes none. */
  readonly signedQr: string | null
  /** Where a paper and its QR can be checked. */
  readonly checkedAt: string
}

const title = {
  vi: 'XÁC NHẬN THÔNG TIN THẺ CĂN CƯỚC',
  en: 'Confirmation of the details of an identity card',
} as const

const leftBlank = '(thẻ để trống)'
const whole = { x: a4.left, width: a4.right - a4.left } as const
const qrSize = 56

/** The paper as a PDF of one page, A4, still to be signed. The same data give the same bytes. Throws QrTooDense. */
export async function renderCardConfirmation(
  confirmation: CardConfirmation,
  fonts: DocumentFonts,
): Promise<Uint8Array> {
  const sheet = openSheet(title.vi, fonts)
  const mark = `Ngày xác nhận ${formatVietnamese(confirmation.confirmedOn)}`
  const top = drawHead(sheet, { office: confirmation.office, mark, title })
  const below = drawItems(sheet, itemsOf(confirmation), { ...whole, top: top + 4, labelWidth: 58 })
  const end = confirmation.signedQr === null ? below : drawSignedQr(sheet, confirmation, below + 8)
  drawParagraph(sheet, {
    text: `Văn bản điện tử này có chữ ký số; bản in chỉ để xem. Kiểm tra chữ ký bằng phần mềm đọc PDF. Văn bản xác nhận thông tin in trên thẻ vào ngày nêu trên, không thay thế thẻ căn cước.`,
    ...whole,
    top: end + 6,
    size: 8.5,
    colour: ink.label,
  })
  return finish(sheet.document)
}

/** The items of both sides in the order and words of the card itself. */
function itemsOf({ template, face, serial }: CardConfirmation) {
  const { front, back } = cardLayout(template)
  return [
    ...[...front.fields, ...back.fields].map(({ field, label }) => ({
      label: label.vi,
      // What the card leaves blank is said, so that nobody fills it in.
      value: printedValue(face, field) || leftBlank,
    })),
    { label: 'Số phôi thẻ', value: serial },
  ]
}

function drawSignedQr(sheet: Sheet, { signedQr, checkedAt }: CardConfirmation, top: number): number {
  const next = drawHeading(sheet, 'Mã QR có chữ ký số', { ...whole, top }) + 4
  drawQr(sheet, signedQr ?? '', { x: a4.left + 4, y: next, width: qrSize, height: qrSize })
  const x = a4.left + qrSize + 12
  drawParagraph(sheet, {
    text: `Mã này chứa họ tên, số định danh, ngày sinh, giới tính và nơi cư trú in trên thẻ, cùng chữ ký số của cơ quan cấp. Không cần mạng cũng kiểm tra được mã: mở ${checkedAt}, quét mã hoặc chọn ảnh của mã. Mã hết giá trị cùng với thẻ.`,
    x,
    top: next,
    width: a4.right - x,
    size: 9.5,
  })
  return next + qrSize
}
