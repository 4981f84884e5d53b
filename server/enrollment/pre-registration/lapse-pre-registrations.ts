import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf } from '../../kernel/clock.ts'
import { StaleVersion } from '../../kernel/errors.ts'
import { movePreRegistration } from './move-pre-registration.ts'

/** What nobody came for in time ends: drafts are forgotten, what was handed in lapses, some at a time. Answers how many. */
export async function lapsePreRegistrations(app: App): Promise<number> {
  const at = app.clock()
  const old = { expiresOn: { lt: dateOf(calendarDateAt(at)) } }
  await app.db.uploadedPaper.deleteMany({ where: { preRegistration: { status: 'DRAFT', ...old } } })
  const drafts = await app.db.preRegistration.deleteMany({ where: { status: 'DRAFT', ...old } })
  const submitted = await app.db.preRegistration.findMany({
    where: { status: 'SUBMITTED', ...old },
    take: 5000,
  })
  for (const one of submitted) {
    await app.db
      .$transaction((tx) => movePreRegistration(tx, one, { event: 'lapse', actor: systemActor, at }))
      .catch((error: unknown) => {
        // Its file came in at this moment.
        if (!(error instanceof StaleVersion || error instanceof TransitionRefused)) throw error
      })
  }
  return drafts.count + submitted.length
}
