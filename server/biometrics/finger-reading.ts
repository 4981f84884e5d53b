import type { FingerFinding } from '../../core/biometrics/finger-checks.ts'
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import type { MinutiaeTemplate } from '../../core/biometrics/minutiae.ts'
import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'

/** One finger's image to be read again, and what the desk made of it. */
export interface FingerToRead {
  readonly image: FingerImage
  readonly desk: MinutiaeTemplate | null
}

export type FingerReading =
  | {
      readonly outcome: 'READ'
      readonly template: MinutiaeTemplate
      readonly quality: number
      /** How alike the desk's template and the one read now are; null without one from the desk. */
      readonly agreement: number | null
    }
  /** The image shows no finger that could be compared. */
  | { readonly outcome: 'NO_FINGER' }
  /** The size or resolution is none that can be read. */
  | { readonly outcome: 'UNREADABLE' }

/** The fingers of one file, to be held against each other and against the person's last file. */
export interface FingersToCompare {
  readonly fingers: readonly EnrolledFinger[]
  readonly earlier: readonly EnrolledFinger[]
}

/** What a thread is asked, and what it answers. */
export type FingerWork =
  | { readonly kind: 'READ'; readonly finger: FingerToRead }
  | { readonly kind: 'COMPARE'; readonly compared: FingersToCompare }
export type FingerResult =
  | FingerReading
  | { readonly outcome: 'COMPARED'; readonly findings: readonly FingerFinding[] }
