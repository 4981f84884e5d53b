import { saysUnknown } from '../../core/forms/answers.ts'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import type { FieldValues } from '../../core/reconciliation/compare.ts'
import { type ReconciledFieldName, relationFields } from '../../core/reconciliation/fields.ts'
import { empty, known, type SourceValue, unknown } from '../../core/reconciliation/sources.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { type OtherData, readOtherData } from './other-data.ts'

/** A resident as reconciliation reads them: every field as a value, unknown or empty. */
export interface RegisteredPerson {
  readonly id: string
  readonly version: number
  readonly number: string | null
  readonly provisional: boolean
  readonly deceased: boolean
  /** Unit of the permanent address; without one, where the person's residence status is kept; '' for neither. */
  readonly unitCode: string
  /** All units that the person lives in by an address or a status of today. */
  readonly unitCodes: readonly string[]
  readonly values: FieldValues
  readonly other: OtherData
}

const columns = {
  name: true,
  otherName: true,
  birthDate: true,
  sex: true,
  nationality: true,
  ethnicity: true,
  religion: true,
  bloodType: true,
  maritalStatus: true,
  birthPlace: true,
  birthRegistrationPlace: true,
  birthProvince: true,
  placeOfOrigin: true,
  number: true,
} as const satisfies Partial<Record<ReconciledFieldName, true>>

/** Reads a resident as of a day. Throws NotFound. */
export async function readPerson(tx: Transaction, id: string, on: CalendarDate): Promise<RegisteredPerson> {
  const today = dateOf(on)
  const holds = { validFrom: { lte: today }, OR: [{ validTo: null }, { validTo: { gt: today } }] }
  const resident = await tx.resident.findUnique({
    where: { id: recordId(id, 'resident') },
    include: {
      addresses: { where: holds, include: { unit: { select: { code: true } } } },
      statuses: { where: holds, include: { unit: { select: { code: true } } } },
      relationships: { where: { validTo: null } },
      memberships: {
        where: holds,
        include: { household: { include: { head: { select: { name: true } } } } },
      },
    },
  })
  if (!resident) throw new NotFound('resident')
  const other = readOtherData(resident.otherData)
  const address = (kind: string) => resident.addresses.find((one) => one.kind === kind)
  const [membership] = resident.memberships
  const texts: [ReconciledFieldName, string | null | undefined][] = [
    ...(Object.keys(columns) as (keyof typeof columns)[]).map(
      (field): [ReconciledFieldName, string | null] => [field, resident[field]],
    ),
    ...Object.entries(relationFields).map(([field, kind]): [ReconciledFieldName, string | undefined] => [
      field as ReconciledFieldName,
      resident.relationships.find((one) => one.kind === kind)?.name,
    ]),
    ['permanentAddress', address('PERMANENT')?.text],
    ['currentAddress', address('CURRENT')?.text],
    ['headName', membership?.household.head.name ?? other.head?.name],
    ['relationToHead', membership?.relation ?? other.head?.relation],
  ]
  const status = resident.statuses[0]?.unit.code
  const homes = resident.addresses.map(({ unit }) => unit.code)
  return {
    id: resident.id,
    version: resident.version,
    number: resident.number,
    provisional: resident.provisional,
    deceased: resident.deathOn !== null,
    unitCode: address('PERMANENT')?.unit.code ?? status ?? '',
    unitCodes: status === undefined ? homes : [...homes, status],
    values: Object.fromEntries(texts.map(([field, text]) => [field, valueOf(field, text, other)])),
    other,
  }
}

/** Columns that may not be empty hold the words "Không rõ" where that is what was declared. */
function valueOf(field: string, text: string | null | undefined, other: OtherData): SourceValue {
  if (other.unknown.includes(field) || (text && saysUnknown(text))) return unknown
  return text === null || text === undefined || text === '' ? empty : known(text)
}
