import { addDays, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { type Slot, slotAt } from '../../../core/enrollment/slots.ts'
import { bookingHorizonDays } from '../../../core/enrollment/visits.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NoSuchSlot, SlotClosed, SlotFull, SlotOnDayOff, SlotPast, SlotTooFar } from './booking-refusals.ts'
import { centrePlan } from './centre-plan.ts'
import { wholeDay } from './whole-days.ts'

export interface Wanted {
  readonly centreCode: string
  /** Milliseconds. */
  readonly at: number
}

/**
 * Who books one place holds the centre together with the others who do; who closes it, or books many, holds it alone. Nobody
 * books into hours that are being closed.
 */
export async function holdCentre(
  tx: Transaction,
  centreCode: string,
  how: 'TOGETHER' | 'ALONE',
): Promise<void> {
  const key = `centre ${centreCode}`
  if (how === 'ALONE') await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`
  else await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`
}

/**
 * The number of a free place in the slot that begins then, held until the transaction ends. Who wants the same slot waits here; were
 * somebody not to, the unique index of places would refuse the second. Throws SlotPast, SlotTooFar, SlotOnDayOff, SlotClosed,
 * NoSuchSlot, SlotFull.
 */
export async function takePlace(tx: Transaction, app: App, wanted: Wanted): Promise<number> {
  const { centreCode, at } = wanted
  assertNear(app, at)
  await holdCentre(tx, centreCode, 'TOGETHER')
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`slot ${centreCode} ${at}`}, 0))`
  const day = calendarDateAt(at)
  const slot = slotAt(await centrePlan(tx, centreCode, wholeDay(day)), at)
  if (!('why' in slot)) return freePlace(tx, centreCode, slot)
  if (slot.why === 'DAY_OFF') throw new SlotOnDayOff(day, slot.occasion)
  if (slot.why === 'CLOSED') throw new SlotClosed(slot.reason)
  throw new NoSuchSlot()
}

function assertNear(app: App, at: number): void {
  if (!Number.isFinite(at)) throw new NoSuchSlot()
  const now = app.clock()
  if (at <= now) throw new SlotPast()
  if (at >= wholeDay(addDays(calendarDateAt(now), bookingHorizonDays)).lt.getTime()) throw new SlotTooFar()
}

/** Hours may have been given a smaller capacity since: then those who are booked stay, and nobody is added. */
async function freePlace(tx: Transaction, centreCode: string, { at, capacity }: Slot): Promise<number> {
  const [found] = await tx.$queryRaw<[{ taken: number; place: number | null }]>`
    WITH taken AS (
      SELECT "place" FROM "Appointment"
      WHERE "centreCode" = ${centreCode} AND "at" = ${instantAt(at)} AND "place" IS NOT NULL
    )
    SELECT (SELECT count(*)::int FROM taken) AS "taken",
      (SELECT min(n)::int FROM generate_series(1, ${capacity}::int) n WHERE n NOT IN (SELECT "place" FROM taken)) AS "place"`
  if (found.taken >= capacity || found.place === null) throw new SlotFull()
  return found.place
}
