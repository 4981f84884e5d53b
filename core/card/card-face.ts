import type { CalendarDate, PartialDate } from '../dates/calendar-date.ts'

/** Everything that stands printed on one card; what is missing for a template stays off it. */
export interface CardFace {
  /** 12 digits. */
  readonly number: string
  readonly name: string
  readonly birthDate: PartialDate
  readonly sex: 'MALE' | 'FEMALE'
  readonly nationality: string
  readonly residence: string
  readonly birthRegistrationPlace: string
  readonly issuedOn: CalendarDate
  /** null: không thời hạn. */
  readonly expiresOn: CalendarDate | null
  /** Payload of the printed QR. */
  readonly qr: string
  /** Three lines of thirty. */
  readonly mrz: readonly [string, string, string]
}

/** Templates by law: TT 16/2024/TT-BCA, from 6 years and under 6 (without portrait). */
export const cardTemplates = ['CC_2024', 'CC_2024_UNDER_6'] as const
export type CardTemplate = (typeof cardTemplates)[number]
