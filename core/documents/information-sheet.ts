import type { CalendarDate } from '../dates/calendar-date.ts'
import { identityLawFrom } from '../enrollment/eras.ts'
import { finish } from './finish-document.ts'
import { type DeskDocument, drawLetterhead, drawSigners } from './desk-letterhead.ts'
import {
  a4,
  drawHeading,
  drawItems,
  drawPanel,
  drawParagraph,
  drawPicture,
  ink,
  type Item,
  type ItemColumns,
  itemHeight,
  lastFoot,
  nextPage,
  openSheet,
  type Sheet,
} from './desk-sheet.ts'
import type { DocumentFonts } from './fonts.ts'

/** Phiếu thu nhận thông tin: everything that was taken down, for the applicant to check and sign. */
export interface InformationSheet extends Omit<DeskDocument, 'form'> {
  /** Sections in order, each with its items. */
  readonly sections: readonly { readonly title: string; readonly items: readonly Item[] }[]
  readonly consent: string
  /** JPEG; null for a child under six. */
  readonly portrait: Uint8Array | null
  /** PNG of the applicant's signature; null where there is none yet. */
  readonly signature: Uint8Array | null
}

/** CC02 to 30/06/2024 (TT 66/2015, TT 41/2019); CC01 since (TT 17/2024). */
export function sheetForm(on: CalendarDate): DeskDocument['form'] {
  return on < identityLawFrom
    ? { code: 'CC02', circular: 'TT 66/2015/TT-BCA, TT 41/2019/TT-BCA' }
    : { code: 'CC01', circular: 'TT 17/2024/TT-BCA' }
}

const titles = {
  CC02: {
    vi: 'PHIẾU THU NHẬN THÔNG TIN CĂN CƯỚC CÔNG DÂN',
    en: 'Information taken for the citizen identity card',
  },
  CC01: { vi: 'PHIẾU THU NHẬN THÔNG TIN CĂN CƯỚC', en: 'Information taken for the identity card' },
} as const

const whole = { x: a4.left, width: a4.right - a4.left } as const
/** TT 66/2015: 4 × 6 cm on the sheet. */
const portraitBox = { width: 40, height: 60 } as const
/** Consent and signatures stand together. */
const endHeight = 58

/** The sheet as a PDF, A4. The same data give the same bytes. Throws QrTooDense, RangeError for a code too long. */
export async function renderInformationSheet(
  data: InformationSheet,
  fonts: DocumentFonts,
): Promise<Uint8Array> {
  const form = sheetForm(data.issuedOn)
  const title = form.code === 'CC02' ? titles.CC02 : titles.CC01
  const sheet = openSheet(`${title.vi} (${form.code})`, fonts)
  let top = drawLetterhead(sheet, { ...data, form }, title)
  for (const [i, section] of data.sections.entries()) {
    top = drawSection(sheet, section, { top, portrait: i === 0 ? data.portrait : null })
  }
  if (top > lastFoot - endHeight) top = nextPage(sheet)
  top = drawParagraph(sheet, { text: data.consent, ...whole, top: top + 1, size: 8.5, colour: ink.label })
  drawEnd(sheet, data, top + 4)
  return finish(sheet.document)
}

type Section = InformationSheet['sections'][number]

/** A section, gone on with on the next page where it does not fit; the portrait stands beside its first part. */
function drawSection(
  sheet: Sheet,
  { title, items }: Section,
  { top, portrait }: { readonly top: number; readonly portrait: Uint8Array | null },
): number {
  const indent = portrait ? portraitBox.width + 6 : 0
  const columns = { x: a4.left + indent, width: whole.width - indent, labelWidth: 46 }
  const start = top > lastFoot - 30 ? nextPage(sheet) : top
  const below = drawHeading(sheet, title, { ...whole, top: start })
  const fitting = itemsThatFit(sheet, items, { ...columns, top: below })
  if (portrait) {
    const place = { x: a4.left, y: below + 1, ...portraitBox }
    drawPicture(sheet, portrait, place)
    drawPanel(sheet, place, { stroke: ink.rule })
  }
  const bottom = drawItems(sheet, items.slice(0, fitting), { ...columns, top: below })
  const rest = items.slice(fitting)
  if (rest.length > 0) {
    return drawSection(
      sheet,
      { title: `${title} (tiếp)`, items: rest },
      { top: nextPage(sheet), portrait: null },
    )
  }
  return Math.max(bottom, portrait ? below + portraitBox.height + 2 : 0) + 2.5
}

/** One at the least: an item longer than a page is nobody's. */
function itemsThatFit(
  sheet: Sheet,
  items: readonly Item[],
  place: ItemColumns & { readonly top: number },
): number {
  let { top } = place
  const past = items.findIndex((item) => {
    top += itemHeight(sheet, item, place)
    return top > lastFoot
  })
  return past < 0 ? items.length : Math.max(1, past)
}

function drawEnd(sheet: Sheet, { signature }: InformationSheet, top: number): void {
  const signers = [
    { title: 'Công dân', note: '(đã kiểm tra, ký, ghi rõ họ tên)' },
    { title: 'Cán bộ thu nhận', note: '(ký, ghi rõ họ tên)' },
    { title: 'Cán bộ kiểm tra', note: '(ký, ghi rõ họ tên)' },
  ]
  drawSigners(sheet, signers, top)
  if (!signature) return
  const width = whole.width / signers.length
  drawPicture(sheet, signature, { x: a4.left + 4, y: top + 10, width: width - 8, height: 16 })
}
