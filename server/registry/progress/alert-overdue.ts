import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { nation } from '../../../core/progress/unit-places.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf } from '../../kernel/clock.ts'
import { overdueBelow, readDeadline } from './overdue-units.ts'
import { placesOn } from './places.ts'

/** Job, every morning: writes down which units are behind which deadline of the campaigns that run. Answers how many. */
export async function alertOverdue(app: App): Promise<number> {
  const on = dateOf(calendarDateAt(app.clock()))
  const running = await app.db.collectionCampaign.findMany({
    where: { startsOn: { lte: on }, OR: [{ endsOn: null }, { endsOn: { gte: on } }] },
    include: { deadlines: true },
  })
  const places = await placesOn(app)
  let alerts = 0
  for (const { id: campaignId, deadlines } of running) {
    const late = await overdueBelow(app, {
      campaignId,
      root: nation,
      places,
      deadlines: deadlines.map(readDeadline),
    })
    const data = late.map(({ code, kind, step, dueOn, done, expected }) => ({
      campaignId,
      on,
      unitCode: code,
      formKind: kind,
      step,
      dueOn: dateOf(dueOn),
      done,
      expected,
    }))
    await app.db.$transaction(async (tx) => {
      await tx.overdueAlert.deleteMany({ where: { campaignId, on } })
      await tx.overdueAlert.createMany({ data, skipDuplicates: true })
    })
    alerts += data.length
  }
  return alerts
}
