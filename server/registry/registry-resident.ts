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

/** A resident as the registrar's operations need it: the fields that may change, and the unit of the permanent address. */
export async function loadResident(tx: Transaction, app: App, id: string) {
  const today = dateOf(calendarDateAt(app.clock()))
  const resident = await tx.resident.findUnique({
    where: { id: recordId(id, 'resident') },
    select: {
      ...correctable,
      id: true,
      version: true,
      number: true,
      deathOn: true,
      addresses: {
        where: {
          kind: 'PERMANENT',
          validFrom: { lte: today },
          OR: [{ validTo: null }, { validTo: { gt: today } }],
        },
        select: { unit: { select: { code: true } } },
      },
    },
  })
  if (!resident) throw new NotFound('resident')
  const { id: residentId, version, number, deathOn, addresses, ...record } = resident
  // Somebody without a permanent address belongs to the nation: the code is within no unit's reach but is kept in the record.
  return {
    id: residentId,
    version,
    number,
    deathOn,
    unitCode: addresses[0]?.unit.code ?? '',
    record: record as CorrectableRecord,
  }
}
