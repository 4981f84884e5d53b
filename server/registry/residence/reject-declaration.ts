import { declarationLifecycle } from '../../../core/lifecycle/registry.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound, SamePerson } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'

export const declarationRefusals = [
  'EVIDENCE_MISSING',
  'EVIDENCE_CONTRADICTS',
  'NOT_ENTITLED',
  'OUTDATED',
] as const

/** The deciding officer does not agree; nothing of the record changes. */
export async function rejectDeclaration(
  app: App,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: (typeof declarationRefusals)[number] },
): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const row = await tx.residenceDeclaration.findUnique({ where: { id: recordId(id, 'declaration') } })
    if (!row) throw new NotFound('declaration')
    await authorise(app, actor, 'residence.decide', row.unitCode)
    if (row.makerId === actor.id) throw new SamePerson('residence.decide')
    const data = { checkerId: actor.id, decidedAt: instantAt(at), reason }
    await move(
      tx,
      declarationLifecycle,
      { ...row, key: row.id },
      { event: 'reject', actor, at, reason, data },
    )
    await audit(tx, {
      actor,
      at,
      action: 'residence.reject',
      subjectKind: 'resident',
      subjectId: row.residentId,
      details: { declaration: row.id, kind: row.kind, reason },
    })
  })
}
