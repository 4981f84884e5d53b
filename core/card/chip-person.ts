import type { FingerPosition } from '../biometrics/positions.ts'
import type { CalendarDate, PartialDate } from '../dates/calendar-date.ts'

/** What the chip says of its holder: DG1 has it from the MRZ, DG13 has all of it. Unknown and untold are null. */
export interface ChipPerson {
  /** 12 digits. */
  readonly number: string
  readonly name: string
  readonly birthDate: PartialDate
  readonly sex: 'MALE' | 'FEMALE'
  readonly nationality: string
  readonly ethnicity: string | null
  readonly religion: string | null
  /** Quê quán on cards of 2021, nơi đăng ký khai sinh since 2024. */
  readonly origin: string
  readonly residence: string
  readonly marks: string | null
  readonly issuedOn: CalendarDate
  /** null: không thời hạn. */
  readonly expiresOn: CalendarDate | null
  readonly fatherName: string | null
  readonly motherName: string | null
  readonly spouseName: string | null
  /** CMND, 9 digits. */
  readonly legacyNumber: string | null
  /** 16 characters, as the chip's maker numbers it. */
  readonly chipSerial: string
  /** As printed on the back: three lines of thirty. */
  readonly mrz: readonly [string, string, string]
}

/** A picture in the encoding that the chip gets it in, made once at admission. */
export interface ChipPicture {
  readonly format: 'JP2' | 'JPEG' | 'WSQ'
  readonly bytes: Uint8Array
  /** Pixels. */
  readonly width: number
  readonly height: number
}

export interface ChipBiometrics {
  /** JP2 or JPEG; null for cards without a portrait. */
  readonly portrait: ChipPicture | null
  /** WSQ or JP2 at 500 dpi; none for the zero-finger form. */
  readonly fingers: readonly (ChipPicture & { readonly position: FingerPosition })[]
}
