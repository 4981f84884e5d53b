import { calendarDateOf } from '../../kernel/clock.ts'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { slotLabel } from './assign-slots.ts'

/** A card that waits, as it is found on the shelf: nobody's name. */
export interface ShelvedCard {
  readonly id: string
  readonly serial: string
  readonly slot: string | null
  readonly applicationCode: string
  readonly applicationState: string
  readonly centreCode: string | null
  readonly readyOn: CalendarDate | null
}

const mostFound = 20

/**
 * Where a card lies, by the number of its blank, the code of its file, the citizen's number, or a slot. Of the officer's units; each look by
 * somebody's number is audited.
 */
export async function findShelved(
  app: App,
  actor: Actor,
  input: { readonly text: string },
): Promise<readonly ShelvedCard[]> {
  const units = await reachOf(app, actor, 'card.hand-over')
  const text = input.text.trim().toUpperCase()
  const slot = /^([A-Z]{1,2})-?(\d{1,3})$/.exec(text)
  const byNumber = /^\d{12}$/.test(text)
  const rows = await app.db.card.findMany({
    where: {
      status: 'AT_UNIT',
      OR: [
        { serial: text },
        { application: { code: text } },
        ...(byNumber ? [{ number: text }] : []),
        ...(slot ? [{ slot: { is: { shelf: slot[1] ?? '', number: Number(slot[2]) } } }] : []),
      ],
      ...(units && { unitCode: { in: [...units] } }),
    },
    select: {
      id: true,
      serial: true,
      centreCode: true,
      slot: { select: { shelf: true, number: true } },
      application: { select: { code: true, status: true, readyOn: true } },
    },
    orderBy: { id: 'asc' },
    take: mostFound,
  })
  if (byNumber)
    for (const { id } of rows)
      await app.db.$transaction((tx) =>
        audit(tx, { actor, at: app.clock(), action: 'card.find', subjectKind: 'card', subjectId: id }),
      )
  return rows.map(({ application, slot: place, ...card }) => ({
    ...card,
    slot: place && slotLabel(place),
    applicationCode: application.code,
    applicationState: application.status,
    readyOn: application.readyOn && calendarDateOf(application.readyOn),
  }))
}
