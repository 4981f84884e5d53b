import { type CalendarDate, formatVietnamese } from '../dates/calendar-date.ts'
import { formatBookingQr } from '../qr/booking-qr.ts'
import { drawHead, drawSigners } from './desk-letterhead.ts'
import {
  a4,
  drawLine,
  drawParagraph,
  drawQr,
  drawRule,
  ink,
  lastFoot,
  nextPage,
  openSheet,
  type Sheet,
} from './desk-sheet.ts'
import { finish } from './finish-document.ts'
import type { DocumentFonts } from './fonts.ts'

/** Somebody who is to come. */
export interface Invited {
  readonly name: string
  /** dd/MM/yyyy, or what of it is known. */
  readonly birthDate: string
  readonly address: string
  /** Why they are asked to come. */
  readonly why: string
  readonly bring: readonly string[]
  /** When and where, where that is booked. */
  readonly booked: { readonly id: string; readonly when: string; readonly where: string } | null
}

export interface NoticeList {
  readonly office: string
  readonly subject: string
  /** Unit or group. */
  readonly area: string
  readonly madeOn: CalendarDate
  readonly people: readonly Invited[]
  /** People beyond the list's end. */
  readonly left: number
}

const listTitle = { vi: 'DANH SÁCH MỜI CÔNG DÂN', en: 'People to be asked to come' } as const
const whole = { x: a4.left, width: a4.right - a4.left } as const
const columns = {
  nth: { x: a4.left, width: 8 },
  person: { x: a4.left + 10, width: 62 },
  why: { x: a4.left + 75, width: 66 },
  when: { x: a4.left + 144, width: 30 },
} as const
const cell = { size: 8.5 } as const
const soft = { size: 7.5, colour: ink.label } as const

/** The list for whoever goes from door to door: who, why, with which papers, when. A4; the same list gives the same bytes. */
export async function renderNoticeList(list: NoticeList, fonts: DocumentFonts): Promise<Uint8Array> {
  const { office, subject, area, madeOn, people, left } = list
  const sheet = openSheet(listTitle.vi, fonts)
  let top = drawHead(sheet, { office, mark: `Lập ngày ${formatVietnamese(madeOn)}`, title: listTitle })
  top = drawParagraph(sheet, {
    ...whole,
    text: `${subject} · ${area} · ${people.length} người${left > 0 ? `, còn ${left} người ở danh sách sau` : ''}`,
    top: top + 1,
    size: 10,
    weight: 'semiBold',
  })
  top = drawColumnHeads(sheet, top + 2)
  for (const [i, person] of people.entries()) {
    if (top + heightOf(person) > lastFoot) top = drawColumnHeads(sheet, nextPage(sheet))
    top = drawRow(sheet, { nth: i + 1, person, top })
  }
  const end = top + 40 > lastFoot ? nextPage(sheet) : top + 6
  drawSigners(sheet, [{ title: 'NGƯỜI LẬP DANH SÁCH', note: '(ký, ghi rõ họ tên)' }, listReceiver], end)
  return finish(sheet.document)
}

const listReceiver = { title: 'NGƯỜI NHẬN DANH SÁCH', note: '(ký, ghi rõ họ tên)' } as const

function drawColumnHeads(sheet: Sheet, top: number): number {
  const head = { foot: top + 4, size: 8.5, weight: 'bold', colour: ink.accent } as const
  drawLine(sheet, { ...columns.nth, text: 'TT', ...head })
  drawLine(sheet, { ...columns.person, text: 'Họ tên, ngày sinh, nơi cư trú', ...head })
  drawLine(sheet, { ...columns.why, text: 'Việc và giấy tờ mang theo', ...head })
  drawLine(sheet, { ...columns.when, text: 'Giờ hẹn', ...head })
  drawRule(sheet, { ...whole, y: top + 5.6, colour: ink.accent })
  return top + 7
}

/** About: a row is kept on one page. A letter is some 1,7 mm wide at this size. */
function heightOf({ name, address, why, bring }: Invited): number {
  const lines = (text: string, width: number) => Math.max(1, Math.ceil((text.length * 1.75) / width))
  const person = lines(name, columns.person.width) + 1 + lines(address, columns.person.width)
  const papers = lines(why, columns.why.width) + lines(papersOf(bring), columns.why.width)
  return Math.max(person, papers) * 4.4 + 3
}

