import { z } from 'zod'
import { type CalendarDate, calendarDateSchema } from '../../../core/dates/calendar-date.ts'
import {
  type CapacityForecast,
  type ForecastClass,
  type ForecastDay,
  madeOnOf,
} from '../../../core/production/capacity.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf } from '../../kernel/clock.ts'

const daySchema = z.strictObject({
  day: calendarDateSchema,
  capacity: z.int(),
  planned: z.int(),
  backlog: z.int(),
  stock: z.int(),
})
const classSchema = z.strictObject({
  priority: z.int(),
  deadlineOn: calendarDateSchema.nullable(),
  count: z.int(),
  madeOn: calendarDateSchema.nullable(),
})

export interface PublishedForecast extends CapacityForecast {
  readonly at: Date
  readonly stations: number
  readonly cardsPerHour: number
  readonly blanks: number
  /** Cards that the ribbons are good for; null where they are not kept. */
  readonly ribbons: number | null
  readonly backlog: number
}

/** What production told last of what it can make; null before it did. */
export async function lastForecast({ db }: Pick<App, 'db'>): Promise<PublishedForecast | null> {
  const row = await db.capacityForecast.findFirst({ orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  if (!row) return null
  const { at, stations, cardsPerHour, blanks, ribbons, backlog, stockOutOn } = row
  const days: readonly ForecastDay[] = z.array(daySchema).parse(row.days)
  const classes: readonly ForecastClass[] = z.array(classSchema).parse(row.classes)
  return {
    at,
    stations,
    cardsPerHour,
    blanks,
    ribbons,
    backlog,
    days,
    classes,
    stockOutOn: stockOutOn && calendarDateOf(stockOutOn),
  }
}

/**
 * The day on which production expects to make a card of this priority and deadline. What is promised to the citizen issuance alone decides
 * and writes. Null: no day can be told, for want of blanks or stations.
 */
export function promisedDayOf(
  forecast: Pick<PublishedForecast, 'days' | 'classes'>,
  turn: { readonly priority: number; readonly deadlineOn: CalendarDate | null },
): CalendarDate | null {
  return madeOnOf(forecast, turn)
}
