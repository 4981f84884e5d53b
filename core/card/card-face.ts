import type { CalendarDate, PartialDate } from '../dates/calendar-date.ts'

/** Everything that stands printed on one card. A template takes what it prints; what it needs and does not get is a refusal. */
export interface CardFace {
  /** 12 digits. */
  readonly number: string
  readonly name: string
  readonly birthDate: PartialDate
  readonly sex: 'MALE' | 'FEMALE'
  readonly nationality: string
  readonly residence: string
  readonly birthRegistrationPlace: string
  /** Quê quán: on cards until 30/06/2024 and on certificates. */
  readonly placeOfOrigin?: string | undefined
  /** Đặc điểm nhân dạng: on cards until 30/06/2024. */
  readonly marks?: string | undefined
  readonly issuedOn: CalendarDate
  /** null: không thời hạn. */
  readonly expiresOn: CalendarDate | null
  /** Payload of the printed QR. */
  readonly qr: string
  /** Text of the signed QR, on templates that have a place for one. */
  readonly signedQr?: string | undefined
  /** Three lines of thirty. */
  readonly mrz: readonly [string, string, string]
}

/**
 * What can be printed, in the order of the laws: the chip card of 2021 (TT 06/2021/TT-BCA), the card of 2024 from 6 years
 * and under 6 (TT 16/2024/TT-BCA), the same two with a signed QR beside the circular's own, the identity certificate (the
 * same circular). The layout of the last three is an assumption.
 */
export const cardTemplates = [
  'CCCD_2021',
  'CC_2024',
  'CC_2024_UNDER_6',
  'CC_2024_SIGNED_QR',
  'CC_2024_UNDER_6_SIGNED_QR',
  'IDENTITY_CERTIFICATE_2024',
] as const
export type CardTemplate = (typeof cardTemplates)[number]
