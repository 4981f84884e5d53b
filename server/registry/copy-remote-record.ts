import { randomUUID } from 'node:crypto'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { residentRow } from './resident-row.ts'
import type { RegistryRecord } from './resident-registry.ts'

/** Keeps our own row of a person whom a remote registry answered for, so that files and cards can point at it. */
export async function copyRemoteRecord(tx: Transaction, record: RegistryRecord, at: number): Promise<string> {
  const id = randomUUID()
  const { number, version, provisional, person } = record
  await tx.resident.create({ data: { id, number, version, provisional, ...(await residentRow(tx, person)) } })
  const allottedOn = dateOf(calendarDateAt(at))
  await tx.identityNumber.create({ data: { number, residentId: id, status: 'ACTIVE', allottedOn } })
  return id
}
