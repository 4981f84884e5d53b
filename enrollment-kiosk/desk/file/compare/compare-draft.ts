import type { Claim, ComparedField, SessionView } from '../../../../core/contracts/desk/session.ts'
import { formOf } from '../../../../core/enrollment/claims.ts'
import { type LetterMarks, markLetters, readsTheSame } from '../../../../core/enrollment/compare-letters.ts'
import { whoWins } from '../../../../core/enrollment/who-wins.ts'
import type { Typed } from '../use-draft.ts'
import { shownValue, typedValue } from './field-values.ts'

/** One line of the comparison as it stands on the screen: what was typed, and what follows from it. */
export interface Row {
  readonly compared: ComparedField
  /** The line is open for what the citizen says. */
  readonly open: boolean
  readonly typed: string
  /** Null while nothing legible is typed. */
  readonly declared: string | null
  readonly differs: boolean
  readonly marks: LetterMarks
  readonly winner: 'REGISTRY' | 'DECLARED'
  readonly paper: string | null
  /** The citizen's word cannot stand at this desk. */
  readonly elsewhere: boolean
}

const key = (field: string, part: 'open' | 'value' | 'winner' | 'paper') => `${field}.${part}`

export const rowChanges = (
  field: string,
  changes: Readonly<Partial<Record<'open' | 'value' | 'winner' | 'paper', string>>>,
): Typed =>
  Object.fromEntries(
    (['open', 'value', 'winner', 'paper'] as const).flatMap((part) => {
      const value = changes[part]
      return value === undefined ? [] : [[key(field, part), value]]
    }),
  )

/** What the claims that were made before look like in the fields. */
export function draftOfClaims({ comparison }: SessionView): Typed {
  return Object.assign(
    {},
    ...comparison.flatMap(({ field, claim }) =>
      claim && claim.declared !== null && whoWins[field].proof !== 'WORD'
        ? [
            rowChanges(field, {
              open: 'yes',
              value: shownValue(field, claim.declared),
              winner: claim.winner,
              paper: claim.paper ?? '',
            }),
          ]
        : [],
    ),
  )
}

export function rowOf(compared: ComparedField, typed: Typed): Row {
  const { field, registry } = compared
  const elsewhere = whoWins[field].proof === 'ELSEWHERE'
  const text = typed[key(field, 'value')] ?? ''
  const open = typed[key(field, 'open')] === 'yes'
  const declared = open ? typedValue(field, text) : null
  const differs = declared !== null && !readsTheSame(registry, declared)
  const chosen = typed[key(field, 'winner')]
  const winner = elsewhere ? 'REGISTRY' : chosen === 'REGISTRY' || chosen === 'DECLARED' ? chosen : 'DECLARED'
  const paper = typed[key(field, 'paper')] || null
  const marks = differs && registry ? markLetters(registry, declared) : []
  return { compared, open, typed: text, declared, differs, marks, winner, paper, elsewhere }
}

export function claimsOf(rows: readonly Row[]): readonly Claim[] {
  return rows.flatMap(({ compared, declared, differs, winner, paper }) => {
    if (!differs) return []
    const { field, registry } = compared
    const form = formOf({ winner, registry })
    return [{ field, registry, declared, winner, form, paper, confirmedByCitizen: false }]
  })
}

/** A line that is open and cannot be read yet. */
export const isIllegible = ({ open, typed, declared }: Row): boolean =>
  open && typed.trim() !== '' && declared === null

/** Where the paper that must prove the citizen's word is not chosen yet. */
export const lacksPaper = ({ compared, differs, winner, paper }: Row): boolean =>
  differs &&
  winner === 'DECLARED' &&
  whoWins[compared.field].proof === 'PAPER' &&
  compared.registry !== null &&
  !paper
