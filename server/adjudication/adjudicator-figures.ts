import { addYears, type CalendarDate, compareDates, daysBetween } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import { Prisma } from '../../prisma/client/client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authorise, demand, reachOf } from '../kernel/authorise.ts'
import { unitsNow } from '../kernel/units.ts'

const { sql } = Prisma

export class IllegalPeriod extends DomainError<'ILLEGAL_PERIOD'> {
  constructor() {
    super('ILLEGAL_PERIOD', {
      vi: 'Khoảng thời gian phải có ngày đầu trước ngày cuối và không quá hai năm.',
      en: 'The period must begin before it ends, and be two years at most.',
    })
  }
}

/** What an officer did as a judge within some time. */
export interface Figures {
  readonly judged: number
  /** First and second judgements of cases that both gave; the deciding third is compared with nobody. */
  readonly compared: number
  /** Of those, how many agreed with the other judge. */
  readonly agreed: number
  /** First and second judgements that a third officer decided against. */
  readonly overturned: number
  /** Of holding a case until it was judged. */
  readonly medianSeconds: number | null
}

export interface MonthFigures extends Figures {
  /** yyyy-MM */
  readonly month: string
}

export interface AdjudicatorFigures extends Figures {
  readonly officerId: string
  readonly officerName: string
  readonly first: number
  readonly second: number
  readonly third: number
  readonly months: readonly MonthFigures[]
}

export interface Period {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

/** The figures of everybody who judged cases of the officer's units, for supervisors, by name. */
export async function adjudicatorFigures(
  app: App,
  actor: Actor,
  { unitCode, ...period }: Period & { readonly unitCode: string | null },
): Promise<readonly AdjudicatorFigures[]> {
  const action = 'duplicate-case.supervise'
  if (unitCode !== null) await authorise(app, actor, action, unitCode)
  const codes =
    unitCode === null ? await reachOf(app, actor, action) : (await unitsNow(app)).within([unitCode])
  return figures(app, period, codes === null ? sql`TRUE` : sql`c."unitCode" = ANY(${[...codes]})`)
}

/** An officer's own figures, wherever the cases were. */
export async function myAdjudicatorFigures(
  app: App,
  actor: Actor,
  period: Period,
): Promise<AdjudicatorFigures> {
  demand(actor, 'duplicate-case.judge')
  const [own] = await figures(app, period, sql`j."officerId" = ${actor.id}::uuid`)
  return own ?? { ...nothing, officerId: actor.id ?? '', officerName: '', months: [] }
}

const nothing = {
  judged: 0,
  first: 0,
  second: 0,
  third: 0,
  compared: 0,
  agreed: 0,
  overturned: 0,
  medianSeconds: null,
}

interface FigureRow extends Omit<AdjudicatorFigures, 'months'> {
  /** Null in the row of the whole time. */
  readonly month: string | null
}

async function figures(app: App, { from, to }: Period, condition: Prisma.Sql): Promise<AdjudicatorFigures[]> {
  if (compareDates(from, to) > 0 || daysBetween(addYears(from, 2), to) > 0) throw new IllegalPeriod()
  const rows = await app.db.$queryRaw<FigureRow[]>`
    WITH given AS (
      SELECT j."officerId", j."round", j."seconds",
        date_trunc('month', j."at" AT TIME ZONE 'Asia/Ho_Chi_Minh') AS "month",
        other."id" IS NOT NULL AS "compared",
        other."id" IS NOT NULL AND ${sameFinding('other')} AS "agreed",
        third."id" IS NOT NULL AND NOT ${sameFinding('third')} AS "overturned"
      FROM "CaseJudgement" j JOIN "DuplicateCase" c ON c."id" = j."caseId"
      LEFT JOIN "CaseJudgement" other ON other."caseId" = j."caseId" AND j."round" < 3 AND other."round" = 3 - j."round"
      LEFT JOIN "CaseJudgement" third ON third."caseId" = j."caseId" AND j."round" < 3 AND third."round" = 3
      WHERE j."at" >= ${from}::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
        AND j."at" < (${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AND ${condition}
    )
    SELECT g."officerId", coalesce(max(o."name"), '') AS "officerName", to_char(g."month", 'YYYY-MM') AS "month",
      count(*)::int AS "judged",
      count(*) FILTER (WHERE g."round" = 1)::int AS "first",
      count(*) FILTER (WHERE g."round" = 2)::int AS "second",
      count(*) FILTER (WHERE g."round" = 3)::int AS "third",
      count(*) FILTER (WHERE g."compared")::int AS "compared",
      count(*) FILTER (WHERE g."agreed")::int AS "agreed",
      count(*) FILTER (WHERE g."overturned")::int AS "overturned",
      round(percentile_cont(0.5) WITHIN GROUP (ORDER BY g."seconds"))::int AS "medianSeconds"
    FROM given g LEFT JOIN "Officer" o ON o."id" = g."officerId"
    GROUP BY GROUPING SETS ((g."officerId"), (g."officerId", g."month"))
    ORDER BY "officerName", g."officerId", "month"`
  const byOfficer = Map.groupBy(rows, ({ officerId }) => officerId)
  return [...byOfficer.values()].flatMap((own) => {
    const whole = own.find(({ month }) => month === null)
    const months = own.flatMap(({ month, ...row }) => (month === null ? [] : [{ ...row, month }]))
    return whole ? [{ ...whole, months }] : []
  })
}

/** As core/adjudication/verdicts.ts, `agrees`: person and number count where the verdict has to name them. */
function sameFinding(other: 'other' | 'third'): Prisma.Sql {
  const theirs = (column: string) => Prisma.raw(`"${other}"."${column}"`)
  return sql`(j."verdict" = ${theirs('verdict')} AND (j."verdict" NOT IN ('SAME_PERSON', 'MERGED') OR (
    j."candidateId" IS NOT DISTINCT FROM ${theirs('candidateId')}
    AND j."keptNumber" IS NOT DISTINCT FROM ${theirs('keptNumber')})))`
}
