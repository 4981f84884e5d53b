import { conflictKindsBetween, type FieldValues } from '../reconciliation/compare.ts'
import { type ConflictKind, empty, known } from '../reconciliation/sources.ts'
import type { RegisteredPerson } from './decide.ts'

/** What a card says, as far as it is compared with the register. */
export interface CardFacts {
  readonly number: string
  readonly name: string
  readonly birthDate: string
  readonly unitCode: string
}

/** Whom the register knows by what stands on a card. */
export interface CardCandidates {
  /** Who has the number: as a personal number, or on a card that is linked already. */
  readonly byNumber: RegisteredPerson | null
  /** The card is linked, and says nothing that is not known. */
  readonly complete: boolean
  readonly namesakes: readonly RegisteredPerson[]
}

export type CardDecision =
  | { readonly kind: 'LINK' | 'UNCHANGED'; readonly person: RegisteredPerson }
  | { readonly kind: 'NOBODY' | 'SEVERAL' }
  | {
      readonly kind: 'CONTRADICTS'
      readonly person: RegisteredPerson
      readonly conflicts: readonly ConflictKind[]
    }

/** What a card says, in the fields of a conflict case. */
export function valuesOfCard({ name, birthDate, number }: CardFacts): FieldValues {
  return {
    name: known(name),
    birthDate: known(birthDate),
    number: number.length === 12 ? known(number) : empty,
  }
}

export const valuesOfHolder = ({ name, birthDate, number }: RegisteredPerson): FieldValues => ({
  name: known(name),
  birthDate: known(birthDate),
  number: number === null ? empty : known(number),
})

/** yyyy-MM-dd */
const wholeDay = 10

/** By the number first; without one in the register, by name and date of birth, and the commune where that is not enough. */
export function decideCard(card: CardFacts, { byNumber, complete, namesakes }: CardCandidates): CardDecision {
  if (byNumber) {
    const conflicts = conflictKindsBetween(valuesOfCard(card), valuesOfHolder(byNumber))
    if (conflicts.length > 0) return { kind: 'CONTRADICTS', person: byNumber, conflicts }
    return { kind: complete ? 'UNCHANGED' : 'LINK', person: byNumber }
  }
  const neighbours = namesakes.filter(({ unitCode }) => unitCode === card.unitCode)
  const [only, ...others] = namesakes
  // A year of birth alone tells nobody apart from the namesakes of a whole country.
  if (only && others.length === 0 && card.birthDate.length === wholeDay) return { kind: 'LINK', person: only }
  const [neighbour, ...more] = neighbours
  if (neighbour && more.length === 0) return { kind: 'LINK', person: neighbour }
  return { kind: namesakes.length === 0 ? 'NOBODY' : 'SEVERAL' }
}
