import { calendarDateAt, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { dateOf } from '../../kernel/clock.ts'

export interface UrgentQuota {
  readonly day: CalendarDate
  readonly most: number
  readonly used: number
}

/** Of today, for the whole country: one floor makes all cards. */
export async function urgentQuota(app: App, actor: Actor): Promise<UrgentQuota> {
  demand(actor, 'application.hasten')
  const day = calendarDateAt(app.clock())
  const used = await app.db.urgentRequest.count({ where: { day: dateOf(day) } })
  return { day, most: app.env.floor.urgentPerDay, used }
}
