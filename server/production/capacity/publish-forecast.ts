import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import {
  type CapacityForecast,
  forecastCapacity,
  type WaitingClass,
} from '../../../core/production/capacity.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import { startOfDay } from '../../registry/sharing/start-of-day.ts'
import { measureFloor } from './measure-floor.ts'

/** Forecasts of so many days are kept: how it was foreseen before. */
const keptDays = 30

/**
 * Job: tells what the floor will make of what waits, day by day. Issuance makes its promises of it; the board shows it, with an alarm where
 * blanks or ribbons end before the backlog does.
 */
export async function publishForecast(app: App): Promise<CapacityForecast> {
  const at = app.clock()
  const [floor, waiting] = await Promise.all([measureFloor(app), readWaiting(app)])
  const { stations, cardsPerHour, spoiledShare, blanks, ribbons } = floor
  const today = calendarDateAt(at)
  const start = { day: today, minute: Math.floor((at - startOfDay(today).getTime()) / 60_000) }
  const stock = Math.min(blanks, ribbons ?? blanks)
  const { shifts } = app.env.floor
  const forecast = forecastCapacity({ stations, cardsPerHour, spoiledShare, shifts, stock }, waiting, start)
  const { days, classes, stockOutOn } = forecast
  const backlog = waiting.reduce((sum, { count }) => sum + count, 0)
  if (stockOutOn !== null)
    app.log.warn({ stockOutOn, backlog, blanks, ribbons }, 'blanks or ribbons end before the backlog does')
  await app.db.$transaction(async (tx) => {
    await tx.capacityForecast.create({
      data: {
        at: instantAt(at),
        cardsPerHour,
        stations,
        blanks,
        ribbons,
        backlog,
        days: days.map((day) => ({ ...day })),
        classes: classes.map((one) => ({ ...one })),
        stockOutOn: stockOutOn && dateOf(stockOutOn),
      },
    })
    await tx.capacityForecast.deleteMany({ where: { at: { lt: instantAt(at - keptDays * 86_400_000) } } })
  })
  return forecast
}

/** Jobs that no station has begun. */
async function readWaiting({ db }: App): Promise<readonly WaitingClass[]> {
  return db.$queryRaw<WaitingClass[]>`
    SELECT "priority", "deadlineOn"::text AS "deadlineOn", count(*)::int AS "count"
    FROM "PrintJob" WHERE "status" = 'PLANNED' GROUP BY 1, 2`
}
