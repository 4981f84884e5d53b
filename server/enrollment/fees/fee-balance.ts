import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { Transaction } from '../../kernel/db.ts'
import { startOfDay } from './day-bounds.ts'

/** Đồng. Every sum that was owed or told is in one place, and in one only: {@link feeBalance} says where. */
export interface FeeBalance {
  /** Of all payments that were ever due. */
  readonly owed: number
  readonly paid: number
  readonly open: number
  readonly refunded: number
  /** Told by bank and carrier. */
  readonly told: number
  /** Of that: settled a payment, waits for an operator, went back or is asked to. */
  readonly settled: number
  readonly inCases: number
  readonly returned: number
  /** How many transactions of earlier days no day's file has confirmed. */
  readonly unconfirmed: number
}

/**
 * Sums over the whole installation: owed = paid + open + refunded, told = settled + in cases + returned. `now` is in milliseconds. Sums of
 * a country outgrow 32 bits, and stay whole in a double.
 */
export async function feeBalance(tx: Transaction, now: number): Promise<FeeBalance> {
  const today = startOfDay(calendarDateAt(now))
  const [balance] = await tx.$queryRaw<[FeeBalance]>`
    SELECT * FROM
      (SELECT coalesce(sum("amount"), 0)::float8 AS "owed",
         coalesce(sum("amount") FILTER (WHERE "status" = 'PAID'), 0)::float8 AS "paid",
         coalesce(sum("amount") FILTER (WHERE "status" = 'DUE'), 0)::float8 AS "open",
         coalesce(sum("amount") FILTER (WHERE "status" = 'REFUNDED'), 0)::float8 AS "refunded"
       FROM "Payment") AS payments,
      (SELECT coalesce(sum("amount"), 0)::float8 AS "told",
         count(*) FILTER (WHERE "statementId" IS NULL AND "at" < ${today})::int AS "unconfirmed"
       FROM "PaymentNotice") AS notices,
      (SELECT coalesce(sum("amount"), 0)::float8 AS "settled" FROM "PaymentReceipt" WHERE "method" <> 'CASH') AS receipts,
      (SELECT coalesce(sum("amount" - "applied") FILTER (WHERE "status" = 'OPEN'), 0)::float8 AS "inCases",
         coalesce(sum("amount" - "applied") FILTER (WHERE "status" <> 'OPEN'), 0)::float8 AS "returned"
       FROM "PaymentCase") AS cases`
  return balance
}
