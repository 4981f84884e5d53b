import { formatReceiptNumber, formatReceiptQr } from '../qr/receipt-qr.ts'
import { dongInWords, formatDong } from '../text/dong.ts'
import { drawHead } from './desk-letterhead.ts'
import {
  a4,
  drawItems,
  drawLine,
  drawPanel,
  drawParagraph,
  drawQr,
  ink,
  openSheet,
  type Sheet,
} from './desk-sheet.ts'
import { finish } from './finish-document.ts'
import type { DocumentFonts } from './fonts.ts'
import { spokenMoment } from './minutes-content.ts'

/** Biên lai thu lệ phí; a paper of this system, not the form that the tax office sells. */
export interface FeeReceipt {
  readonly office: string
  readonly unitCode: string
  readonly year: number
  readonly number: number
  readonly amount: number
  readonly payer: string
  readonly applicationCode: string
  /** What was asked for, "Cấp đổi thẻ". */
  readonly request: string
  /** By which rule the amount is less than the full fee; null for the full fee. */
  readonly rule: string | null
  readonly method: string
  /** ISO 8601. */
  readonly at: string
  /** Who took the cash; null where no person did. */
  readonly taker: string | null
  readonly isCopy: boolean
}

const title = { vi: 'BIÊN LAI THU LỆ PHÍ', en: 'Receipt of a fee' } as const
const qrSize = 34

/** A page, A4; the upper half is enough to cut off. The same receipt gives the same bytes. */
export async function renderFeeReceipt(receipt: FeeReceipt, fonts: DocumentFonts): Promise<Uint8Array> {
  const number = formatReceiptNumber(receipt)
  const sheet = openSheet(`${title.vi} ${number}`, fonts)
  const top = drawHead(sheet, { office: receipt.office, mark: `Số: ${number}`, title })
  if (receipt.isCopy) drawCopyMark(sheet)
  const width = a4.right - a4.left - qrSize - 8
  const end = drawItems(sheet, itemsOf(receipt, number), { x: a4.left, width, top: top + 4, labelWidth: 44 })
  drawQr(sheet, formatReceiptQr(receipt), { x: a4.right - qrSize, y: top + 5, width: qrSize, height: qrSize })
  drawParagraph(sheet, {
    text: 'Mã QR ghi số biên lai và số tiền để cơ quan thu tra lại. Giữ biên lai đến khi nhận thẻ.',
    x: a4.left,
    width: a4.right - a4.left,
    top: Math.max(end, top + 5 + qrSize) + 5,
    size: 8.5,
    colour: ink.label,
  })
  return finish(sheet.document)
}

function itemsOf(receipt: FeeReceipt, number: string) {
  const { payer, applicationCode, request, rule, amount, method, at, taker } = receipt
  return [
    { label: 'Số biên lai', value: number },
    { label: 'Người nộp', value: payer },
    { label: 'Mã hồ sơ', value: applicationCode },
    { label: 'Nội dung thu', value: `Lệ phí: ${request.toLocaleLowerCase('vi')}` },
    ...(rule === null ? [] : [{ label: 'Mức giảm', value: rule }]),
    { label: 'Số tiền', value: `${formatDong(amount)} đồng` },
    { label: 'Bằng chữ', value: dongInWords(amount) },
    { label: 'Hình thức nộp', value: method },
    { label: 'Nộp lúc', value: spokenMoment(at) },
    ...(taker === null ? [] : [{ label: 'Người thu', value: taker }]),
  ]
}

function drawCopyMark(sheet: Sheet): void {
  const box = { x: a4.right - 36, y: 32, width: 36, height: 9 } as const
  drawPanel(sheet, box, { stroke: ink.accent })
  drawLine(sheet, {
    text: 'BẢN SAO',
    x: box.x,
    width: box.width,
    foot: box.y + 6.4,
    size: 13,
    weight: 'bold',
    colour: ink.accent,
    align: 'center',
  })
}
