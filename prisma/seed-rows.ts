import { createHash } from 'node:crypto'
import { mergerDate } from '../core/citizen/provinces.ts'
import { earliestDay, yearOf } from '../core/dates/calendar-date.ts'
import type { CalendarDate } from '../core/dates/calendar-date.ts'
import type { SyntheticHousehold } from '../core/synthetic/population.ts'
import type { SyntheticResident } from '../core/synthetic/resident.ts'
import { matchingKey, searchKey, tokenSetKey } from '../core/text/vietnamese.ts'

type Value = string | number | boolean | null

/** Rows of one table, column by column in the order of {@link tables}. */
export type Rows = Readonly<Record<TableName, Value[][]>>

export type TableName = keyof typeof tables

/** The tables in the order in which they can be filled, with their columns and the PostgreSQL type of each. */
export const tables = {
  Resident: {
    id: 'uuid',
    number: 'text',
    provisional: 'boolean',
    name: 'text',
    birthDate: 'text',
    birthYear: 'int',
    sex: 'text',
    ethnicity: 'text',
    religion: 'text',
    bloodType: 'text',
    maritalStatus: 'text',
    birthPlace: 'text',
    birthRegistrationPlace: 'text',
    birthProvince: 'text',
    placeOfOrigin: 'text',
    phone: 'text',
    email: 'text',
    nameSearchKey: 'text',
    nameMatchingKey: 'text',
    nameTokenSetKey: 'text',
  },
  IdentityNumber: { number: 'text', residentId: 'uuid', status: 'text', allottedOn: 'date' },
  LegacyDocument: {
    id: 'uuid',
    residentId: 'uuid',
    kind: 'text',
    number: 'text',
    issuedOn: 'date',
    issuedBy: 'text',
    expiresOn: 'date',
  },
  Address: {
    id: 'uuid',
    residentId: 'uuid',
    kind: 'text',
    unitId: 'int',
    text: 'text',
    validFrom: 'date',
    validTo: 'date',
  },
  Relationship: {
    id: 'uuid',
    residentId: 'uuid',
    kind: 'text',
    relatedId: 'uuid',
    name: 'text',
    number: 'text',
  },
  Household: { id: 'uuid', headId: 'uuid', unitId: 'int', addressText: 'text' },
  HouseholdMember: { householdId: 'uuid', residentId: 'uuid', relation: 'text', validFrom: 'date' },
} as const

export type SeedContext = {
  /** Tells one population's rows from another's: {@link seedMark} of the seed. */
  readonly mark: Buffer
  /** Database id of the unit of a code and its first day, `01234 2025-07-01`. */
  readonly unitIds: ReadonlyMap<string, number>
}

export function seedMark(seed: string): Buffer {
  return createHash('sha256').update(seed).digest().subarray(0, 8)
}

export function emptyRows(): Rows {
  const names = Object.keys(tables) as TableName[]
  return Object.fromEntries(names.map((name) => [name, []])) as unknown as Rows
}

/** Adds the rows of one household. */
export function addHousehold(rows: Rows, household: SyntheticHousehold, context: SeedContext): void {
  const householdId = rowId(context, household.index, { table: 0, member: 0, ordinal: 0 })
  const headId = residentId(context, household.index, 0)
  const unitId = unitIdOf(context, household.unit)
  household.members.forEach((resident, member) => {
    const place = { household, member, id: residentId(context, household.index, member) }
    addResident(rows, resident, place.id)
    addDocuments(rows, resident, { ...place, context })
    addAddresses(rows, resident, { ...place, context })
    addRelationships(rows, resident, { ...place, context })
    const since = laterOf(household.since, earliestDay(resident.birthDate))
    rows.HouseholdMember.push([householdId, place.id, resident.relation, since])
  })
  rows.Household.push([householdId, headId, unitId, household.address])
}

/** The id that the person at this place of the population has in the database. */
export function residentId(context: Pick<SeedContext, 'mark'>, household: number, member: number): string {
  return rowId(context, household, { table: 1, member, ordinal: 0 })
}

