import { correctionDiffSchema } from '../../core/citizen/correction.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { submitCorrection } from '../registry/corrections.ts'

/**
 * Hands what an applicant claimed at the desk to a checker; the operator who took it down is its maker. In a transaction of its
 * own, because the audit of one speaks of one subject. Once it was submitted nothing more happens.
 */
export async function submitClaims(app: App, { changeId }: { readonly changeId: string }): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const change = await tx.residentChange.findUnique({ where: { id: changeId } })
    if (change?.status !== 'DRAFT') return
    const maker: Actor = { kind: 'officer', id: change.makerId, roles: [] }
    await submitCorrection(tx, { ...change, key: change.id }, { actor: maker, at })
    await audit(tx, {
      actor: maker,
      at,
      action: 'resident.propose-change',
      subjectKind: 'resident',
      subjectId: change.residentId,
      details: {
        fields: Object.keys(correctionDiffSchema.parse(change.diff)).join(' '),
        evidence: change.evidenceKind,
        application: change.evidenceNumber,
      },
    })
  })
}
