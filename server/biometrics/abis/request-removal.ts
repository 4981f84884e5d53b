import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { wakeDesks } from './wake-desks.ts'

/**
 * Withdraws a reference inside the caller's transaction: from now on it is nobody's candidate, and every ABIS that was asked
 * to take it in is asked to delete it. A second call changes nothing.
 */
export async function requestRemoval(
  tx: Transaction,
  app: App,
  { referenceId }: { readonly referenceId: string },
): Promise<void> {
  const at = instantAt(app.clock())
  const withdrawn = await tx.biometricReference.updateMany({
    where: { id: referenceId, withdrawnAt: null },
    data: { withdrawnAt: at },
  })
  if (withdrawn.count === 0) return
  const inserted = await tx.abisRequest.findMany({
    where: { referenceId, kind: 'INSERT' },
    select: { abis: true },
  })
  if (inserted.length === 0) return
  await tx.abisRequest.createMany({
    data: inserted.map(({ abis }) => ({ abis, kind: 'DELETE', referenceId, createdAt: at })),
  })
  await wakeDesks(tx)
}
