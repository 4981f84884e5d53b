import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { dateOf } from '../../../kernel/clock.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { recordId } from '../../../kernel/record-id.ts'
import { IllegalPeriod } from './assign-collector.ts'

/** Ends an assignment before the day `on`; one that was to end earlier is not made longer. */
export async function endCollectorAssignment(
  app: App,
  actor: Actor,
  { id, on }: { readonly id: string; readonly on: string },
): Promise<void> {
  const end = dateOf(parseCalendarDate(on))
  const assignment = await app.db.collectorAssignment.findUnique({
    where: { id: recordId(id, 'collector assignment') },
  })
  if (!assignment) throw new NotFound('collector assignment')
  await authorise(app, actor, 'collector.assign', assignment.unitCode)
  await app.db.$transaction(async (tx) => {
    const ended = await tx.collectorAssignment.updateMany({
      where: {
        id: assignment.id,
        validFrom: { lt: end },
        OR: [{ validTo: null }, { validTo: { gt: end } }],
      },
      data: { validTo: end },
    })
    if (ended.count !== 1) throw new IllegalPeriod()
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'collector.end-assignment',
      subjectKind: 'collector assignment',
      subjectId: assignment.id,
      details: { on },
    })
  })
}
