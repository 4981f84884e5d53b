import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { actingFor } from '../../registry/represented.ts'

/** A card as its holder sees it: enough to tell it from another, not enough to copy. */
export interface OwnCard {
  readonly id: string
  /** The last four characters of its serial. */
  readonly serialEnd: string
  readonly state: string
  readonly issuedOn: CalendarDate
  readonly expiresOn: CalendarDate | null
}

/** The cards of the citizen, or of somebody they represent, the newest first. */
export async function ownCards(
  app: App,
  actor: Actor,
  { residentId }: { readonly residentId: string },
): Promise<readonly OwnCard[]> {
  demand(actor, 'citizen.self')
  const person = await actingFor(app, actor, residentId)
  const cards = await app.db.card.findMany({
    where: { residentId: person.residentId },
    orderBy: { id: 'desc' },
    take: 50,
    select: { id: true, serial: true, status: true, issuedOn: true, expiresOn: true },
  })
  return cards.map(({ id, serial, status, issuedOn, expiresOn }) => ({
    id,
    serialEnd: serial.slice(-4),
    state: status,
    issuedOn: calendarDateOf(issuedOn),
    expiresOn: expiresOn && calendarDateOf(expiresOn),
  }))
}
