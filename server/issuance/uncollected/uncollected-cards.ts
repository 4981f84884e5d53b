import { addDays, type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { givenUpOn, mayLapseOn, remindAfter, reminderDue } from '../../../core/issuance/uncollected.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf, dateOf } from '../../kernel/clock.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { slotLabel } from '../shelves/assign-slots.ts'

export interface UncollectedCard {
  readonly cardId: string
  readonly serial: string
  readonly slot: string | null
  readonly applicationCode: string
  readonly applicationState: string
  readonly readyOn: CalendarDate
  /** Of the newest reminder: days since it is ready. */
  readonly remindedDay: number | null
  readonly givenUpOn: CalendarDate
  readonly mayLapseOn: CalendarDate
}

export interface UncollectedPage {
  readonly cards: readonly UncollectedCard[]
  /** Where the next page begins; null at the end. */
  readonly next: string | null
}

const pageSize = 50

interface Row {
  readonly cardId: string
  readonly serial: string
  readonly shelf: string | null
  readonly number: number | null
  readonly code: string
  readonly status: string
  readonly readyOn: Date
}

/** Cards of the officer's units that wait longer than until the first reminder, the longest first; page by page. */
export async function uncollectedCards(
  app: App,
  actor: Actor,
  { after }: { readonly after: string | null },
): Promise<UncollectedPage> {
  const units = await reachOf(app, actor, 'card.hand-over')
  const within = units === null ? Prisma.empty : Prisma.sql`AND c."unitCode" = ANY(${[...units]})`
  const [day, code] = (after ?? '').split(' ')
  const from = code ? Prisma.sql`AND (a."readyOn", a."code") > (${day}::date, ${code})` : Prisma.empty
  const today = calendarDateAt(app.clock())
  const latest = dateOf(addDays(today, -remindAfter[0]))
  const rows = await app.db.$queryRaw<Row[]>`
    SELECT c."id" AS "cardId", c."serial", s."shelf", s."number", a."code", a."status", a."readyOn"
    FROM "Application" a JOIN "Card" c ON c."applicationId" = a."id" AND c."status" = 'AT_UNIT'
    LEFT JOIN "ShelfSlot" s ON s."cardId" = c."id"
    WHERE a."status" IN ('READY', 'UNCOLLECTED') AND a."readyOn" <= ${latest}::date ${within} ${from}
    ORDER BY a."readyOn", a."code" LIMIT ${pageSize + 1}`
  const cards = rows.slice(0, pageSize).map((row): UncollectedCard => {
    const readyOn = calendarDateOf(row.readyOn)
    const { shelf, number } = row
    return {
      cardId: row.cardId,
      serial: row.serial,
      slot: shelf !== null && number !== null ? slotLabel({ shelf, number }) : null,
      applicationCode: row.code,
      applicationState: row.status,
      readyOn,
      remindedDay: reminderDue(readyOn, today),
      givenUpOn: givenUpOn(readyOn),
      mayLapseOn: mayLapseOn(readyOn),
    }
  })
  const last = cards.at(-1)
  const next = rows.length > pageSize && last ? `${last.readyOn} ${last.applicationCode}` : null
  return { cards, next }
}
