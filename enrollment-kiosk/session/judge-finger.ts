import { FingerRefused } from '../../core/biometrics/accept-finger.ts'
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import { enoughQuality, examineFinger } from '../../core/biometrics/finger-quality.ts'
import { FingerImageUnusable, type MinutiaeTemplate } from '../../core/biometrics/minutiae.ts'
import { qualityHintTexts } from '../../core/biometrics/quality-hints.ts'
import type { Bilingual } from '../../core/errors.ts'

/** What an image is worth. */
export type Judgement =
  /** Not to be kept; the refusal says why. */
  | { readonly verdict: 'REFUSED'; readonly refusal: FingerRefused }
  | { readonly verdict: 'POOR' | 'ENOUGH'; readonly quality: number; readonly template: MinutiaeTemplate }
  /** A scanner whose size or resolution the extractor does not know: the image is kept as it is, for people. */
  | { readonly verdict: 'UNMEASURED' }

/** The judgement, and what to do better next time, first things first; empty where nothing is known. */
export interface Judged {
  readonly judgement: Judgement
  readonly hints: readonly Bilingual[]
}

/**
 * Runs on the agent's own thread: 20 to 35 ms for a finger, once in several seconds, is less than a thread would cost to
 * keep. Throws FingerImageUnusable where pixels are missing.
 */
export function judgeFinger(image: FingerImage): Judged {
  try {
    const { template, quality } = examineFinger(image)
    const verdict = quality.score >= enoughQuality ? 'ENOUGH' : 'POOR'
    return {
      judgement: { verdict, quality: quality.score, template },
      hints: quality.hints.map((hint) => qualityHintTexts[hint]),
    }
  } catch (error) {
    if (error instanceof FingerRefused) {
      return { judgement: { verdict: 'REFUSED', refusal: error }, hints: [error.text] }
    }
    if (!(error instanceof FingerImageUnusable) || error.facts['cause'] === 'PIXELS') throw error
    return { judgement: { verdict: 'UNMEASURED' }, hints: [] }
  }
}

/** How much a judgement is worth keeping: the best of several tries is kept. */
export function worthOf(judgement: Judgement): number {
  if (judgement.verdict === 'REFUSED') return -1
  return judgement.verdict === 'UNMEASURED' ? 0 : judgement.quality
}

/** 0 for what shows no finger; null where it could not be measured. */
export function qualityOf(judgement: Judgement): number | null {
  if (judgement.verdict === 'REFUSED') return 0
  return judgement.verdict === 'UNMEASURED' ? null : judgement.quality
}
