import type { DeclaredPerson, PacketManifest } from './packet.ts'
import { markLetters, readsTheSame, type LetterMarks } from './compare-letters.ts'
import { comparedFields, isComparedField, type ComparedFieldName, whoWins } from './who-wins.ts'

export type Claim = PacketManifest['claims'][number]
/** A person as some source holds them; what it does not know is null. */
export type PersonKnown = Readonly<Record<ComparedFieldName, string | null>>

/** Letters that a confirmation on the second screen is asked for: they differ by more than blanks, and the applicant's word would stand. */
export const needsConfirmation = ({ field, winner, registry, declared }: Claim): boolean =>
  winner === 'DECLARED' &&
  isComparedField(field) &&
  whoWins[field].letterByLetter &&
  !readsTheSame(registry, declared)

export type ClaimFault = 'PAPER' | 'CONFIRMATION' | 'ELSEWHERE'

/** What a claim lacks to be settled; null for a settled one. The same question at the desk and at the server. */
export function claimFault(claim: Claim, papers: readonly { readonly id: string }[]): ClaimFault | null {
  if (claim.winner === 'REGISTRY' || !isComparedField(claim.field)) return null
  const { proof } = whoWins[claim.field]
  if (proof === 'ELSEWHERE') return 'ELSEWHERE'
  if (proof === 'PAPER' && !papers.some(({ id }) => id === claim.paper)) return 'PAPER'
  return needsConfirmation(claim) && !claim.confirmedByCitizen ? 'CONFIRMATION' : null
}

export interface FieldDifference {
  readonly field: ComparedFieldName
  readonly registry: string | null
  readonly declared: string | null
  /** Letters of `declared` that are not the registry's. */
  readonly marks: LetterMarks
}

/** Fields on which the registry and the applicant differ, in the order of the comparison. */
export function differencesOf(registry: PersonKnown, declared: PersonKnown): readonly FieldDifference[] {
  return comparedFields
    .filter((field) => !readsTheSame(registry[field], declared[field]))
    .map((field) => ({
      field,
      registry: registry[field],
      declared: declared[field],
      marks: markLetters(registry[field] ?? '', declared[field] ?? ''),
    }))
}

/**
 * Whether a difference must be settled before the file goes on. What the registry does not know is filled in at the desk and
 * contradicts nobody; what the applicant leaves out is not denied; a field that is theirs to say needs no proof.
 */
export function isContradiction({ field, registry, declared }: Omit<FieldDifference, 'marks'>): boolean {
  return !!registry && !!declared && whoWins[field].wins === 'REGISTRY'
}

/** A claim that the applicant's word, whatever it is about, needs no proof for: made without being asked. */
export const claimByWord = ({ field, registry, declared }: FieldDifference): Claim | null =>
  whoWins[field].proof === 'WORD' && declared
    ? {
        field,
        registry,
        declared,
        winner: 'DECLARED',
        form: registry ? 'DC02' : 'DC01',
        paper: null,
        confirmedByCitizen: false,
      }
    : null

/** DC01 supplies what the registry does not hold, DC02 changes what it holds (form codes to 30/06/2024). */
export const formOf = ({ winner, registry }: Pick<Claim, 'winner' | 'registry'>): Claim['form'] =>
  winner === 'REGISTRY' ? null : registry ? 'DC02' : 'DC01'

/** The person after the comparison: what the applicant said is replaced where the registry's word stands. */
export function personAfter(declared: DeclaredPerson, claims: readonly Claim[]): DeclaredPerson {
  const replaced = claims.flatMap(({ field, winner, registry, declared: said }) => {
    if (winner !== 'REGISTRY' || !registry || !isComparedField(field)) return []
    return readsTheSame(declared[field], said) ? [[field, registry]] : []
  })
  return { ...declared, ...Object.fromEntries(replaced) }
}
