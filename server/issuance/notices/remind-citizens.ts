import { addDays, type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { remindAfter } from '../../../core/issuance/uncollected.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

/** Days that a card is still valid. */
const expiresIn = [60, 30, 7] as const
/** A reminder whose day was missed, the server being off, is still given so many days late. */
const graceDays = 3

/** Job of every morning: puts aside what is to be reminded of today. The key of a reminder keeps it from being given twice. */
export async function remindCitizens(app: App): Promise<number> {
  const today = calendarDateAt(app.clock())
  const at = instantAt(app.clock())
  return app.db.$transaction(async (tx) => {
    const counts = [
      await toCollect(tx, today, at),
      await expiring(tx, today, at),
      await booked(tx, today, at),
    ]
    return counts.reduce((sum, count) => sum + count, 0)
  })
}

const toCollect = (tx: Transaction, today: CalendarDate, at: Date) => tx.$executeRaw`
  INSERT INTO "NoticeEvent" ("record", "recordId", "version", "event", "at")
  SELECT 'application', a."id"::text, a."readyOn" || ' ' || d."days", 'collectReminder', ${at}
  FROM unnest(${[...remindAfter]}::int[]) d("days")
  JOIN "Application" a ON a."readyOn" BETWEEN ${today}::date - d."days" - ${graceDays}::int AND ${today}::date - d."days"
  WHERE a."status" = 'READY'`

const expiring = (tx: Transaction, today: CalendarDate, at: Date) => tx.$executeRaw`
  INSERT INTO "NoticeEvent" ("record", "recordId", "version", "event", "at")
  SELECT 'card', c."id"::text, d."days"::text, 'expiresSoon', ${at}
  FROM unnest(${[...expiresIn]}::int[]) d("days")
  JOIN "Card" c ON c."expiresOn" BETWEEN ${today}::date + d."days" - ${graceDays}::int AND ${today}::date + d."days"
  WHERE c."status" = 'ACTIVE'`

const booked = (tx: Transaction, today: CalendarDate, at: Date) => tx.$executeRaw`
  INSERT INTO "NoticeEvent" ("record", "recordId", "version", "event", "at")
  SELECT 'appointment', b."id"::text, b."at"::text, 'tomorrow', ${at}
  FROM "Appointment" b
  WHERE b."status" = 'BOOKED' AND b."at" >= ${startOf(addDays(today, 1))} AND b."at" < ${startOf(addDays(today, 2))}`

const startOf = (day: CalendarDate) => instantAt(Date.parse(`${day}T00:00:00+07:00`))
