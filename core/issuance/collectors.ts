import { z } from 'zod'
import { citizenNumberSchema } from '../citizen/citizen-number.ts'
import { ageOn, type CalendarDate, calendarDateSchema, parsePartialDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'

export const collectors = ['HOLDER', 'REPRESENTATIVE', 'PROXY'] as const
export type Collector = (typeof collectors)[number]

export const collectorNames: Readonly<Record<Collector, Bilingual>> = {
  HOLDER: { vi: 'Chủ thẻ', en: 'The holder' },
  REPRESENTATIVE: { vi: 'Người đại diện hợp pháp', en: 'The lawful representative' },
  PROXY: { vi: 'Người được ủy quyền', en: 'A proxy with a letter of authorisation' },
}

/** Who takes a card for somebody else. */
export const collectorPersonSchema = z.strictObject({
  name: z.string().trim().min(2).max(120),
  number: citizenNumberSchema,
  /** Cha, mẹ, người giám hộ; anh, chị …: as the paper says it. */
  relation: z.string().trim().min(2).max(60),
})
export type CollectorPerson = z.infer<typeof collectorPersonSchema>

/** Giấy ủy quyền (Bộ luật Dân sự 2015, Điều 138): its number in the certifier's book, and its day. */
export const authorisationSchema = z.strictObject({
  number: z.string().trim().min(1).max(60),
  on: calendarDateSchema,
})
export type Authorisation = z.infer<typeof authorisationSchema>

/** Under fourteen somebody acts for the child: Luật Căn cước 26/2023/QH15, Điều 23. */
const childUntil = 14

interface RepresentedFile {
  readonly birthDate: string | null
  readonly representativeNumber: string | null
  /** Whether a face or fingers were ever captured. */
  readonly captured: boolean
}

/** A child, an adult whose file names a representative, and whoever has nothing to be compared by. */
export function mayBeRepresented(file: RepresentedFile, on: CalendarDate): boolean {
  const isChild = file.birthDate !== null && ageOn(parsePartialDate(file.birthDate), on) < childUntil
  return isChild || file.representativeNumber !== null || !file.captured
}
