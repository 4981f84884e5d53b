import { ManifestBroken, verifyManifest } from '../../../core/cms/batch-manifest.ts'
import { DomainError } from '../../../core/errors.ts'
import { batchLifecycle } from '../../../core/lifecycle/batch.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'
import { manifestOf } from './manifest.ts'

/** Whoever froze a batch does not release it. */
export class SamePersonReleases extends DomainError<'SAME_PERSON_RELEASES'> {
  constructor() {
    super('SAME_PERSON_RELEASES', {
      vi: 'Người chốt lô không được tự phát hành lô. Hãy nhờ cán bộ khác.',
      en: 'Whoever froze the batch may not release it. Ask another officer.',
    })
  }
}

export type ReleasingApp = App & { readonly packetTrust: { readonly issuers: readonly Uint8Array[] } }

/** Lets stations print a frozen batch. The manifest is checked against what the jobs would make now. */
export async function releaseBatch(app: ReleasingApp, actor: Actor, input: { readonly id: string }) {
  demand(actor, 'batch.release')
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const id = recordId(input.id, 'batch')
    const batch = await tx.batch.findUnique({ where: { id } })
    if (!batch) throw new NotFound('batch')
    if (batch.frozenBy === actor.id) throw new SamePersonReleases()
    if (batch.status === 'FROZEN') {
      const { lines: _, ...manifest } = await manifestOf(tx, batch)
      if (manifest.linesSha256 !== batch.manifestSha256) throw new ManifestBroken('CONTENT')
      await verifyManifest(batch.signature ?? '', manifest, app.packetTrust.issuers)
    }
    await audit(tx, {
      actor,
      at,
      action: 'batch.release',
      subjectKind: 'batch',
      subjectId: id,
      details: { count: batch.count },
    })
    const data = { releasedBy: actor.id, releasedAt: instantAt(at) }
    return move(tx, batchLifecycle, { ...batch, key: id }, { event: 'release', actor, at, data })
  })
}
