import type { Action } from '../../../core/access/actions.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** A refund for an officer whose role reaches the unit of its payment; one of a case is the accountants'. */
export async function reachRefund(
  app: App,
  actor: Actor,
  { id, action }: { readonly id: string; readonly action: Action },
): Promise<void> {
  const refund = await app.db.refund.findUnique({
    where: { id: recordId(id, 'refund') },
    select: { unitCode: true },
  })
  if (!refund) throw new NotFound('refund')
  if (refund.unitCode === null) demand(actor, 'fee.reconcile')
  else await authorise(app, actor, action, refund.unitCode)
}

/** The refund, locked until the transaction ends. */
export async function lockedRefund(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "Refund" WHERE "id" = ${id}::uuid FOR UPDATE`
  const refund = await tx.refund.findUniqueOrThrow({ where: { id } })
  return { ...refund, key: id }
}
export type LockedRefund = Awaited<ReturnType<typeof lockedRefund>>
