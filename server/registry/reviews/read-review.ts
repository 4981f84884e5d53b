import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type LoadedReview, loadReview, roundOf } from './load-review.ts'
import { type ReviewResult, resultOf } from './review-result.ts'

/** How far the rounds of the current attempt are, in forms. */
export interface ReviewProgress {
  readonly drawn: number
  readonly checked: number
  readonly toRecheck: number
  readonly rechecked: number
}

export type ReviewOverview = LoadedReview & { readonly progress: ReviewProgress }

/** A plan with its team and how far it is. */
export async function readReview(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<ReviewOverview> {
  const plan = await loadReview(app.db, id)
  await authorise(app, actor, 'review.read', plan.unitCode)
  const [overview] = await withProgress(app.db, [plan])
  if (!overview) throw new Error('one plan in, one plan out')
  return overview
}

/** Counts for any number of plans in one question. */
export async function withProgress(
  tx: Transaction,
  plans: readonly LoadedReview[],
): Promise<readonly ReviewOverview[]> {
  const rows = await tx.$queryRaw<(ReviewProgress & { id: string })[]>`
    SELECT p."id"::text, count(s."id")::int AS drawn, count(s."checkedAt")::int AS checked,
           (count(*) FILTER (WHERE s."recheck"))::int AS "toRecheck", count(s."recheckedAt")::int AS rechecked
    FROM "ReviewPlan" p LEFT JOIN "ReviewSample" s ON s."planId" = p."id" AND s."attempt" = p."attempt"
    WHERE p."id" = ANY(${plans.map(({ id }) => id)}::uuid[]) GROUP BY p."id"`
  const counts = new Map(rows.map(({ id, ...progress }) => [id, progress]))
  return plans.map((plan) => ({ ...plan, progress: counts.get(plan.id) ?? nothingYet }))
}

const nothingYet: ReviewProgress = { drawn: 0, checked: 0, toRecheck: 0, rechecked: 0 }

/** While both rounds may still answer, neither sees the other's findings: a second check that knows the first is none. */
const undecided = ['PLANNED', 'RUNNING', 'CHECKED']

/** Rounds whose findings somebody may see. */
export function visibleRounds(plan: LoadedReview, actor: Actor): readonly (1 | 2)[] {
  const round = roundOf(plan, actor)
  return round !== null && undecided.includes(plan.status) ? [round] : [1, 2]
}

/** The result as it stands; null before the start, and for the second team until it has handed in. */
export async function visibleResult(
  app: App,
  actor: Actor,
  plan: LoadedReview,
): Promise<ReviewResult | null> {
  if (plan.status === 'PLANNED' || !visibleRounds(plan, actor).includes(1)) return null
  return resultOf(app.db, plan)
}

/** Which forms will be checked again is nobody's to know before the first check is handed in; the seed would tell. */
export const showsRechecks = ({ status }: Pick<LoadedReview, 'status'>) =>
  status !== 'PLANNED' && status !== 'RUNNING'
