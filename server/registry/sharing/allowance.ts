import { addDays, type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { QuotaUsed } from '../../../core/sharing/refusals.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import type { Agency } from './agency.ts'
import { startOfDay } from './start-of-day.ts'

const minuteMs = 60_000

/** The day and the minute that a question counts in. */
export interface Allowance {
  readonly day: CalendarDate
  readonly minute: Date
}

/**
 * Takes one of the questions that an agency has for this minute and this day (of Việt Nam). All of an agency's questions
 * meet in this one row, so it is held for this statement alone, and not until a disk has answered: after a power cut the
 * counts of the last half second may be missing, while the log of questions is whole. Throws {@link QuotaUsed}.
 */
export async function takeAllowance(app: App, agency: Agency): Promise<Allowance> {
  const now = app.clock()
  const day = calendarDateAt(now)
  const minute = instantAt(Math.floor(now / minuteMs) * minuteMs)
  const taken = await app.db.$queryRaw<unknown[]>`
    WITH "quick" AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
    INSERT INTO "AgencyAllowance" AS a ("relyingPartyId", "day", "dayCount", "minute", "minuteCount")
    SELECT ${agency.id}::uuid, ${day}::date, 1, ${minute}, 1 FROM "quick"
    ON CONFLICT ("relyingPartyId", "day") DO UPDATE SET
      "dayCount" = a."dayCount" + 1,
      -- A question of the minute before that comes late counts in the newer one.
      "minute" = GREATEST(a."minute", excluded."minute"),
      "minuteCount" = CASE WHEN excluded."minute" > a."minute" THEN 1 ELSE a."minuteCount" + 1 END
    WHERE a."dayCount" < ${agency.perDay}
      AND (excluded."minute" > a."minute" OR a."minuteCount" < ${agency.perMinute})
    RETURNING 1`
  if (taken.length === 0) throw await noteOverQuota(app, agency, { day, minute })
  return { day, minute }
}

async function noteOverQuota(app: App, agency: Agency, { day, minute }: Allowance): Promise<QuotaUsed> {
  const { dayCount } = await app.db.agencyAllowance.update({
    where: { relyingPartyId_day: { relyingPartyId: agency.id, day: dateOf(day) } },
    data: { overQuota: { increment: 1 } },
    select: { dayCount: true },
  })
  const now = app.clock()
  const secondsUntil = (moment: number) => Math.max(1, Math.ceil((moment - now) / 1000))
  return dayCount >= agency.perDay
    ? new QuotaUsed('DAY', secondsUntil(startOfDay(addDays(day, 1)).getTime()))
    : new QuotaUsed('MINUTE', secondsUntil(minute.getTime() + minuteMs))
}

/** Gives one back: the same question came twice at the same moment, and counts once. */
export async function giveBackAllowance(app: App, agency: Agency, { day, minute }: Allowance): Promise<void> {
  await app.db.$executeRaw`
    UPDATE "AgencyAllowance"
    SET "dayCount" = "dayCount" - 1,
        "minuteCount" = "minuteCount" - CASE WHEN "minute" = ${minute} THEN 1 ELSE 0 END
    WHERE "relyingPartyId" = ${agency.id}::uuid AND "day" = ${day}::date`
}
