import type { Finding } from '../../../core/review/findings.ts'
import { findingKinds } from '../../../core/review/findings.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { loadReview, type LoadedReview, roundOf } from './load-review.ts'
import { showsRechecks, visibleRounds } from './read-review.ts'

/** MINE is what the actor still has to check; WITH_ERRORS and DIFFERING are what the rounds that they may see found. */
export const sampleLists = ['ALL', 'MINE', 'UNCHECKED', 'TO_RECHECK', 'WITH_ERRORS', 'DIFFERING'] as const
export type SampleList = (typeof sampleLists)[number]

export interface FoundInRound extends Finding {
  readonly round: number
}

/** One form of the sample as its checker sees it: enough to find the household, nobody's name. */
export interface SampleRow {
  readonly id: string
  readonly place: number
  readonly formSerial: string
  readonly definition: string
  readonly unitCode: string
  /** Thôn, tổ dân phố, once the form is keyed in. */
  readonly hamlet: string | null
  readonly collectorId: string | null
  readonly recheck: boolean
  readonly checkedById: string | null
  readonly checkedAt: Date | null
  readonly recheckedById: string | null
  readonly recheckedAt: Date | null
}

export interface CheckedSample extends SampleRow {
  readonly findings: readonly FoundInRound[]
}

export interface SampleQuery {
  readonly planId: string
  readonly list: SampleList
  readonly first: number
  /** Place of the last one seen; 0 from the beginning. */
  readonly after: number
}

const mostSamples = 50

/** Forms of the sample in visiting order, at most 50 at once; `next` asks for what follows. */
export async function reviewSamples(
  app: App,
  actor: Actor,
  { planId, list, first, after }: SampleQuery,
): Promise<{ readonly samples: readonly CheckedSample[]; readonly next: number | null }> {
  const plan = await loadReview(app.db, planId)
  await authorise(app, actor, 'review.read', plan.unitCode)
  const rounds = visibleRounds(plan, actor)
  const size = Math.min(Math.max(1, first), mostSamples)
  const chosen = condition(list, { plan, actor, rounds })
  const rows = await sampleRows(app.db, plan, { after, size: size + 1, chosen })
  const page = rows.slice(0, size)
  const findings = await findingsOf(app.db, page, rounds)
  const shown = showsRechecks(plan)
  return {
    samples: page.map((row) => ({
      ...row,
      recheck: shown && row.recheck,
      findings: findings.get(row.id) ?? [],
    })),
    next: rows.length > size ? (page.at(-1)?.place ?? null) : null,
  }
}

interface Viewing {
  readonly plan: LoadedReview
  readonly actor: Actor
  readonly rounds: readonly number[]
}

function condition(list: SampleList, { plan, actor, rounds }: Viewing): Prisma.Sql {
  switch (list) {
    case 'ALL':
      return Prisma.sql`true`
    case 'UNCHECKED':
      return Prisma.sql`s."checkedAt" IS NULL`
    case 'TO_RECHECK':
      return showsRechecks(plan) ? Prisma.sql`s."recheck" AND s."recheckedAt" IS NULL` : Prisma.sql`false`
    case 'MINE':
      return toDo(plan, actor)
    case 'WITH_ERRORS':
      return Prisma.sql`EXISTS (SELECT 1 FROM "ReviewFinding" f
        WHERE f."sampleId" = s."id" AND f."round" = ANY(${[...rounds]}::int[]))`
    case 'DIFFERING':
      return rounds.length === 2 ? differing : Prisma.sql`false`
  }
}

/** The two checks name other fields, or another kind of error in one. */
const differing = Prisma.sql`s."recheckedAt" IS NOT NULL AND EXISTS (
  SELECT 1 FROM "ReviewFinding" f WHERE f."sampleId" = s."id" GROUP BY f."field"
  HAVING count(*) = 1 OR min(f."kind") <> max(f."kind"))`

function toDo(plan: LoadedReview, actor: Actor): Prisma.Sql {
  const round = roundOf(plan, actor)
  const others = Prisma.sql`s."collectorId" IS DISTINCT FROM ${actor.id}::uuid`
  if (round === 1 && plan.status === 'RUNNING') return Prisma.sql`s."checkedAt" IS NULL AND ${others}`
  if (round === 2 && plan.status === 'CHECKED') {
    return Prisma.sql`s."recheck" AND s."recheckedAt" IS NULL AND ${others}`
  }
  return Prisma.sql`false`
}

/** A stretch of the sample, joined with what the form itself says of its place. */
export function sampleRows(
  tx: Transaction,
  plan: Pick<LoadedReview, 'id' | 'attempt'>,
  { after, size, chosen }: { readonly after: number; readonly size: number; readonly chosen: Prisma.Sql },
): Promise<SampleRow[]> {
  return tx.$queryRaw`
    SELECT s."id"::text, s."place", s."formSerial", form."definition", s."unitCode",
           form."answers" -> 'permanentAddress' -> 'parts' ->> 'hamlet' AS hamlet, s."collectorId"::text,
           s."recheck", s."checkedById"::text, s."checkedAt", s."recheckedById"::text, s."recheckedAt"
    FROM "ReviewSample" s JOIN "Form" form ON form."serial" = s."formSerial"
    WHERE s."planId" = ${plan.id}::uuid AND s."attempt" = ${plan.attempt}::int AND s."place" > ${after}::int AND ${chosen}
    ORDER BY s."place" LIMIT ${size}::int`
}

async function findingsOf(
  tx: Transaction,
  samples: readonly SampleRow[],
  rounds: readonly number[],
): Promise<ReadonlyMap<string, readonly FoundInRound[]>> {
  const rows = await tx.reviewFinding.findMany({
    where: { sampleId: { in: samples.map(({ id }) => id) }, round: { in: [...rounds] } },
    orderBy: [{ round: 'asc' }, { field: 'asc' }],
  })
  const findings = rows.map(({ sampleId, round, field, kind, found }) => ({
    sampleId,
    round,
    field,
    kind: findingKinds.find((one) => one === kind) ?? ('WRONG' as const),
    found,
  }))
  return Map.groupBy(findings, ({ sampleId }) => sampleId)
}
