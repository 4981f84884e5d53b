import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { finishedSteps } from '../../core/enrollment/citizen-steps.ts'
import { applicationLifecycle } from '../../core/lifecycle/application.ts'
import { Prisma } from '../../prisma/client/client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { lawOf, moveMany } from '../kernel/move-many.ts'

/** Steps that files take together, with their cards: a batch is passed, a parcel leaves or arrives, a list leaves. */
type SharedStep = 'make' | 'dispatch' | 'arrive' | 'redirect'

/**
 * As moveApplication, for many files at once: states, history and the dates that citizens see. The caller audits the batch or parcel.
 * All or none; throws TransitionRefused.
 */
export async function moveApplications(
  tx: Transaction,
  app: App,
  ids: readonly string[],
  { event, actor }: { readonly event: SharedStep; readonly actor: Actor },
): Promise<void> {
  const at = app.clock()
  const steps = finishedSteps(lawOf(applicationLifecycle, event).to)
  const today = calendarDateAt(at)
  const also = Prisma.sql`, "reasonCodes" = '{}', "updatedAt" = ${instantAt(at)},
    "flags" = ${event === 'make' ? Prisma.sql`array_remove(r."flags", 'REMAKING')` : Prisma.sql`r."flags"`},
    "stepDates" = (
      SELECT coalesce(jsonb_object_agg(s.step, coalesce(r."stepDates"->>s.step, ${today})), '{}')
      FROM unnest(${[...steps]}::text[]) AS s(step))`
  await moveMany(tx, applicationLifecycle, ids, { event, actor, at, also })
}
