import type { DiscardReason } from '../../../core/forms/scan/faults.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorisedScan, lockWaiting } from './assign-scan.ts'

/** A person puts a waiting page aside; its image stays in the store. */
export async function discardScan(
  app: App,
  actor: Actor,
  { scanId, reason }: { readonly scanId: string; readonly reason: DiscardReason },
): Promise<void> {
  const { id } = await authorisedScan(app, actor, scanId)
  await app.db.$transaction(async (tx) => {
    const { fault } = await lockWaiting(tx, id)
    await tx.formScan.update({ where: { id }, data: { discardedFor: reason } })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'form-scan.discard',
      subjectKind: 'form scan',
      subjectId: id,
      details: { reason, fault },
    })
  })
}
