import { drawHead } from './desk-letterhead.ts'
import {
  a4,
  drawBarcode,
  drawItems,
  drawLine,
  drawPanel,
  drawParagraph,
  ink,
  openSheet,
} from './desk-sheet.ts'
import { finish } from './finish-document.ts'
import type { DocumentFonts } from './fonts.ts'

/** What goes on the envelope of a card that is posted, and what the counter keeps. */
export interface PostSlip {
  readonly office: string
  readonly carrier: string
  readonly trackingNumber: string
  readonly recipient: string
  readonly address: string
  readonly phone: string
  /** Of the card: the envelope says nothing of what is in it. */
  readonly serial: string
  readonly applicationCode: string
  readonly postedAt: string
}

const title = { vi: 'PHIẾU GỬI', en: 'Dispatch slip' } as const
const whole = { x: a4.left, width: a4.right - a4.left } as const
const label = { x: a4.left, y: 56, width: whole.width, height: 78 } as const

/** One page, A4: the upper half is cut out for the envelope. The same data give the same bytes. */
export async function renderPostSlip(slip: PostSlip, fonts: DocumentFonts): Promise<Uint8Array> {
  const sheet = openSheet(`${title.vi} ${slip.trackingNumber}`, fonts)
  drawHead(sheet, { office: slip.office, mark: slip.trackingNumber, title })
  drawPanel(sheet, label, { stroke: ink.text })
  drawBarcode(sheet, slip.trackingNumber, {
    x: label.x + 6,
    y: label.y + 5,
    width: label.width - 12,
    height: 18,
  })
  const inner = { x: label.x + 6, width: label.width - 12 } as const
  drawLine(sheet, {
    ...inner,
    text: slip.trackingNumber,
    foot: label.y + 30,
    size: 13,
    weight: 'bold',
    align: 'center',
  })
  drawLine(sheet, { ...inner, text: slip.recipient, foot: label.y + 43, size: 15, weight: 'bold' })
  const below = drawParagraph(sheet, { ...inner, text: slip.address, top: label.y + 47, size: 12 })
  drawLine(sheet, { ...inner, text: `Điện thoại: ${slip.phone}`, foot: below + 5, size: 11 })
  const top = label.y + label.height + 8
  const kept = drawItems(
    sheet,
    [
      { label: 'Hãng vận chuyển', value: slip.carrier },
      { label: 'Mã vận đơn', value: slip.trackingNumber },
      { label: 'Gửi lúc', value: slip.postedAt },
      { label: 'Số phôi thẻ', value: slip.serial },
      { label: 'Mã hồ sơ', value: slip.applicationCode },
    ],
    { ...whole, top, labelWidth: 46 },
  )
  drawParagraph(sheet, {
    text: 'Cắt khung phía trên dán lên phong bì. Phần dưới lưu tại nơi trả thẻ cùng biên nhận của hãng vận chuyển.',
    ...whole,
    top: kept + 4,
    size: 8.5,
    colour: ink.label,
  })
  return finish(sheet.document)
}
