import { randomInt } from 'node:crypto'
import { composeCitizenNumber, type Sex } from '../../../core/citizen/citizen-number.ts'
import type { LegacyCard } from '../../../core/import/read-card-row.ts'
import { stagedFields, type StagedPerson } from '../../../core/import/staged-person.ts'
import { copyRow, type CopyValue } from './copy-in.ts'
import type { ImportContext } from './import-context.ts'

/** What a person's row has beside what it says. */
interface RowOfPerson {
  readonly line: number
  readonly sourceKey: string
  readonly contentHash: string
  /** A number drawn for somebody without one. */
  readonly drawn: string | null
}

const ownColumns = [
  'line',
  'sourceKey',
  'contentHash',
  'drawn',
  'unitId',
  'currentUnitId',
  'missing',
] as const

/** The staging table of people, and the columns that the text of a row fills behind batch and job. */
export const personStaging = {
  table: 'ImportStagedPerson',
  columns: ['batch', 'jobId', ...ownColumns, ...stagedFields],
} as const

/** A person's columns of the staging table, behind batch and job. */
export function personText(
  { unitIdOf }: Pick<ImportContext, 'unitIdOf'>,
  person: StagedPerson,
  { line, sourceKey, contentHash, drawn }: RowOfPerson,
): string {
  const { unit, currentUnit, missing } = person
  const values: CopyValue[] = [
    line,
    `\\x${sourceKey}`,
    `\\x${contentHash}`,
    drawn,
    unitIdOf(unit),
    currentUnit && unitIdOf(currentUnit),
    `{${missing.join(',')}}`,
  ]
  for (const column of stagedFields) values.push(person[column])
  return copyRow(values)
}

/** Whoever is to get a number. */
export interface NumberHolder {
  readonly birthProvince: string | null
  readonly sex: Sex
  readonly birthYear: number
}

/**
 * A number as allot-number.ts draws it: uniform within place, century with sex, and year (NĐ 137/2015, article 13). Null
 * where the place of birth registration is not known, or the year is before the numbers begin: such a person waits for one.
 */
export function drawNumber({ birthProvince, sex, birthYear }: NumberHolder): string | null {
  if (birthProvince === null || birthYear < 1900) return null
  return composeCitizenNumber({ birthCode: birthProvince, sex, birthYear, serial: randomInt(1_000_000) })
}

const cardColumns = [
  'kind',
  'number',
  'name',
  'nameMatchingKey',
  'birthDate',
  'issuedOn',
  'issuedBy',
  'expiresOn',
  'archivePlace',
] as const satisfies readonly (keyof LegacyCard)[]

export const cardStaging = {
  table: 'ImportStagedCard',
  columns: ['batch', 'jobId', 'line', 'unitCode', ...cardColumns],
} as const

/** A card's columns of the staging table, behind batch and job. */
export const cardText = (card: LegacyCard, line: number): string =>
  copyRow([line, card.unit.unit.code, ...cardColumns.map((column) => card[column])])
