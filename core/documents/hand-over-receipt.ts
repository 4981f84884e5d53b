import type { SignatureStrokes } from '../contracts/signature.ts'
import { drawHead, drawSigners } from './desk-letterhead.ts'
import {
  a4,
  drawBarcode,
  drawItems,
  drawParagraph,
  drawPicture,
  ink,
  type Item,
  openSheet,
  type Sheet,
} from './desk-sheet.ts'
import { finish } from './finish-document.ts'
import type { DocumentFonts } from './fonts.ts'
import { point } from './pdf-operators.ts'

/** What the taker of a card keeps of its hand-over; a paper of this system, no form of a circular. */
export interface HandOverReceipt {
  readonly office: string
  readonly applicationCode: string
  readonly items: readonly Item[]
  readonly officer: string
  readonly collector: string
  readonly signature: { readonly picture: Uint8Array } | { readonly strokes: SignatureStrokes } | null
}

const title = { vi: 'GIẤY GIAO NHẬN THẺ CĂN CƯỚC', en: 'Receipt of an identity card' } as const
const whole = { x: a4.left, width: a4.right - a4.left } as const
const signatureBox = { width: 70, height: 24 } as const

/** The receipt as a PDF of one page, A4, still to be signed by the system. The same data give the same bytes. */
export async function renderHandOverReceipt(
  receipt: HandOverReceipt,
  fonts: DocumentFonts,
): Promise<Uint8Array> {
  const { office, applicationCode, items } = receipt
  const sheet = openSheet(`${title.vi} ${applicationCode}`, fonts)
  const head = drawHead(sheet, { office, mark: `Hồ sơ ${applicationCode}`, title })
  drawBarcode(sheet, applicationCode, { ...whole, y: head + 1, height: 12 })
  const below = drawItems(sheet, items, { ...whole, top: head + 17, labelWidth: 58 })
  const text = drawParagraph(sheet, {
    text: 'Người nhận đã đọc lại thông tin trên thẻ và xác nhận đúng. Thẻ có hiệu lực từ lúc giao nhận. Mất thẻ phải báo ngay cho Công an nơi gần nhất hoặc trên cổng tra cứu. Văn bản điện tử này có chữ ký số; bản in chỉ để xem.',
    ...whole,
    top: below + 4,
    size: 9,
    colour: ink.label,
  })
  drawEnd(sheet, receipt, text + 4)
  return finish(sheet.document)
}

function drawEnd(sheet: Sheet, { signature, officer, collector }: HandOverReceipt, top: number): void {
  drawSigners(
    sheet,
    [
      { title: 'NGƯỜI NHẬN THẺ', note: collector },
      { title: 'CÁN BỘ TRẢ THẺ', note: officer },
    ],
    top,
  )
  if (!signature) return
  const box = { x: a4.left + (whole.width / 2 - signatureBox.width) / 2, y: top + 11, ...signatureBox }
  if ('picture' in signature) drawPicture(sheet, signature.picture, box)
  else drawStrokes(sheet, signature.strokes, box)
}

interface Frame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The ink of a pad as lines, whole within the box. */
function drawStrokes({ document }: Sheet, { width, height, strokes }: SignatureStrokes, box: Frame): void {
  const scale = Math.min(box.width / width, box.height / height) * point
  const left = box.x * point + (box.width * point - width * scale) / 2
  document.lineWidth(1).lineCap('round').lineJoin('round').strokeColor(ink.text)
  for (const [first, ...rest] of strokes) {
    if (!first) continue
    const at = ([x, y]: readonly [number, number]) => [left + x * scale, box.y * point + y * scale] as const
    document.moveTo(...at(first))
    // A dot is a line to where it is.
    for (const one of rest.length > 0 ? rest : [first]) document.lineTo(...at(one))
    document.stroke()
  }
}
