import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { dateOf } from '../../kernel/clock.ts'

export interface ReportedDay {
  readonly unitCode: string
  /** yyyy-MM-dd */
  readonly day: string
  readonly method: string
  readonly receipts: number
  readonly taken: number
  readonly refunds: number
  readonly refunded: number
}

/** Fees taken and given back, by unit, day in Việt Nam and method, within the officer's units. At most a year at once. */
export async function feeReport(
  app: App,
  actor: Actor,
  { from, until }: { readonly from: CalendarDate; readonly until: CalendarDate },
): Promise<readonly ReportedDay[]> {
  const units = await reachOf(app, actor, 'fee.report')
  const within = (column: Prisma.Sql) =>
    units === null ? Prisma.empty : Prisma.sql`AND ${column} = ANY(${[...units]}::text[])`
  return app.db.$queryRaw<ReportedDay[]>`
    SELECT "unitCode", to_char("day", 'YYYY-MM-DD') AS "day", "method",
      count("taken")::int AS "receipts", coalesce(sum("taken"), 0)::int AS "taken",
      count("refunded")::int AS "refunds", coalesce(sum("refunded"), 0)::int AS "refunded"
    FROM (
      SELECT "unitCode", ("at" AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS "day", "method",
        "amount" AS "taken", NULL::int AS "refunded"
      FROM "PaymentReceipt" WHERE true ${within(Prisma.sql`"unitCode"`)}
      UNION ALL
      SELECT coalesce("drawerUnit", "unitCode"), ("decidedAt" AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, "method", NULL, "amount"
      FROM "Refund" WHERE "status" = 'CONFIRMED' AND "paymentId" IS NOT NULL
        ${within(Prisma.sql`coalesce("drawerUnit", "unitCode")`)}
    ) AS moved
    WHERE "day" BETWEEN ${dateOf(from)}::date AND ${dateOf(until)}::date
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
}

/** As a spreadsheet takes it: codes, days and numbers only. */
export function feeReportCsv(rows: readonly ReportedDay[]): string {
  const lines = rows.map(({ unitCode, day, method, receipts, taken, refunds, refunded }) =>
    [unitCode, day, method, receipts, taken, refunds, refunded, taken - refunded].join(','),
  )
  return ['unit,day,method,receipts,taken,refunds,refunded,net', ...lines, ''].join('\r\n')
}
