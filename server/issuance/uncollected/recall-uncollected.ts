import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { moveApplication } from '../../enrollment/move-application.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf } from '../../kernel/clock.ts'
import { waitingCard } from '../waiting-card.ts'

/** The holder asks for a card that was given up: it waits again, with new days. */
export async function recallUncollected(
  app: App,
  actor: Actor,
  input: { readonly scan: string },
): Promise<{ readonly cardId: string }> {
  const card = await waitingCard(app, actor, { scan: input.scan, action: 'card.hand-over' })
  const readyOn = dateOf(calendarDateAt(app.clock()))
  await app.db.$transaction((tx) =>
    moveApplication(tx, app, card.application, { event: 'recall', actor, data: { readyOn } }),
  )
  return { cardId: card.id }
}
