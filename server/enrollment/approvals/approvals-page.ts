import type { ApplicationFlag } from '../../../core/enrollment/flags.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise, mayAnywhere, reachOf } from '../../kernel/authorise.ts'
import { unitsNow } from '../../kernel/units.ts'

const { sql } = Prisma

export interface ApprovalFilter {
  /** A unit and all below it; the officer's units where left out. */
  readonly unitCode: string | null
}

export interface ApprovalsPage extends ApprovalFilter {
  readonly flag: ApplicationFlag | null
  /** With any flag, or with none; null for both. */
  readonly flagged: boolean | null
  /** The id before the first of the page, or behind its last where it is read backwards. */
  readonly after: string | null
  /** Negative: backwards. */
  readonly take: number
}

/** Of a file without a deadline: behind all that have one. The index is on this expression. */
const due = sql`COALESCE(a."deadlineOn", '9999-12-31'::date)`

async function waiting(app: App, actor: Actor, { unitCode }: ApprovalFilter): Promise<Prisma.Sql> {
  if (unitCode !== null) await authorise(app, actor, 'application.review', unitCode)
  const codes =
    unitCode === null
      ? await reachOf(app, actor, 'application.review')
      : (await unitsNow(app)).within([unitCode])
  const within = codes === null ? sql`TRUE` : sql`a."unitCode" = ANY(${[...codes]})`
  return sql`a."status" = 'AWAITING_APPROVAL' AND ${within} AND ${await decidable(app, actor)}`
}

/** Who only approves sees the files that are theirs to decide; a station's supervisor those that they may send back. */
async function decidable(app: App, actor: Actor): Promise<Prisma.Sql> {
  const supervises = actor.kind === 'officer' && actor.roles.some(({ role }) => role === 'STATION_SUPERVISOR')
  if (supervises || !mayAnywhere(actor, 'application.approve')) return sql`TRUE`
  const codes = await reachOf(app, actor, 'application.approve')
  return codes === null ? sql`TRUE` : sql`(a."decidingUnit" IS NULL OR a."decidingUnit" = ANY(${[...codes]}))`
}

/** Ids of one page of the files that wait for approval, the oldest deadline first, jurisdiction included. */
export async function approvalsPage(app: App, actor: Actor, page: ApprovalsPage): Promise<string[]> {
  const { flag, flagged, after, take } = page
  const conditions = [await waiting(app, actor, page)]
  if (flag !== null) conditions.push(sql`${flag} = ANY(a."flags")`)
  if (flagged !== null) conditions.push(flagged ? sql`a."flags" <> '{}'` : sql`a."flags" = '{}'`)
  const [than, order] = take < 0 ? ([sql`<`, sql`DESC`] as const) : ([sql`>`, sql`ASC`] as const)
  if (after !== null) {
    // A file that was decided meanwhile still tells where the page begins.
    const start = sql`(SELECT ${due} FROM "Application" a WHERE a."id" = ${after}::uuid)`
    conditions.push(sql`(${due}, a."id") ${than} (${start}, ${after}::uuid)`)
  }
  const rows = await app.db.$queryRaw<{ id: string }[]>`
    SELECT a."id" FROM "Application" a WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY ${due} ${order}, a."id" ${order} LIMIT ${Math.abs(take)}`
  const ids = rows.map(({ id }) => id)
  return take < 0 ? ids.toReversed() : ids
}

export interface ApprovalCounts {
  readonly waiting: number
  readonly flagged: number
  readonly overdue: number
}

/** How many files wait, how many of them are flagged, and how many are late. */
export async function approvalCounts(
  app: App,
  actor: Actor,
  filter: ApprovalFilter,
): Promise<ApprovalCounts> {
  const [counts] = await app.db.$queryRaw<ApprovalCounts[]>`
    SELECT count(*)::int AS "waiting", count(*) FILTER (WHERE a."flags" <> '{}')::int AS "flagged",
      count(*) FILTER (WHERE a."deadlineOn" < ${calendarDateAt(app.clock())}::date)::int AS "overdue"
    FROM "Application" a WHERE ${await waiting(app, actor, filter)}`
  if (!counts) throw new TypeError('an aggregate has one row')
  return counts
}
