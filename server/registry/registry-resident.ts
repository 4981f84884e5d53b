import type { CorrectableFieldName } from '../../core/citizen/correction.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { App } from '../kernel/app.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'

export type CorrectableRecord = Readonly<Record<CorrectableFieldName, string | null>>

const correctable = {
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
  phone: true,
  email: true,
} as const satisfies Record<CorrectableFieldName, true>

/** A resident as the registrar's operations need it: the fields that may change, and the unit that keeps the record. */
export async function loadResident(tx: Transaction, app: App, id: string) {
  const today = dateOf(calendarDateAt(app.clock()))
  const holds = { validFrom: { lte: today }, OR: [{ validTo: null }, { validTo: { gt: today } }] }
  const resident = await tx.resident.findUnique({
    where: { id: recordId(id, 'resident') },
    select: {
      ...correctable,
      id: true,
      version: true,
      number: true,
      deathOn: true,
      addresses: {
        where: { kind: 'PERMANENT', ...holds },
        select: { unit: { select: { code: true } } },
      },
      statuses: { where: holds, select: { unit: { select: { code: true } } } },
    },
  })
  if (!resident) throw new NotFound('resident')
  const { id: residentId, version, number, deathOn, addresses, statuses, ...record } = resident
  // Without a permanent address, the unit where the residence status is kept; without either, within no unit's reach.
  return {
    id: residentId,
    version,
    number,
    deathOn,
    unitCode: addresses[0]?.unit.code ?? statuses[0]?.unit.code ?? '',
    record: record as CorrectableRecord,
  }
}
