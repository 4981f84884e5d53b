import { type CorrectionDiff, touchesNumber } from '../citizen/correction.ts'
import {
  compareValues,
  conflictKindsBetween,
  contradicts,
  type Difference,
  type FieldValues,
} from '../reconciliation/compare.ts'
import { fieldOf, type ReconciledFieldName } from '../reconciliation/fields.ts'
import { type ConflictKind, empty, known, type SourceValue, unknown } from '../reconciliation/sources.ts'
import { matchingKey } from '../text/vietnamese.ts'
import type { PersonFacts } from './staged-person.ts'

/** What the register has of somebody whom a row may mean. */
export interface RegisteredPerson {
  readonly id: string
  readonly number: string | null
  readonly version: number
  readonly name: string
  readonly birthDate: string
  readonly sex: string
  readonly nationality: string
  readonly ethnicity: string
  readonly religion: string | null
  readonly bloodType: string | null
  readonly maritalStatus: string | null
  readonly birthRegistrationPlace: string | null
  readonly birthProvince: string | null
  readonly placeOfOrigin: string | null
  readonly fatherName: string | null
  readonly motherName: string | null
  /** Code and printed text of the permanent residence. */
  readonly unitCode: string | null
  readonly addressText: string | null
  /** An earlier row of the same file means this person. */
  readonly fromThisFile: boolean
}

/** Whom the register knows by what stands on a row. */
export interface Candidates {
  /** Whoever came from the row with this key before. */
  readonly source: {
    readonly person: RegisteredPerson
    readonly sameContent: boolean
    /** Loaded by this very job: the key stands on an earlier line. */
    readonly sameJob: boolean
    /** Version as this source left it; null where the person was there before. */
    readonly loadedVersion: number | null
  } | null
  readonly byNumber: RegisteredPerson | null
  readonly byLegacyNumber: RegisteredPerson | null
  /** With the same name and date of birth. */
  readonly namesakes: readonly RegisteredPerson[]
}

/** What is to be done with a good row. */
export type Decision =
  | { readonly kind: 'NEW' }
  /** The same as last time, or a key or a number that stands on an earlier line: nothing to do. */
  | {
      readonly kind: 'UNCHANGED' | 'REPEATED_KEY' | 'REPEATED_NUMBER'
      readonly person: RegisteredPerson
    }
  /** Known already; where something contradicts, a case is opened and nothing overwritten. */
  | {
      readonly kind: 'MATCHED'
      readonly person: RegisteredPerson
      readonly conflicts: readonly ConflictKind[]
    }
  /** From this source, and changed by nobody since. */
  | {
      readonly kind: 'UPDATED'
      readonly person: RegisteredPerson
      readonly diff: CorrectionDiff
      readonly moved: boolean
    }
  /** Not loaded: somebody else has the number, or the person may be registered already. */
  | {
      readonly kind: 'NUMBER_OF_ANOTHER' | 'DUPLICATE_PERSON'
      readonly person: RegisteredPerson
      readonly conflicts: readonly ConflictKind[]
    }

const said = (value: string | null): SourceValue => (value === null ? empty : known(value))
const unknownWord = 'Không rõ'
const saidOrUnknown = (value: string) => (value === unknownWord ? unknown : known(value))

/** What a row says, in the fields of a conflict case. */
export function valuesOfRow(person: PersonFacts): FieldValues {
  return {
    name: known(person.name),
    birthDate: known(person.birthDate),
    sex: known(person.sex),
    number: said(person.number),
    ethnicity: saidOrUnknown(person.ethnicity),
    nationality: known(person.nationality),
    fatherName: said(person.fatherName),
    motherName: said(person.motherName),
    birthRegistrationPlace: said(person.birthRegistrationPlace),
    placeOfOrigin: said(person.placeOfOrigin),
    religion: said(person.religion),
    bloodType: said(person.bloodType),
    maritalStatus: said(person.maritalStatus),
    permanentAddress: known(person.addressText),
  }
}

/** What the register says, in the same fields. */
export function valuesOfRegister(person: RegisteredPerson): FieldValues {
  return {
    name: known(person.name),
    birthDate: known(person.birthDate),
    sex: known(person.sex),
    number: said(person.number),
    ethnicity: saidOrUnknown(person.ethnicity),
    nationality: known(person.nationality),
    fatherName: said(person.fatherName),
    motherName: said(person.motherName),
    birthRegistrationPlace: said(person.birthRegistrationPlace),
    placeOfOrigin: said(person.placeOfOrigin),
    religion: said(person.religion),
    bloodType: said(person.bloodType),
    maritalStatus: said(person.maritalStatus),
    permanentAddress: said(person.addressText),
  }
}

/** Differences that an officer need not look at. */
const alike: ReadonlySet<Difference> = new Set(['SAME', 'SPELLING', 'NOT_LOOKED_UP'])

