import { ageOn, type CalendarDate, type PartialDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'

/** What people book a visit for. */
export const visitPurposes = {
  APPLICATION: { vi: 'Làm hồ sơ', en: 'New application' },
  RECAPTURE: { vi: 'Bổ sung hồ sơ bị trả lại', en: 'Completing a returned file' },
  COLLECTION: { vi: 'Nhận thẻ', en: 'Collecting the card' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type VisitPurpose = keyof typeof visitPurposes
export const visitPurposeNames = Object.keys(visitPurposes) as [VisitPurpose, ...VisitPurpose[]]

export const isVisitPurpose = (text: string): text is VisitPurpose => Object.hasOwn(visitPurposes, text)

/** How far ahead appointments are made. The days off of a coming year are announced some months before: a house rule. */
export const bookingHorizonDays = 60

interface Visit {
  readonly purpose: VisitPurpose
  /** Null where a file does not say it. */
  readonly birthDate: PartialDate | null
  readonly on: CalendarDate
}

/** Until this age somebody comes with a representative (Luật Căn cước 2023, 23.2). */
const ofAge = 14

/** What to bring to a visit, in words for whoever comes. */
export function papersToBring({ purpose, birthDate, on }: Visit): readonly Bilingual[] {
  const isChild = birthDate !== null && ageOn(birthDate, on) < ofAge
  return [
    ...byPurpose[purpose],
    ...(isChild
      ? [
          {
            vi: 'Cha, mẹ hoặc người đại diện đi cùng, mang giấy tờ tùy thân và giấy khai sinh của trẻ.',
            en: 'Father, mother or representative comes along, with their own card and the child’s birth certificate.',
          },
        ]
      : []),
  ]
}

const oldCard: Bilingual = {
  vi: 'Thẻ căn cước, CCCD hoặc CMND đang có; nếu mất thì nói với cán bộ.',
  en: 'The card you hold; if it is lost, tell the officer.',
}

const byPurpose: Readonly<Record<VisitPurpose, readonly Bilingual[]>> = {
  APPLICATION: [
    oldCard,
    {
      vi: 'Giấy tờ chứng minh nếu thông tin đã thay đổi: giấy khai sinh, quyết định cải chính, trích lục hộ tịch.',
      en: 'Proof of what has changed: birth certificate, decision of correction, civil-status extract.',
    },
  ],
  RECAPTURE: [
    { vi: 'Giấy hẹn trả kết quả.', en: 'The collection slip.' },
    {
      vi: 'Giấy tờ được nêu trong thông báo trả lại hồ sơ.',
      en: 'The papers named where the file was returned.',
    },
  ],
  COLLECTION: [
    { vi: 'Giấy hẹn trả kết quả.', en: 'The collection slip.' },
    {
      vi: 'Thẻ căn cước, CCCD hoặc CMND cũ đang giữ.',
      en: 'The old card you still hold.',
    },
    {
      vi: 'Nhận thay: văn bản ủy quyền và giấy tờ tùy thân của người nhận.',
      en: 'On behalf of another: a written authorisation and your own card.',
    },
  ],
}
