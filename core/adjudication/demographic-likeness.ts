import { compareValues, type Difference } from '../reconciliation/compare.ts'
import { known } from '../reconciliation/sources.ts'
import { matchingKey, searchKey, tokenSetKey } from '../text/vietnamese.ts'

export interface LikenessParent {
  readonly name: string
  /** Record of the parent in the register, where it is known. */
  readonly recordId: string | null
}

/** What two persons are told apart by without biometrics. */
export interface LikenessPerson {
  readonly name: string
  /** yyyy, yyyy-MM or yyyy-MM-dd. */
  readonly birthDate: string
  readonly sex: string
  readonly father: LikenessParent | null
  readonly mother: LikenessParent | null
}

/** The same name; with the tone elsewhere or i for y; but for accents; in another order of words; but for one slip. */
export const nameLikenesses = ['EXACT', 'SPELLING', 'UNACCENTED', 'REORDERED', 'SLIP'] as const
export type NameLikeness = (typeof nameLikenesses)[number]

export interface DemographicLikeness {
  readonly name: NameLikeness | null
  readonly birthDate: Difference
  readonly sameSex: boolean
  /** Parents who are the same, and who are somebody else; one whom either does not know is neither. */
  readonly parents: { readonly same: number; readonly other: number }
}

/** `slips`: token set keys that are one typing slip away from the first person's name. */
export function demographicLikeness(
  one: LikenessPerson,
  other: LikenessPerson,
  slips: ReadonlySet<string>,
): DemographicLikeness {
  const parents = [parentsAgree(one.father, other.father), parentsAgree(one.mother, other.mother)]
  return {
    name: nameLikeness(one.name, other.name, slips),
    birthDate: dateLikeness(one.birthDate, other.birthDate),
    sameSex: one.sex === other.sex,
    parents: {
      same: parents.filter((agree) => agree === true).length,
      other: parents.filter((agree) => agree === false).length,
    },
  }
}

/** Two who share what is known of a date in part only do not share the date. */
function dateLikeness(one: string, other: string): Difference {
  if (one === other && one.length < 10) return one.length === 4 ? 'YEAR_ONLY' : 'LESS_EXACT'
  return compareValues('birthDate', known(one), known(other))
}

function nameLikeness(one: string, other: string, slips: ReadonlySet<string>): NameLikeness | null {
  if (one.toUpperCase() === other.toUpperCase()) return 'EXACT'
  if (matchingKey(one) === matchingKey(other)) return 'SPELLING'
  if (searchKey(one) === searchKey(other)) return 'UNACCENTED'
  if (tokenSetKey(one) === tokenSetKey(other)) return 'REORDERED'
  return slips.has(tokenSetKey(other)) ? 'SLIP' : null
}

/** Null where one of the two is not known. Accents are forgiven, another order of words is another parent. */
function parentsAgree(one: LikenessParent | null, other: LikenessParent | null): boolean | null {
  if (!one || !other) return null
  if (one.recordId !== null && other.recordId !== null) return one.recordId === other.recordId
  return searchKey(one.name) === searchKey(other.name) || matchingKey(one.name) === matchingKey(other.name)
}

/**
 * What likeness of person says:
 * TWIN: so like that two people look at it, whatever the fingers say;
 * SUSPECT: looked at, unless other facts tell the two apart: both have fingers in every gallery and were not found alike, or
 * the register keeps them as members of one household (twins of one birth are often called An and Ân);
 * UNLIKE: shared by too many people to mean anything.
 */
export type DemographicVerdict = 'TWIN' | 'SUSPECT' | 'UNLIKE'

/**
 * Name and full birth date are shared by several people for the common names, so a parent decides: one who is the same speaks for
 * it, one who is another against it. A date that is known in part, or only with day and month swapped, a name in another order
 * or with a slip need a parent who is the same, and none who is another.
 */
export function demographicVerdict({
  name,
  birthDate,
  sameSex,
  parents,
}: DemographicLikeness): DemographicVerdict {
  if (name === null) return 'UNLIKE'
  const sameName = name === 'EXACT' || name === 'SPELLING'
  if (birthDate === 'SAME' && sameName && parents.same > 0) return 'TWIN'
  if (!sameSex || parents.other > 0) return 'UNLIKE'
  if (birthDate === 'SAME' && (sameName || name === 'UNACCENTED')) return 'SUSPECT'
  const mayBe = name === 'SLIP' ? birthDate === 'SAME' : nearDates.has(birthDate)
  return mayBe && parents.same > 0 ? 'SUSPECT' : 'UNLIKE'
}

const nearDates: ReadonlySet<Difference> = new Set(['SAME', 'YEAR_ONLY', 'LESS_EXACT', 'DAY_MONTH_SWAPPED'])

const nameWeight: Readonly<Record<NameLikeness, number>> = {
  EXACT: 60,
  SPELLING: 55,
  UNACCENTED: 50,
  REORDERED: 40,
  SLIP: 35,
}
const dateWeight: Readonly<Partial<Record<Difference, number>>> = {
  SAME: 30,
  DAY_MONTH_SWAPPED: 20,
  LESS_EXACT: 15,
  YEAR_ONLY: 10,
}

/** For the order of a list, the likest first; sex and parents move a candidate, they never leave one out. */
export function likenessWeight({ name, birthDate, sameSex, parents }: DemographicLikeness): number {
  return (
    (name === null ? 0 : nameWeight[name]) +
    (dateWeight[birthDate] ?? 0) +
    (sameSex ? 15 : 0) +
    15 * (parents.same - parents.other)
  )
}
