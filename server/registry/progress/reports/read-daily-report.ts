import { calendarDateAt, parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { dateOf } from '../../../kernel/clock.ts'
import { recordId } from '../../../kernel/record-id.ts'

/** The report of one unit on a day with its obstacles; null where it has not reported. */
export async function readDailyReport(
  app: App,
  actor: Actor,
  of: { readonly campaignId: string; readonly unitCode: string; readonly on: string | null },
) {
  await authorise(app, actor, 'progress.read', of.unitCode)
  const on = of.on ? parseCalendarDate(of.on) : calendarDateAt(app.clock())
  const campaignId = recordId(of.campaignId, 'campaign')
  return app.db.dailyReport.findUnique({
    where: { campaignId_unitCode_on: { campaignId, unitCode: of.unitCode, on: dateOf(on) } },
    include: { obstacles: { orderBy: { id: 'asc' } } },
  })
}
