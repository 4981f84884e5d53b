import { type CentreHours, weekHoursSchema } from '../../../core/enrollment/slots.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

/** What a centre keeps, in every period. */
export async function centreCalendars(db: Transaction, centreCode: string): Promise<readonly CentreHours[]> {
  const rows = await db.centreCalendar.findMany({ where: { centreCode } })
  return rows.map(({ validFrom, validTo, hours, slotMinutes, capacity }) => ({
    validFrom: calendarDateOf(validFrom),
    validTo: validTo && calendarDateOf(validTo),
    hours: weekHoursSchema.parse(hours),
    slotMinutes,
    capacity,
  }))
}
