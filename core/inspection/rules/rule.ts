import type { Bilingual } from '../../errors.ts'

/** A MUST that is broken refuses the chip, a SHOULD only warns. */
export type Severity = 'MUST' | 'SHOULD'

export interface Rule {
  readonly severity: Severity
  /** Where the rule stands: “9303-10, 4.7.2”. */
  readonly clause: string
  /** What is wrong where it is broken. */
  readonly text: Bilingual
}

export type RuleTable = Readonly<Record<string, Rule>>

export const must = (clause: string, vi: string, en: string): Rule => ({
  severity: 'MUST',
  clause,
  text: { vi, en },
})

export const should = (clause: string, vi: string, en: string): Rule => ({
  severity: 'SHOULD',
  clause,
  text: { vi, en },
})
