import { duplicateCaseLifecycle } from '../../core/lifecycle/duplicate-case.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { move } from '../kernel/transition.ts'

/** Ends the open case of a file that has ended itself, inside the caller's transaction. Nothing happens where none is open. */
export async function voidDuplicateCase(
  tx: Transaction,
  app: App,
  { applicationId, actor }: { readonly applicationId: string; readonly actor: Actor },
): Promise<void> {
  const open = await tx.duplicateCase.findFirst({
    where: { applicationId, status: { notIn: ['CLOSED', 'VOID'] } },
    select: { id: true, status: true, version: true },
  })
  if (!open) return
  const at = app.clock()
  await move(
    tx,
    duplicateCaseLifecycle,
    { ...open, key: open.id },
    {
      event: 'void',
      actor,
      at,
      reason: 'APPLICATION_ENDED',
      data: { closedAt: instantAt(at), takenBy: null },
    },
  )
}
