import type { FindingKind } from '../../../core/review/findings.ts'

export type CheckMark = 'RIGHT' | FindingKind
export const checkMarks: readonly CheckMark[] = ['RIGHT', 'MISSING', 'WRONG']

/** What a visit says of one item. */
export interface FieldAnswer {
  readonly mark: CheckMark
  /** What the papers say, as typed. */
  readonly found: string
}

/** By item; an item that is not here has not been looked at, and counts as right when the form is saved. */
export type CheckAnswers = ReadonlyMap<string, FieldAnswer>

export function withMark(answers: CheckAnswers, field: string, mark: CheckMark): CheckAnswers {
  return new Map([
    ...answers,
    [field, { mark, found: mark === 'RIGHT' ? '' : (answers.get(field)?.found ?? '') }],
  ])
}

export function withFound(answers: CheckAnswers, field: string, found: string): CheckAnswers {
  const { mark } = answers.get(field) ?? { mark: 'WRONG' as const }
  return new Map([...answers, [field, { mark, found }]])
}

interface KnownFinding {
  readonly round: number
  readonly field: string
  readonly kind: FindingKind
  readonly found: string | null
}

/** What was answered before, when a form is opened again. */
export function answersOf(findings: readonly KnownFinding[], round: number): CheckAnswers {
  const own = findings.filter((finding) => finding.round === round)
  return new Map(own.map(({ field, kind, found }) => [field, { mark: kind, found: found ?? '' }]))
}

/** The errors among the answers, as the server takes them. */
export function findingsOf(
  answers: CheckAnswers,
): { field: string; kind: FindingKind; found: string | null }[] {
  return [...answers].flatMap(([field, { mark, found }]) =>
    mark === 'RIGHT' ? [] : [{ field, kind: mark, found: found.trim() || null }],
  )
}