/** Fields that a case shows: those that say who it is, and what the row says otherwise than the register. */
export function fieldsToShow(row: FieldValues, register: FieldValues): readonly ReconciledFieldName[] {
  const always: readonly ReconciledFieldName[] = ['name', 'birthDate', 'sex', 'number']
  const differing = (Object.keys(row) as ReconciledFieldName[]).filter(
    (field) => row[field]?.value !== null && !alike.has(compareValues(field, row[field], register[field])),
  )
  return [...new Set([...always, ...differing])]
}

/** Decides on one good row. Nothing of the register is ever overwritten by what only claims to be the same person. */
export function decide(row: PersonFacts, candidates: Candidates): Decision {
  const { source, byNumber, byLegacyNumber, namesakes } = candidates
  if (source) return decideKnown(row, source)
  const person = byNumber ?? byLegacyNumber
  if (person) {
    const conflicts = conflictsWith(row, person)
    if (conflicts.includes('NUMBER_OF_ANOTHER')) return { kind: 'NUMBER_OF_ANOTHER', person, conflicts }
    if (person.fromThisFile && conflicts.length === 0) return { kind: 'REPEATED_NUMBER', person }
    return { kind: 'MATCHED', person, conflicts }
  }
  const twin = namesakes.find((one) => isSamePerson(row, one))
  if (twin) return { kind: 'DUPLICATE_PERSON', person: twin, conflicts: ['DUPLICATE_PERSON'] }
  return { kind: 'NEW' }
}

function decideKnown(row: PersonFacts, source: NonNullable<Candidates['source']>): Decision {
  const { person, sameContent, sameJob, loadedVersion } = source
  if (sameJob) return { kind: 'REPEATED_KEY', person }
  if (sameContent) return { kind: 'UNCHANGED', person }
  const conflicts = conflictsWith(row, person)
  if (conflicts.includes('NUMBER_OF_ANOTHER')) return { kind: 'NUMBER_OF_ANOTHER', person, conflicts }
  const diff = diffOf(row, person)
  // A key that now names another number or other parents, or a change that asks for another number, is for an officer.
  const forOfficer = conflicts.includes('NUMBER') || conflicts.includes('RELATIVE') || touchesNumber(diff)
  const moved = row.unitCode !== person.unitCode || row.addressText !== person.addressText
  if (loadedVersion === person.version && !forOfficer) return { kind: 'UPDATED', person, diff, moved }
  // What the source has changed must not be lost where it may not be applied.
  const changed = correctable.filter((field) => diff[field]).map((field) => fieldOf(field).kind)
  const residence: readonly ConflictKind[] = moved ? ['RESIDENCE'] : []
  return { kind: 'MATCHED', person, conflicts: [...new Set([...conflicts, ...changed, ...residence])] }
}

function conflictsWith(row: PersonFacts, person: RegisteredPerson): readonly ConflictKind[] {
  const [theirs, ours] = [valuesOfRow(row), valuesOfRegister(person)]
  const kinds: ConflictKind[] = [...conflictKindsBetween(theirs, ours)]
  const differs = (field: ReconciledFieldName) =>
    contradicts(compareValues(field, theirs[field], ours[field]))
  if (differs('number')) kinds.push('NUMBER')
  if (differs('fatherName') || differs('motherName')) kinds.push('RELATIVE')
  return kinds
}

const correctable = [
  'name',
  'birthDate',
  'sex',
  'nationality',
  'ethnicity',
  'religion',
  'bloodType',
  'maritalStatus',
  'birthRegistrationPlace',
  'birthProvince',
  'placeOfOrigin',
] as const

/** What the row says otherwise; what it does not say stays as it is. */
function diffOf(row: PersonFacts, person: RegisteredPerson): CorrectionDiff {
  const diff: CorrectionDiff = {}
  for (const field of correctable) {
    const to = row[field]
    if (to !== null && to !== unknownWord && to !== person[field]) diff[field] = { from: person[field], to }
  }
  return diff
}

/**
 * Whether somebody of the same name and date of birth is the same person: two people with numbers of their own only where
 * both parents agree; else by a parent, or by the commune where no parent speaks against it.
 */
function isSamePerson(row: PersonFacts, person: RegisteredPerson): boolean {
  const pairs = [
    [row.fatherName, person.fatherName],
    [row.motherName, person.motherName],
  ] as const
  const spoken = pairs.filter((pair): pair is readonly [string, string] =>
    pair.every((name) => name !== null),
  )
  const agreeing = spoken.filter(([a, b]) => matchingKey(a) === matchingKey(b)).length
  if (agreeing < spoken.length) return false
  if (row.number !== null && person.number !== null) return agreeing === pairs.length
  return agreeing > 0 || row.unitCode === person.unitCode
}
