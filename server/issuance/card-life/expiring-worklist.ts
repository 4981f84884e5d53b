import { exchangeAge } from '../../../core/card-life/exchange-ages.ts'
import {
  addDays,
  type CalendarDate,
  calendarDateAt,
  parsePartialDate,
} from '../../../core/dates/calendar-date.ts'
import { openApplicationStates } from '../../../core/lifecycle/application.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { calendarDateOf, dateOf } from '../../kernel/clock.ts'
import { recordId } from '../../kernel/record-id.ts'

/** A card that its unit reminds somebody of. */
export interface CardToRenew {
  readonly id: string
  readonly serial: string
  readonly holder: string
  readonly phone: string | null
  readonly unitCode: string
  readonly lastDay: CalendarDate
  /** 14, 25, 40, 60; null where it ends on another day than such a birthday. */
  readonly age: number | null
  readonly newCardFiled: boolean
}

/** Ahead, and behind for those who missed it. */
const ahead = 60
const behind = 90
const pageSize = 50

/**
 * Cards of the officer's units that end within 60 days, or ended within 90 and were not replaced, the next to end first, fifty a page; `after` is
 * the id of the last one seen. Each page is a look at names and telephone numbers, and audited.
 */
export async function cardsToRenew(
  app: App,
  actor: Actor,
  input: { readonly after?: string | null | undefined },
): Promise<{ readonly cards: readonly CardToRenew[]; readonly next: string | null }> {
  const units = await reachOf(app, actor, 'card.remind')
  const today = calendarDateAt(app.clock())
  const last = input.after
    ? await app.db.card.findUnique({
        where: { id: recordId(input.after, 'card') },
        select: { id: true, expiresOn: true },
      })
    : null
  const window = { gte: dateOf(addDays(today, -behind)), lte: dateOf(addDays(today, ahead)) }
  const rows = await app.db.card.findMany({
    where: {
      status: { in: ['ACTIVE', 'LOCKED', 'EXPIRED'] },
      expiresOn: window,
      ...(units && { unitCode: { in: [...units] } }),
      ...(last?.expiresOn && {
        OR: [{ expiresOn: { gt: last.expiresOn } }, { expiresOn: last.expiresOn, id: { gt: last.id } }],
      }),
    },
    select: {
      id: true,
      serial: true,
      unitCode: true,
      residentId: true,
      expiresOn: true,
      resident: { select: { name: true, phone: true, birthDate: true } },
    },
    orderBy: [{ expiresOn: 'asc' }, { id: 'asc' }],
    take: pageSize + 1,
  })
  const page = rows.slice(0, pageSize)
  const filed = await app.db.application.findMany({
    where: {
      residentId: { in: page.map(({ residentId }) => residentId) },
      producesCard: true,
      status: { in: [...openApplicationStates] },
    },
    select: { residentId: true },
  })
  const withFile = new Set(filed.map(({ residentId }) => residentId))
  await audit(app.db, {
    actor,
    at: app.clock(),
    action: 'card.list-expiring',
    subjectKind: 'officer',
    subjectId: actor.id ?? '',
    details: { count: page.length },
  })
  const cards = page.flatMap(({ expiresOn, resident, residentId, ...card }) => {
    if (!expiresOn) return []
    const lastDay = calendarDateOf(expiresOn)
    const age = exchangeAge(parsePartialDate(resident.birthDate), lastDay)
    const { name: holder, phone } = resident
    return [{ ...card, holder, phone, lastDay, age, newCardFiled: withFile.has(residentId) }]
  })
  return { cards, next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null }
}
