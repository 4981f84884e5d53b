import { batchLifecycle } from '../../../core/lifecycle/batch.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'
import type { ReceiptSigner } from '../../pki/receipt-key.ts'
import { manifestOf } from './manifest.ts'

export type ManifestApp = App & { readonly receipts: ReceiptSigner }

/** A draft becomes final: its manifest is written and signed. What its jobs make cannot change any more without being seen. */
export async function freezeBatch(app: ManifestApp, actor: Actor, input: { readonly id: string }) {
  demand(actor, 'batch.plan')
  const id = recordId(input.id, 'batch')
  const batch = await app.db.batch.findUnique({ where: { id } })
  if (!batch) throw new NotFound('batch')
  // Signed before the transaction, which checks that nothing moved meanwhile.
  const { lines, ...manifest } = await manifestOf(app.db, batch)
  const signature = await app.receipts.signManifest(manifest)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE "BatchItem" i SET "contentSha256" = l."sha256"
      FROM unnest(${lines.map(({ jobId }) => jobId)}::uuid[], ${lines.map(({ contentSha256 }) => contentSha256)}::text[])
        AS l("jobId", "sha256")
      WHERE i."jobId" = l."jobId" AND i."batchId" = ${id}::uuid`
    await audit(tx, {
      actor,
      at,
      action: 'batch.freeze',
      subjectKind: 'batch',
      subjectId: id,
      details: { count: manifest.count },
    })
    const data = {
      manifestSha256: manifest.linesSha256,
      signature,
      count: manifest.count,
      frozenBy: actor.id,
      frozenAt: instantAt(at),
    }
    return move(tx, batchLifecycle, { ...batch, key: id }, { event: 'freeze', actor, at, data })
  })
}
