import type { Actor } from '../../kernel/actor.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** A plan with its team, as it stands. */
export async function loadReview(tx: Transaction, id: string) {
  const plan = await tx.reviewPlan.findUnique({
    where: { id: recordId(id, 'review') },
    include: { members: true },
  })
  if (!plan) throw new NotFound('review')
  return { ...plan, key: plan.id }
}

export type LoadedReview = Awaited<ReturnType<typeof loadReview>>

/** The same, and until the transaction ends nobody moves it: neither its state nor its team changes under a writer. */
export async function lockReview(tx: Transaction, id: string): Promise<LoadedReview> {
  await tx.$queryRaw`SELECT 1 FROM "ReviewPlan" WHERE "id" = ${recordId(id, 'review')}::uuid FOR UPDATE`
  return loadReview(tx, id)
}

/** 1 checks, 2 checks the check, null is not on the team. */
export function roundOf({ members }: Pick<LoadedReview, 'members'>, actor: Actor): 1 | 2 | null {
  const round = members.find(({ officerId }) => officerId === actor.id)?.round
  return round === 1 || round === 2 ? round : null
}
