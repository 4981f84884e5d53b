import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { workingDaysBetween } from '../../../core/dates/working-days.ts'
import { budgetedPace, type Pace } from '../../../core/enrollment/promise.ts'
import type { App } from '../../kernel/app.ts'

/** Of the files whose cards arrived last. */
const measuredFiles = 2000
/** Fewer tell nothing: then the budgets of the law stand. */
const leastFiles = 30
/** Three of four files were as quick: a promise that half of them miss is none. */
const share = 0.75

interface Road {
  readonly received: CalendarDate
  /** Days on which the parts ended: review begun, approved, sent, arrived. */
  readonly reviewed: CalendarDate | null
  readonly approved: CalendarDate | null
  readonly sent: CalendarDate | null
  readonly arrived: CalendarDate | null
}

/** How many working days the parts of the road took lately. A file that lay returned is not measured: its clock stood. */
export async function measurePace({ pool }: Pick<App, 'pool'>): Promise<Pace> {
  const { rows } = await pool.query<Road>(
    `SELECT to_char("receivedAt" AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS "received",
       "stepDates"->>'RECEIVED' AS "reviewed", "stepDates"->>'UNDER_REVIEW' AS "approved",
       "stepDates"->>'IN_PRODUCTION' AS "sent", "stepDates"->>'IN_TRANSIT' AS "arrived"
     FROM "Application" WHERE "readyOn" IS NOT NULL AND "stoppedDays" = 0
     ORDER BY "readyOn" DESC LIMIT $1`,
    [measuredFiles],
  )
  if (rows.length < leastFiles) return budgetedPace
  const days = (first: keyof Road, last: keyof Road) => usualDays(rows, first, last)
  return {
    intake: days('received', 'reviewed') ?? budgetedPace.intake,
    review: days('reviewed', 'approved') ?? budgetedPace.review,
    dispatch: budgetedPace.dispatch,
    transit: days('sent', 'arrived') ?? budgetedPace.transit,
  }
}

function usualDays(rows: readonly Road[], first: keyof Road, last: keyof Road): number | null {
  const counts = rows
    .flatMap((row) => {
      const [from, until] = [row[first], row[last]]
      return from === null || until === null ? [] : [workingDaysBetween(from, until)]
    })
    .toSorted((a, b) => a - b)
  const usual = counts[Math.ceil(counts.length * share) - 1]
  return usual === undefined ? null : Math.max(1, usual)
}
