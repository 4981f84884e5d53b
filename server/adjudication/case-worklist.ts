import { leaseHours } from '../../core/adjudication/case-terms.ts'
import type { CaseOrigin } from '../../core/adjudication/case-origins.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { Prisma } from '../../prisma/client/client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authorise, reachOf } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import { unitsNow } from '../kernel/units.ts'

const { sql } = Prisma

export const caseScopes = ['MINE', 'OPEN', 'SECOND', 'THIRD', 'WAITING', 'HELD', 'ALL', 'ENDED'] as const
export type CaseScope = (typeof caseScopes)[number]

/** Who asks, and when: what a scope depends on. */
interface Viewer {
  readonly officerId: string
  readonly leaseFrom: Date
}

const unended = sql`c."status" NOT IN ('CLOSED', 'VOID')`
const free = ({ leaseFrom }: Viewer) => sql`(c."takenBy" IS NULL OR c."takenAt" <= ${leaseFrom})`
/** Had no hand in the file and has not judged the case; who had one in a candidate's file is told when they open it. */
const eligible = ({ officerId }: Viewer) => sql`
  c."id" NOT IN (SELECT j."caseId" FROM "CaseJudgement" j WHERE j."officerId" = ${officerId}::uuid)
  AND a."operatorId" IS DISTINCT FROM ${officerId}::uuid AND a."supervisorId" IS DISTINCT FROM ${officerId}::uuid
  AND a."approverId" IS DISTINCT FROM ${officerId}::uuid`
const forJudge = (states: Prisma.Sql, viewer: Viewer) =>
  sql`${unended} AND c."status" IN (${states}) AND ${free(viewer)} AND ${eligible(viewer)}`

const scopes: Readonly<Record<CaseScope, (viewer: Viewer) => Prisma.Sql>> = {
  MINE: ({ officerId }) => sql`${unended} AND c."takenBy" = ${officerId}::uuid`,
  OPEN: (viewer) => forJudge(sql`'OPEN', 'TAKEN'`, viewer),
  SECOND: (viewer) => forJudge(sql`'JUDGED_ONCE'`, viewer),
  THIRD: (viewer) => forJudge(sql`'ESCALATED'`, viewer),
  WAITING: () => sql`c."status" = 'WAITING'`,
  HELD: (viewer) => sql`${unended} AND NOT ${free(viewer)}`,
  ALL: () => unended,
  ENDED: () => sql`c."status" IN ('CLOSED', 'VOID')`,
}

export interface CaseFilter {
  /** A unit and all below it; the officer's units where left out. */
  readonly unitCode: string | null
}

export interface CasePage extends CaseFilter {
  readonly scope: CaseScope
  readonly origin: CaseOrigin | null
  readonly overdue: boolean
  /** The id before the first of the page, or behind its last where it is read backwards. */
  readonly after: string | null
  /** Negative: backwards. */
  readonly take: number
}

const viewerOf = (app: App, actor: Actor): Viewer => ({
  officerId: actor.id ?? '',
  leaseFrom: instantAt(app.clock() - leaseHours * 3_600_000),
})

async function within(app: App, actor: Actor, unitCode: string | null): Promise<Prisma.Sql> {
  if (unitCode !== null) await authorise(app, actor, 'duplicate-case.read', unitCode)
  const codes =
    unitCode === null
      ? await reachOf(app, actor, 'duplicate-case.read')
      : (await unitsNow(app)).within([unitCode])
  return codes === null ? sql`TRUE` : sql`c."unitCode" = ANY(${[...codes]})`
}

const overdueOn = (app: App) => sql`c."dueOn" < ${calendarDateAt(app.clock())}::date`

/** Ids of one page of cases by deadline, jurisdiction included; the place of the index is where the page begins. */
export async function casesPage(app: App, actor: Actor, page: CasePage): Promise<string[]> {
  const { scope, origin, overdue, after, take } = page
  const conditions = [await within(app, actor, page.unitCode), scopes[scope](viewerOf(app, actor))]
  if (origin !== null) conditions.push(sql`${origin} = ANY(c."origins")`)
  if (overdue) conditions.push(overdueOn(app))
  const [than, order] = take < 0 ? ([sql`<`, sql`DESC`] as const) : ([sql`>`, sql`ASC`] as const)
  if (after !== null) {
    const start = sql`(SELECT s."dueOn" FROM "DuplicateCase" s WHERE s."id" = ${after}::uuid)`
    conditions.push(sql`(c."dueOn", c."id") ${than} (${start}, ${after}::uuid)`)
  }
  const rows = await app.db.$queryRaw<{ id: string }[]>`
    SELECT c."id" FROM "DuplicateCase" c JOIN "Application" a ON a."id" = c."applicationId"
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY c."dueOn" ${order}, c."id" ${order} LIMIT ${Math.abs(take)}`
  const ids = rows.map(({ id }) => id)
  return take < 0 ? ids.toReversed() : ids
}

export interface CaseCounts {
  readonly mine: number
  readonly open: number
  readonly second: number
  readonly third: number
  readonly waiting: number
  readonly held: number
  readonly overdue: number
}

/** How many cases stand in each scope, in one walk over those that have not ended. */
export async function caseCounts(app: App, actor: Actor, { unitCode }: CaseFilter): Promise<CaseCounts> {
  const viewer = viewerOf(app, actor)
  const count = (scope: CaseScope) => sql`count(*) FILTER (WHERE ${scopes[scope](viewer)})::int`
  const [counts] = await app.db.$queryRaw<CaseCounts[]>`
    SELECT ${count('MINE')} AS "mine", ${count('OPEN')} AS "open", ${count('SECOND')} AS "second",
      ${count('THIRD')} AS "third", ${count('WAITING')} AS "waiting", ${count('HELD')} AS "held",
      count(*) FILTER (WHERE ${overdueOn(app)})::int AS "overdue"
    FROM "DuplicateCase" c JOIN "Application" a ON a."id" = c."applicationId"
    WHERE ${unended} AND ${await within(app, actor, unitCode)}`
  if (!counts) throw new TypeError('an aggregate has one row')
  return counts
}
