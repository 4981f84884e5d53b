import type { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { recordId } from '../../kernel/record-id.ts'
import { type ReviewOverview, withProgress } from './read-review.ts'

const mostReviews = 50

export interface ReviewPage {
  readonly reviews: readonly ReviewOverview[]
  readonly next: string | null
}

export interface ReviewFilter {
  readonly state: string | null
  /** Only those on whose team the actor is. */
  readonly mine: boolean
  readonly first: number
  /** Id of the last one seen. */
  readonly after: string | null
}

/** Reviews within the officer's units, the newest first, at most 50; `next` asks for what follows. */
export async function listReviews(
  app: App,
  actor: Actor,
  { state, mine, first, after }: ReviewFilter,
): Promise<ReviewPage> {
  const units = await reachOf(app, actor, 'review.read')
  const size = Math.min(Math.max(1, first), mostReviews)
  const where: Prisma.ReviewPlanWhereInput = {
    ...(units && { unitCode: { in: [...units] } }),
    ...(state && { status: state }),
    ...(mine && { members: { some: { officerId: actor.id ?? '' } } }),
    ...(after && { id: { lt: recordId(after, 'review') } }),
  }
  const rows = await app.db.reviewPlan.findMany({
    where,
    orderBy: { id: 'desc' },
    take: size + 1,
    include: { members: true },
  })
  const page = rows.slice(0, size).map((plan) => ({ ...plan, key: plan.id }))
  return {
    reviews: await withProgress(app.db, page),
    next: rows.length > size ? (page.at(-1)?.id ?? null) : null,
  }
}
