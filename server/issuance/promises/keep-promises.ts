import { type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import {
  type Expectation,
  expectedDay,
  nextPromise,
  type Pace,
  promisingStates,
} from '../../../core/enrollment/promise.ts'
import type { ApplicationState } from '../../../core/lifecycle/application.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import {
  lastForecast,
  promisedDayOf,
  type PublishedForecast,
} from '../../production/capacity/promised-day.ts'
import { remakePriority } from '../../production/spoil-print-job.ts'
import { measurePace } from './measure-pace.ts'

/** Files that stand alike are promised alike. */
interface Standing {
  readonly status: ApplicationState
  readonly since: CalendarDate
  readonly deadlineOn: CalendarDate | null
  readonly priority: number
  readonly remaking: boolean
  readonly promisedOn: CalendarDate | null
  readonly cause: string | null
}

interface Changed {
  readonly standing: Standing
  readonly promisedOn: CalendarDate | null
  readonly cause: string | null
}

/** Its day of arrival in the present state: the last of the days that the citizen sees, or that of receipt. */
const since = `COALESCE((SELECT max("value") FROM jsonb_each_text(a."stepDates")),
  to_char(a."receivedAt" AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD'))`

const open = `
  SELECT a."id", a."status", ${since} AS "since", to_char(a."deadlineOn", 'YYYY-MM-DD') AS "deadlineOn", a."priority",
    'REMAKING' = ANY(a."flags") AS "remaking", to_char(a."promisedOn", 'YYYY-MM-DD') AS "promisedOn",
    a."promiseCause" AS "cause"
  FROM "Application" a WHERE a."producesCard" AND a."status" = ANY($1)`

const standingsQuery = `
  SELECT "status", "since", "deadlineOn", "priority", "remaking", "promisedOn", "cause" FROM (${open}) o
  GROUP BY 1, 2, 3, 4, 5, 6, 7`

const columns = ['status', 'since', 'deadlineOn', 'priority', 'remaking', 'promisedOn', 'cause'] as const

const changeQuery = `
  WITH o AS (${open}), new AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::boolean[], $7::text[], $8::text[],
      $9::text[], $10::text[])
      AS new("status", "since", "deadlineOn", "priority", "remaking", "promisedOn", "cause", "nextOn", "nextCause")
  ), changed AS (
    UPDATE "Application" a SET "promisedOn" = new."nextOn"::date, "promiseCause" = new."nextCause"
    FROM o JOIN new ON ${columns.map((name) => `o."${name}" IS NOT DISTINCT FROM new."${name}"`).join(' AND ')}
    WHERE a."id" = o."id" AND a."status" = o."status"
    RETURNING a."id", new."promisedOn", new."nextOn", new."nextCause"
  ), told AS (
    INSERT INTO "NoticeEvent" ("record", "recordId", "version", "event", "at")
    SELECT 'application', "id"::text, COALESCE("nextOn", 'none'),
      CASE WHEN "nextOn" IS NULL THEN 'promiseLost' ELSE 'promiseMoved' END, $11
    FROM changed WHERE "nextOn" > "promisedOn" OR "nextCause" = 'NO_BLANKS' AND "promisedOn" IS NOT NULL
  )
  INSERT INTO "PromiseChange" ("id", "applicationId", "at", "before", "after", "cause")
  SELECT uuidv7(), "id", $11, "promisedOn"::date, "nextOn"::date, "nextCause" FROM changed`

/**
 * Job: sets anew what is promised to everybody whose card is under way, from where the files stand, how long they took lately and what
 * production foresees, and keeps each change. Files that stand alike are reckoned once. Gives how many promises changed.
 */
export async function keepPromises(app: App): Promise<number> {
  const { pool } = app
  const [{ rows }, pace, forecast] = await Promise.all([
    pool.query<Standing>(standingsQuery, [promisingStates]),
    measurePace(app),
    lastForecast(app),
  ])
  // Before production has told anything, the law's day stands.
  if (!forecast) return 0
  const today = calendarDateAt(app.clock())
  const changed = rows.flatMap((standing) => changeOf(standing, { today, pace, forecast }))
  if (changed.length === 0) return 0
  const { rowCount } = await pool.query(changeQuery, [
    promisingStates,
    ...columns.map((name) => changed.map(({ standing }) => standing[name])),
    changed.map(({ promisedOn }) => promisedOn),
    changed.map(({ cause }) => cause),
    instantAt(app.clock()),
  ])
  return rowCount ?? 0
}

interface Foreseen {
  readonly today: CalendarDate
  readonly pace: Pace
  readonly forecast: PublishedForecast
}

function changeOf(standing: Standing, { today, pace, forecast }: Foreseen): readonly Changed[] {
  const { status: state, remaking, deadlineOn } = standing
  const priority = remaking ? Math.max(standing.priority, remakePriority) : standing.priority
  const madeOn = promisedDayOf(forecast, { priority, deadlineOn })
  const expected: Expectation = expectedDay(
    { state, since: standing.since, deadlineOn, remaking },
    { today, pace, madeOn },
  )
  const promisedOn = nextPromise(standing.promisedOn, expected)
  const { cause } = expected
  return promisedOn === standing.promisedOn && cause === standing.cause
    ? []
    : [{ standing, promisedOn, cause }]
}
