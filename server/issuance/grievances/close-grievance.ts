import { addDays, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { appealUntil } from '../../../core/grievances/grievance-terms.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { type Actor, systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound, StaleVersion } from '../../kernel/errors.ts'
import { grievanceOf, moveGrievance } from './move-grievance.ts'

/** Whoever filed it accepts the answer. */
export async function closeGrievance(app: App, actor: Actor, { id }: { readonly id: string }): Promise<void> {
  demand(actor, 'grievance.file')
  await app.db.$transaction(async (tx) => {
    const grievance = await grievanceOf(tx, id)
    if (grievance.filedById !== actor.id) throw new NotFound('grievance')
    await moveGrievance(tx, app, grievance, { event: 'close', actor })
  })
}

/** Answers that nobody appealed against in time are final; answers how many were closed. */
export async function closeSettledGrievances(app: App): Promise<number> {
  const today = calendarDateAt(app.clock())
  // Younger ones cannot be: days off only make the time longer.
  const old = instantAt(Date.parse(`${addDays(today, -30)}T00:00:00+07:00`))
  const answered = await app.db.grievance.findMany({
    where: { status: 'ANSWERED', answeredAt: { lt: old } },
    take: 1000,
  })
  const settled = answered.filter(
    ({ answeredAt }) => answeredAt && appealUntil(calendarDateAt(answeredAt.getTime())) < today,
  )
  for (const grievance of settled) {
    await app.db
      .$transaction((tx) => moveGrievance(tx, app, grievance, { event: 'close', actor: systemActor }))
      .catch((error: unknown) => {
        if (!(error instanceof StaleVersion || error instanceof TransitionRefused)) throw error
      })
  }
  return settled.length
}
