import { type CaseWait, longestWaitDays } from '../../core/adjudication/case-terms.ts'
import { addDays, type CalendarDate, calendarDateAt, compareDates } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import { duplicateCaseLifecycle } from '../../core/lifecycle/duplicate-case.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { dateOf } from '../kernel/clock.ts'
import { unitsNow } from '../kernel/units.ts'
import { move } from '../kernel/transition.ts'
import { auditCase, caseForAct } from './load-case.ts'
import { refuseUnlessHolder } from './who-may-judge.ts'

export class IllegalWait extends DomainError<'ILLEGAL_WAIT'> {
  constructor() {
    super(
      'ILLEGAL_WAIT',
      {
        vi: `Ngày chờ phải từ ngày mai và không quá ${longestWaitDays} ngày.`,
        en: `A case waits until a day from tomorrow on, at most ${longestWaitDays} days.`,
      },
      { days: longestWaitDays },
    )
  }
}

/**
 * Who holds a case that nobody has judged yet lays it aside until the person or a paper has come. Its deadline stays; it may
 * be taken again at any time, by anybody who may judge it.
 */
export async function waitDuplicateCase(
  app: App,
  actor: Actor,
  input: {
    readonly id: string
    readonly version: number
    readonly reason: CaseWait
    readonly until: CalendarDate
  },
): Promise<void> {
  const at = app.clock()
  await unitsNow(app)
  await app.db.$transaction(async (tx) => {
    const found = await caseForAct(tx, app, { ...input, actor, action: 'duplicate-case.judge' })
    refuseUnlessHolder(found, actor, at)
    const today = calendarDateAt(at)
    const last = addDays(today, longestWaitDays)
    if (compareDates(input.until, today) <= 0 || compareDates(input.until, last) > 0) throw new IllegalWait()
    const { reason } = input
    const data = { takenBy: null, takenAt: null, waitReason: reason, waitUntil: dateOf(input.until) }
    await move(tx, duplicateCaseLifecycle, found, { event: 'wait', actor, at, reason, data })
    await auditCase(tx, found, { actor, at, act: 'wait', details: { reason, until: input.until } })
  })
}
