import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import type { MinutiaeTemplate } from '../../core/biometrics/minutiae.ts'

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
