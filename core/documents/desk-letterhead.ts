import { type CalendarDate, formatVietnamese } from '../dates/calendar-date.ts'
import { a4, drawBarcode, drawLine, drawParagraph, drawQr, drawRule, ink, type Sheet } from './desk-sheet.ts'

/** What stands at the head of everything that a desk hands out. */
export interface DeskDocument {
  /** "CC02", and the circular that lays it down. */
  readonly form: { readonly code: string; readonly circular: string }
  readonly centre: { readonly code: string; readonly name: string; readonly phone: string | null }
  readonly applicationCode: string
  readonly issuedOn: CalendarDate
  /** HH:mm */
  readonly issuedAt: string
  /** Signed text of the QR (core/cms/slip-code.ts); null on a paper whose file is signed instead. */
  readonly qr: string | null
}

const qrSize = 34

/** What stands at the top of every paper: the office, the nation, a mark in the corner, the title. */
export interface PaperHead {
  readonly office: string
  readonly mark: string
  readonly title: { readonly vi: string; readonly en: string }
}

/** Answers where the rest begins. */
export function drawHead(sheet: Sheet, { office, mark, title }: PaperHead): number {
  const left = { x: a4.left, width: 78, align: 'center' } as const
  const right = { x: a4.right - 90, width: 90, align: 'center' } as const
  drawLine(sheet, { ...left, text: 'BỘ CÔNG AN', foot: 19, size: 10 })
  drawLine(sheet, { ...left, text: office, foot: 24, size: 10, weight: 'bold' })
  drawRule(sheet, { x: a4.left + 29, y: 26, width: 20, colour: ink.text })
  drawLine(sheet, {
    ...right,
    text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    foot: 19,
    size: 10,
    weight: 'bold',
  })
  drawLine(sheet, { ...right, text: 'Độc lập - Tự do - Hạnh phúc', foot: 24, size: 10, weight: 'semiBold' })
  drawRule(sheet, { x: right.x + 22, y: 26, width: 46, colour: ink.text })
  const whole = { x: a4.left, width: a4.right - a4.left } as const
  drawLine(sheet, { ...whole, text: mark, foot: 12, size: 7.5, colour: ink.label, align: 'right' })
  drawLine(sheet, {
    ...whole,
    text: title.vi,
    foot: 40,
    size: 17,
    weight: 'bold',
    colour: ink.accent,
    align: 'center',
  })
  drawLine(sheet, { ...whole, text: title.en, foot: 45.5, size: 9, colour: ink.label, align: 'center' })
  return 50
}

/** Office and nation, the form's title, the code as bars and the signed QR; answers where the rest begins. */
export function drawLetterhead(
  sheet: Sheet,
  document: DeskDocument,
  title: { readonly vi: string; readonly en: string },
): number {
  const { centre, form } = document
  const mark = `Mẫu ${form.code} · ${form.circular}`
  return drawCodes(sheet, document, drawHead(sheet, { office: centre.name, mark, title }))
}

function drawCodes(
  sheet: Sheet,
  { applicationCode, issuedOn, issuedAt, qr }: DeskDocument,
  top: number,
): number {
  const width = a4.right - a4.left - qrSize - 6
  drawBarcode(sheet, applicationCode, { x: a4.left, y: top + 1, width, height: 13 })
  drawLine(sheet, {
    text: applicationCode,
    x: a4.left,
    foot: top + 20,
    size: 14,
    weight: 'bold',
    align: 'center',
    width,
  })
  drawParagraph(sheet, {
    text: `Mã hồ sơ · tiếp nhận lúc ${issuedAt} ngày ${formatVietnamese(issuedOn)}. ${proof(qr)}`,
    x: a4.left,
    top: top + 24,
    width,
    size: 8,
    colour: ink.label,
  })
  if (qr !== null) drawQr(sheet, qr, { x: a4.right - qrSize, y: top - 1, width: qrSize, height: qrSize })
  return top + qrSize + 2
}

const proof = (qr: string | null) =>
  qr === null
    ? 'Văn bản điện tử này có chữ ký số của cơ quan cấp; bản in chỉ để xem.'
    : 'Mã QR do máy thu nhận ký số; quét để biết giấy là thật.'

/** Who signs under it, side by side. */
export function drawSigners(
  sheet: Sheet,
  signers: readonly { readonly title: string; readonly note: string }[],
  top: number,
): void {
  const width = (a4.right - a4.left) / signers.length
  signers.forEach(({ title, note }, i) => {
    const column = { x: a4.left + i * width, width, align: 'center' } as const
    drawLine(sheet, { ...column, text: title, foot: top + 4, size: 9.5, weight: 'bold' })
    drawLine(sheet, { ...column, text: note, foot: top + 8.5, size: 8, colour: ink.label })
  })
}
