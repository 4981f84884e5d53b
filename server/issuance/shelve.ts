import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { App } from '../kernel/app.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { assignSlots } from './shelves/assign-slots.ts'

export interface Shelving {
  readonly centreCode: string
  readonly cardIds: readonly string[]
}

/** Cards that have just become AT_UNIT lie at this place: each gets a slot, and its file says since when it waits. */
export async function shelve(tx: Transaction, app: App, { centreCode, cardIds }: Shelving): Promise<void> {
  const ids = [...cardIds]
  await tx.card.updateMany({ where: { id: { in: ids } }, data: { centreCode } })
  const readyOn = dateOf(calendarDateAt(app.clock()))
  await tx.application.updateMany({
    where: { status: 'READY', cards: { some: { id: { in: ids } } } },
    data: { readyOn },
  })
  await assignSlots(tx, { centreCode, cardIds })
}