type Placed = {
  readonly household: SyntheticHousehold
  readonly member: number
  readonly id: string
  readonly context: SeedContext
}

function addResident(rows: Rows, resident: SyntheticResident, id: string): void {
  rows.Resident.push([
    id,
    resident.number,
    resident.provisional,
    resident.name,
    resident.birthDate,
    yearOf(resident.birthDate),
    resident.sex,
    resident.ethnicity,
    resident.religion,
    resident.bloodType,
    resident.maritalStatus,
    resident.birthPlace,
    resident.birthRegistrationPlace,
    resident.birthProvince,
    resident.placeOfOrigin,
    resident.phone,
    resident.email,
    searchKey(resident.name),
    matchingKey(resident.name),
    tokenSetKey(resident.name),
  ])
  if (resident.number) rows.IdentityNumber.push([resident.number, id, 'ACTIVE', resident.allottedOn])
}

function addDocuments(
  rows: Rows,
  resident: SyntheticResident,
  { household, member, id, context }: Placed,
): void {
  resident.documents.forEach((document, ordinal) => {
    const documentId = rowId(context, household.index, { table: 2, member, ordinal })
    const { kind, number, issuedOn, issuedBy, expiresOn } = document
    rows.LegacyDocument.push([documentId, id, kind, number, issuedOn, issuedBy, expiresOn])
  })
}

/** The commune of an address changed on the day of the merger; the period before has its own row. */
function addAddresses(
  rows: Rows,
  resident: SyntheticResident,
  { household, member, id, context }: Placed,
): void {
  const since = laterOf(household.since, earliestDay(resident.birthDate))
  const addressId = (ordinal: number) => rowId(context, household.index, { table: 3, member, ordinal })
  const { unit, address, formerly } = household
  const unitId = unitIdOf(context, unit)
  rows.Address.push([addressId(0), id, 'PERMANENT', unitId, address, laterOf(since, mergerDate), null])
  if (!formerly || since >= mergerDate) return
  const formerId = unitIdOf(context, formerly.unit)
  rows.Address.push([addressId(1), id, 'PERMANENT', formerId, formerly.address, since, mergerDate])
}

function addRelationships(
  rows: Rows,
  resident: SyntheticResident,
  { household, member, id, context }: Placed,
): void {
  resident.relatives.forEach((relative, ordinal) => {
    const relationshipId = rowId(context, household.index, { table: 4, member, ordinal })
    const related = relative.member === null ? null : residentId(context, household.index, relative.member)
    rows.Relationship.push([relationshipId, id, relative.kind, related, relative.name, relative.number])
  })
}

/**
 * UUID version 8 (RFC 9562, 5.8): household 48 bits | version 4 | table 4, member 4, ordinal 4 | variant 2 | mark 62. A
 * row has the same id whenever it is seeded, and ids grow in the order of insertion, which keeps the indexes compact.
 */
function rowId(
  { mark }: Pick<SeedContext, 'mark'>,
  household: number,
  of: { readonly table: number; readonly member: number; readonly ordinal: number },
): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
  const first = hex(household, 12)
  const third = `8${hex(of.table, 1)}${hex(of.member, 1)}${hex(of.ordinal, 1)}`
  const variant = hex(0x80 | ((mark[0] ?? 0) & 0x3f), 2)
  const rest = mark.toString('hex')
  return `${first.slice(0, 8)}-${first.slice(8)}-${third}-${variant}${rest.slice(2, 4)}-${rest.slice(4, 16)}`
}

function unitIdOf(
  { unitIds }: SeedContext,
  unit: { readonly code: string; readonly validFrom: string },
): number {
  const id = unitIds.get(`${unit.code} ${unit.validFrom}`)
  if (id === undefined) throw new RangeError(`unit ${unit.code} is not in the database`)
  return id
}

const laterOf = (a: CalendarDate, b: CalendarDate): CalendarDate => (a > b ? a : b)
