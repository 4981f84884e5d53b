import { addDays, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { ReviewDesign } from '../../../core/review/design.ts'
import { sampleSize } from '../../../core/review/sample-size.ts'

/** A plan while it is being written. */
export interface PlanDraft {
  readonly design: ReviewDesign
  readonly teamName: string
  readonly round1: readonly string[]
  readonly round2: readonly string[]
  readonly from: CalendarDate | null
  readonly to: CalendarDate | null
}

const usualDays = 7

/** 95 % ± 3 % for 5 % of forms with errors: what a plan begins with, until its writer knows better. */
export const firstDraft = (today: CalendarDate): PlanDraft => ({
  design: {
    confidence: 0.95,
    margin: 0.03,
    expectedErrors: 0.05,
    threshold: 0.95,
    recheckShare: 0.1,
    byCollector: false,
  },
  teamName: '',
  round1: [],
  round2: [],
  from: today,
  to: addDays(today, usualDays),
})

/** As the server takes it; null while something is missing. */
export function planOf({ design, teamName, round1, round2, from, to }: PlanDraft) {
  const name = teamName.trim()
  const manned = round1.length > 0 && (round2.length > 0 || design.recheckShare === 0)
  if (name === '' || !manned || from === null || to === null || to < from) return null
  return { design, team: { name, round1, round2 }, schedule: { from, to } }
}

export interface SampleForecast {
  readonly population: number
  readonly sample: number
  readonly rechecks: number
}

/** What the design asks for of so many forms. Very small strata add a few: each has at least one. */
export function forecast(design: ReviewDesign, population: number): SampleForecast {
  const sample = sampleSize(population, design)
  return { population, sample, rechecks: Math.ceil(sample * design.recheckShare) }
}

interface FormCounts {
  readonly returned: number
  readonly loaded: number
}

/** Forms that a sample would be drawn from: collected and not loaded, without those that other software keeps. */
export function collectedForms(counts: FormCounts, reported: FormCounts | null): number {
  const waiting = (forms: FormCounts) => forms.returned - forms.loaded
  return Math.max(0, waiting(counts) - (reported ? waiting(reported) : 0))
}
