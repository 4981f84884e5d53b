import { addDays, daysBetween, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { calendarDateOf, dateOf } from '../../kernel/clock.ts'
import { agencyIdOf } from './agency-log.ts'
import { startOfDay } from './start-of-day.ts'

/** Questions of one day, purpose and outcome; those beyond the quota have no purpose, since they were not read further. */
export interface AgencyCount {
  /** yyyy-MM-dd */
  readonly day: string
  readonly purpose: string | null
  /** ANSWERED, NOT_FOUND, REFUSED or OVER_QUOTA. */
  readonly outcome: string
  /** Why questions were refused. */
  readonly refusal: string | null
  readonly count: number
}

const longestPeriodDays = 92

export class PeriodTooLong extends DomainError<'PERIOD_TOO_LONG'> {
  constructor() {
    super('PERIOD_TOO_LONG', {
      vi: `Chọn khoảng thời gian từ 1 đến ${longestPeriodDays} ngày.`,
      en: `Choose a period of 1 to ${longestPeriodDays} days.`,
    })
  }
}

/** How often an agency asked, by day (of Việt Nam), purpose, outcome and reason. Throws NotFound, IllegalDate, PeriodTooLong. */
export async function agencyCounts(
  app: App,
  actor: Actor,
  input: { readonly agencyCode: string; readonly from: string; readonly to: string },
): Promise<readonly AgencyCount[]> {
  demand(actor, 'agency.manage')
  const [from, to] = [parseCalendarDate(input.from), parseCalendarDate(input.to)]
  const days = daysBetween(from, to)
  if (days < 0 || days >= longestPeriodDays) throw new PeriodTooLong()
  const id = await agencyIdOf(app, input.agencyCode)
  const [asked, over] = await Promise.all([
    app.db.$queryRaw<AgencyCount[]>`
      SELECT to_char("at" AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS "day", "purpose", "outcome", "refusal",
             count(*)::int AS "count"
      FROM "AgencyQuery"
      WHERE "relyingPartyId" = ${id}::uuid AND "at" >= ${startOfDay(from)} AND "at" < ${startOfDay(addDays(to, 1))}
      GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC, 2, 3, 4`,
    app.db.agencyAllowance.findMany({
      where: { relyingPartyId: id, day: { gte: dateOf(from), lte: dateOf(to) }, overQuota: { gt: 0 } },
      orderBy: { day: 'desc' },
    }),
  ])
  const overQuota = over.map((row) => ({
    day: calendarDateOf(row.day),
    purpose: null,
    outcome: 'OVER_QUOTA',
    refusal: null,
    count: row.overQuota,
  }))
  return [...asked, ...overQuota]
}
