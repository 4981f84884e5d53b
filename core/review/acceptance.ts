import type { Bilingual } from '../errors.ts'
import type { Agreement } from './agreement.ts'
import type { QualityEstimate } from './quality-estimate.ts'

/** Where the estimate stands to the threshold, and what follows; the rows are asked in this order. */
const verdicts = {
  PASS: {
    holds: ({ low }, threshold) => low >= threshold,
    mayAccept: true,
    text: {
      vi: 'Đạt: cả khoảng tin cậy nằm trên ngưỡng.',
      en: 'Passes: the whole interval is above the threshold.',
    },
  },
  NARROW_PASS: {
    holds: ({ rate }, threshold) => rate >= threshold,
    mayAccept: true,
    text: {
      vi: 'Đạt sát ngưỡng: tỷ lệ đạt nhưng khoảng tin cậy chạm ngưỡng.',
      en: 'Passes narrowly: the rate is above the threshold, the interval reaches below it.',
    },
  },
  NARROW_FAIL: {
    holds: ({ high }, threshold) => high >= threshold,
    mayAccept: false,
    text: {
      vi: 'Không đạt, sát ngưỡng: tỷ lệ dưới ngưỡng nhưng khoảng tin cậy còn chạm ngưỡng.',
      en: 'Fails narrowly: the rate is below the threshold, the interval reaches above it.',
    },
  },
  FAIL: {
    holds: () => true,
    mayAccept: false,
    text: {
      vi: 'Không đạt: cả khoảng tin cậy nằm dưới ngưỡng.',
      en: 'Fails: the whole interval is below the threshold.',
    },
  },
} as const satisfies Readonly<Record<string, VerdictRule>>

interface VerdictRule {
  readonly holds: (estimate: QualityEstimate, threshold: number) => boolean
  readonly mayAccept: boolean
  readonly text: Bilingual
}

export type Verdict = keyof typeof verdicts
export const verdictNames = Object.keys(verdicts) as readonly Verdict[]

/** Share of re-checked forms on which both teams must say the same before a locality is accepted on the first team's word. */
export const leastAgreement = 0.9

export function verdictOf(estimate: QualityEstimate, threshold: number): Verdict {
  return verdictNames.find((name) => verdicts[name].holds(estimate, threshold)) ?? 'FAIL'
}

export const verdictText = (verdict: Verdict): Bilingual => verdicts[verdict].text

/** Whether the sample lets the locality pass without an override. */
export function mayAccept(verdict: Verdict, agreement: Agreement | null): boolean {
  return verdicts[verdict].mayAccept && (agreement === null || agreement.rate >= leastAgreement)
}
