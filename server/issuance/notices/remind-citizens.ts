import { addDays, type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { remindAfter } from '../../../core/issuance/uncollected.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type ExpiringCard, expiringCards } from '../card-life/expiring-cards.ts'

/** A reminder whose day was missed, the server being off, is still given so many days late. */
const graceDays = 3

/** Job of every morning: puts aside what is to be reminded of today. The key of a reminder keeps it from being given twice. */
export async function remindCitizens(app: App): Promise<number> {
  const today = calendarDateAt(app.clock())
  const at = instantAt(app.clock())
  const counts = [
    await toCollect(app.db, today, at),
    await expiring(app, today, at),
    await booked(app.db, today, at),
  ]
  return counts.reduce((sum, count) => sum + count, 0)
}

const toCollect = (tx: Transaction, today: CalendarDate, at: Date) => tx.$executeRaw`
  INSERT INTO "NoticeEvent" ("record", "recordId", "version", "event", "at")
  SELECT 'application', a."id"::text, a."readyOn" || ' ' || d."days", 'collectReminder', ${at}
  FROM unnest(${[...remindAfter]}::int[]) d("days")
  JOIN "Application" a ON a."readyOn" BETWEEN ${today}::date - d."days" - ${graceDays}::int AND ${today}::date - d."days"
  WHERE a."status" = 'READY'`

/** People whose card ends soon and who have not asked for another. Who has no card of ours left no telephone either. */
async function expiring(app: App, today: CalendarDate, at: Date): Promise<number> {
  let count = 0
  for (let late = 0; late <= graceDays; late++) {
    const on = addDays(today, -late)
    for (let after: string | undefined = ''; after !== undefined;) {
      const page: readonly ExpiringCard[] = await expiringCards(app, { on, after })
      const { count: put } = await app.db.noticeEvent.createMany({
        data: page.flatMap(({ cardId, daysLeft }) =>
          cardId === null
            ? []
            : [{ record: 'card', recordId: cardId, version: String(daysLeft), event: 'expiresSoon', at }],
        ),
      })
      count += put
      after = page.at(-1)?.key
    }
  }
  return count
}

const booked = (tx: Transaction, today: CalendarDate, at: Date) => tx.$executeRaw`
  INSERT INTO "NoticeEvent" ("record", "recordId", "version", "event", "at")
  SELECT 'appointment', b."id"::text, b."at"::text, 'tomorrow', ${at}
  FROM "Appointment" b
  WHERE b."status" = 'BOOKED' AND b."at" >= ${startOf(addDays(today, 1))} AND b."at" < ${startOf(addDays(today, 2))}`

const startOf = (day: CalendarDate) => instantAt(Date.parse(`${day}T00:00:00+07:00`))