function drawRow(
  sheet: Sheet,
  { nth, person, top }: { readonly nth: number; readonly person: Invited; readonly top: number },
): number {
  const { name, birthDate, address, why, bring, booked } = person
  drawLine(sheet, { ...columns.nth, text: String(nth), foot: top + 3.4, ...cell })
  let left = drawParagraph(sheet, { ...columns.person, text: name, top, ...cell, weight: 'semiBold' })
  left = drawParagraph(sheet, { ...columns.person, text: birthDate, top: left, ...soft })
  left = drawParagraph(sheet, { ...columns.person, text: address, top: left, ...soft })
  let middle = drawParagraph(sheet, { ...columns.why, text: why, top, ...cell })
  middle = drawParagraph(sheet, { ...columns.why, text: papersOf(bring), top: middle, ...soft })
  const right = drawParagraph(sheet, {
    ...columns.when,
    text: booked ? `${booked.when} ${booked.where}` : '…… giờ …… ngày ……',
    top,
    ...cell,
  })
  const bottom = Math.max(left, middle, right) + 1.2
  drawRule(sheet, { ...whole, y: bottom })
  return bottom + 1.2
}

/** In a list the papers stand one behind the other: the row is to be short. */
const papersOf = (bring: readonly string[]) => `Mang theo: ${bring.join(' ')}`

const letterTitle = 'GIẤY MỜI'
const letterHeight = a4.height / 2
const letterQr = 26

/** One letter a person, two on a page, to be cut apart. */
export async function renderVisitNotices(list: NoticeList, fonts: DocumentFonts): Promise<Uint8Array> {
  const sheet = openSheet(letterTitle, fonts)
  for (const [i, person] of list.people.entries()) {
    if (i > 0 && i % 2 === 0) nextPage(sheet)
    drawLetter(sheet, { list, person, top: (i % 2) * letterHeight })
    if (i % 2 === 1) drawRule(sheet, { x: 0, y: letterHeight, width: a4.width })
  }
  return finish(sheet.document)
}

function drawLetter(
  sheet: Sheet,
  { list, person, top }: { readonly list: NoticeList; readonly person: Invited; readonly top: number },
): void {
  const { name, birthDate, address, why, bring, booked } = person
  const centred = { ...whole, align: 'center' } as const
  drawLine(sheet, { ...whole, text: list.office, foot: top + 14, size: 10, weight: 'bold' })
  drawLine(sheet, {
    ...centred,
    text: letterTitle,
    foot: top + 26,
    size: 17,
    weight: 'bold',
    colour: ink.accent,
  })
  const width = booked ? whole.width - letterQr - 6 : whole.width
  const text = { x: a4.left, width, size: 10.5 } as const
  let next = drawParagraph(sheet, {
    ...text,
    text: `Kính mời: ${name}, sinh ${birthDate}`,
    top: top + 31,
    weight: 'semiBold',
  })
  next = drawParagraph(sheet, { ...text, text: address, top: next, size: 9.5, colour: ink.label })
  const when = booked
    ? `Đến ${booked.where} lúc ${booked.when}.`
    : 'Đến điểm thu nhận …………………… lúc …… giờ …… ngày …………'
  next = drawParagraph(sheet, { ...text, text: when, top: next + 2, weight: 'semiBold' })
  next = drawParagraph(sheet, { ...text, text: `Việc: ${why}`, top: next + 1 })
  next = drawParagraph(sheet, { ...text, text: 'Khi đến, mời mang theo:', top: next + 1 })
  for (const paper of bring)
    next = drawParagraph(sheet, { ...text, text: `• ${paper}`, top: next, size: 9.5 })
  drawParagraph(sheet, {
    ...text,
    text: `Lập ngày ${formatVietnamese(list.madeOn)}. Không đến được vào giờ này, mời báo lại để được đổi giờ.`,
    top: next + 2,
    size: 8.5,
    colour: ink.label,
  })
  if (!booked) return
  const box = { x: a4.right - letterQr, y: top + 30, width: letterQr, height: letterQr }
  drawQr(sheet, formatBookingQr(booked.id), box)
}
