import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { type numberGrounds, replaceNumber } from './replace-number.ts'
import { loadResident } from './registry-resident.ts'

/**
 * Cancels the number in force and establishes another from the record as it stands, chained to it; the cancelled one is
 * never used again. Answers the new number.
 */
export async function reEstablishNumber(
  app: App,
  actor: Actor,
  input: {
    readonly residentId: string
    readonly baseVersion: number
    readonly ground: (typeof numberGrounds)[number]
  },
): Promise<string> {
  const at = app.clock()
  const on = calendarDateAt(at)
  return app.db.$transaction(async (tx) => {
    const resident = await loadResident(tx, app, input.residentId)
    await authorise(app, actor, 'resident.approve-change', resident.unitCode)
    const successor = await replaceNumber(tx, resident, { ...input, on })
    await audit(tx, {
      actor,
      at,
      action: 'resident.re-establish-number',
      subjectKind: 'resident',
      subjectId: resident.id,
      details: { ground: input.ground },
    })
    return successor
  })
}
