import { type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { conflictLifecycle } from '../../../core/lifecycle/registry.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { dateOf } from '../../kernel/clock.ts'
import { move } from '../../kernel/transition.ts'
import { lockCase } from './load-case.ts'

export class IllegalDueDate extends DomainError<'ILLEGAL_DUE_DATE'> {
  constructor() {
    super('ILLEGAL_DUE_DATE', {
      vi: 'Hạn phải là một ngày từ hôm nay trở đi.',
      en: 'The due date must be today or later.',
    })
  }
}

/** The case waits for a paper that the citizen or another office is to bring, until a day. */
export async function parkConflict(
  app: App,
  actor: Actor,
  { id, dueOn }: { readonly id: string; readonly dueOn: CalendarDate },
): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const found = await lockCase(tx, id)
    await authorise(app, actor, 'conflict.propose', found.unitCode)
    if (dueOn < calendarDateAt(at)) throw new IllegalDueDate()
    await move(tx, conflictLifecycle, found, { event: 'park', actor, at, data: { dueOn: dateOf(dueOn) } })
  })
}

/** The paper has come: the case is decided by it. */
export async function receiveDocument(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const found = await lockCase(tx, id)
    await authorise(app, actor, 'conflict.propose', found.unitCode)
    await move(tx, conflictLifecycle, found, {
      event: 'receive',
      actor,
      at: app.clock(),
      data: { dueOn: null },
    })
  })
}
