import { type CentreHours, type CentrePlan, weekHoursSchema } from '../../../core/enrollment/slots.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

/** What decides on a centre's slots within some time: its hours of every period, and the closures that touch the time. */
export async function centrePlan(
  db: Transaction,
  centreCode: string,
  time: { readonly gte: Date; readonly lt: Date },
): Promise<CentrePlan> {
  const calendars = await db.centreCalendar.findMany({ where: { centreCode } })
  const closures = await db.centreClosure.findMany({
    where: { centreCode, from: { lt: time.lt }, until: { gt: time.gte }, liftedAt: null },
    orderBy: { from: 'asc' },
  })
  return {
    calendars: calendars.map(hoursOf),
    closures: closures.map(({ from, until, reason }) => ({
      from: from.getTime(),
      until: until.getTime(),
      reason,
    })),
  }
}

function hoursOf(row: {
  readonly validFrom: Date
  readonly validTo: Date | null
  readonly hours: unknown
  readonly slotMinutes: number
  readonly capacity: number
}): CentreHours {
  const { validFrom, validTo, hours, slotMinutes, capacity } = row
  return {
    validFrom: calendarDateOf(validFrom),
    validTo: validTo && calendarDateOf(validTo),
    hours: weekHoursSchema.parse(hours),
    slotMinutes,
    capacity,
  }
}
