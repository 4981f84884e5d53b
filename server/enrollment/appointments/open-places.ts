import { addDays, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { openSlots } from '../../../core/enrollment/slots.ts'
import { bookingHorizonDays } from '../../../core/enrollment/visits.ts'
import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import { centrePlan } from './centre-plan.ts'
import { wholeDay } from './whole-days.ts'

/** A free place of a slot that is to come. Milliseconds. */
export interface OpenPlace {
  readonly at: number
  readonly place: number
}

/** Where and from when places are wanted; `until` is the first moment after them. Milliseconds. */
interface Range {
  readonly centreCode: string
  readonly from: number
  readonly until?: number
}

/**
 * Free places of a centre one after the other, slot by slot, as far as appointments are made. The caller holds the centre alone
 * (holdCentre): what is read here stays true.
 */
export async function openPlaces(
  tx: Transaction,
  app: App,
  { centreCode, from, until = Number.POSITIVE_INFINITY }: Range,
): Promise<readonly OpenPlace[]> {
  const today = calendarDateAt(app.clock())
  const time = wholeDay(today, bookingHorizonDays + 1)
  const plan = await centrePlan(tx, centreCode, time)
  const rows = await tx.appointment.findMany({
    where: { centreCode, at: time, place: { not: null } },
    select: { at: true, place: true },
  })
  const taken = Map.groupBy(rows, ({ at }) => at.getTime())
  const begins = Math.max(from, app.clock() + 1)
  return Array.from({ length: bookingHorizonDays + 1 }, (_, i) => addDays(today, i))
    .flatMap((day) => openSlots(plan, day))
    .filter(({ at }) => at >= begins && at < until)
    .flatMap(({ at, capacity }) => {
      const there = taken.get(at) ?? []
      const left = Math.max(0, capacity - there.length)
      return Array.from({ length: capacity }, (_, i) => i + 1)
        .filter((place) => !there.some((one) => one.place === place))
        .slice(0, left)
        .map((place) => ({ at, place }))
    })
}
