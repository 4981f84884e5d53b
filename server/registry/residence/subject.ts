import type { UnitOnDay } from '../../../core/citizen/administrative-units.ts'
import {
  type CalendarDate,
  calendarDateAt,
  type PartialDate,
  parsePartialDate,
} from '../../../core/dates/calendar-date.ts'
import type { AddressKind, Period } from '../../../core/residence/declarations.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound, StaleVersion } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

interface InUnit extends Period {
  readonly id: string
  readonly unitId: number
  readonly unit: UnitOnDay
}
export interface AddressPeriod extends InUnit {
  readonly kind: string
  readonly text: string
}
export interface StatusPeriod extends InUnit {
  readonly status: string
  readonly reason: string | null
}

/** A person as far as declarations about residence need them. */
export interface Subject {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly birthDate: PartialDate
  readonly deceased: boolean
  readonly addresses: readonly AddressPeriod[]
  readonly statuses: readonly StatusPeriod[]
  readonly today: CalendarDate
}

const unit = { select: { code: true, validFrom: true } } as const

/** Throws NotFound. */
export async function loadSubject(tx: Transaction, app: App, id: string): Promise<Subject> {
  const row = await tx.resident.findUnique({
    where: { id: recordId(id, 'resident') },
    select: {
      id: true,
      version: true,
      name: true,
      birthDate: true,
      deathOn: true,
      addresses: { include: { unit } },
      statuses: { include: { unit } },
    },
  })
  if (!row) throw new NotFound('resident')
  const { deathOn, birthDate, addresses, statuses, ...person } = row
  return {
    ...person,
    birthDate: parsePartialDate(birthDate),
    deceased: deathOn !== null,
    addresses: addresses.map(inUnit),
    statuses: statuses.map(inUnit),
    today: calendarDateAt(app.clock()),
  }
}

interface PeriodRow {
  readonly validFrom: Date
  readonly validTo: Date | null
  readonly unit: { readonly code: string; readonly validFrom: Date }
}

function inUnit<Row extends PeriodRow>({ validFrom, validTo, unit: of, ...row }: Row) {
  return {
    ...row,
    validFrom: calendarDateOf(validFrom),
    validTo: validTo && calendarDateOf(validTo),
    // The period of the unit that the row points to: its code may have been used again since.
    unit: { code: of.code, on: calendarDateOf(of.validFrom) },
  }
}

export const isRunning = ({ validTo }: Period) => validTo === null

export const addressesOf = ({ addresses }: Subject, kind: AddressKind) =>
  addresses.filter((address) => address.kind === kind)

export const runningAddress = (subject: Subject, kind: AddressKind) =>
  addressesOf(subject, kind).find(isRunning)

export const runningStatus = ({ statuses }: Subject) => statuses.find(isRunning)

/** Nobody's unit: within no officer's reach. */
const nowhere = ''

/** The unit that answers for a person: of the permanent residence, else of the temporary one, else where they live. */
export function unitOf(subject: Subject): UnitOnDay | string {
  const place =
    runningAddress(subject, 'PERMANENT') ??
    runningAddress(subject, 'TEMPORARY') ??
    runningAddress(subject, 'CURRENT')
  return place?.unit ?? nowhere
}

export const codeOf = (place: UnitOnDay | string) => (typeof place === 'string' ? place : place.code)

/** The record's next version; it also makes everybody wait who changes the same person. Throws StaleVersion. */
export async function growVersion(
  tx: Transaction,
  { id, version }: Pick<Subject, 'id' | 'version'>,
): Promise<void> {
  const grown = await tx.resident.updateMany({
    where: { id, version },
    data: { version: { increment: 1 } },
  })
  if (grown.count !== 1) throw new StaleVersion('resident')
}
