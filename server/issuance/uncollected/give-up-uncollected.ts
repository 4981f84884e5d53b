import { addDays, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { givenUpOn, soonestGivenUp } from '../../../core/issuance/uncollected.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { moveApplication } from '../../enrollment/move-application.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf, dateOf } from '../../kernel/clock.ts'
import { StaleVersion } from '../../kernel/errors.ts'

/** Files of a day's run: the rest waits for the next. */
const mostADay = 5000

/** Files whose cards nobody came for in time are UNCOLLECTED; those whose cards are out on a list wait for it. Answers how many. */
export async function giveUpUncollected(app: App): Promise<number> {
  const today = calendarDateAt(app.clock())
  const files = await app.db.application.findMany({
    where: {
      status: 'READY',
      readyOn: { lte: dateOf(addDays(today, -soonestGivenUp)) },
      cards: { some: { status: 'AT_UNIT', listed: { none: { outcome: null } } } },
    },
    select: { id: true, status: true, version: true, stepDates: true, readyOn: true },
    orderBy: { readyOn: 'asc' },
    take: mostADay,
  })
  let given = 0
  for (const file of files) {
    if (!file.readyOn || givenUpOn(calendarDateOf(file.readyOn)) > today) continue
    try {
      await app.db.$transaction((tx) =>
        moveApplication(tx, app, file, { event: 'giveUp', actor: systemActor }),
      )
      given++
    } catch (error) {
      // Its holder stands at the counter at this moment.
      if (!(error instanceof StaleVersion || error instanceof TransitionRefused)) throw error
    }
  }
  return given
}
