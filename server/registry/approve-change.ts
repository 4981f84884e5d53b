import { touchesNumber } from '../../core/citizen/correction.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { NotFound, SamePerson } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { applyCorrection } from './corrections.ts'

/**
 * Another officer than the maker applies a correction: the record gets its next version in the same transaction. A base
 * that somebody has changed meanwhile is refused. Answers whether the number must be looked at too.
 */
export async function approveChange(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<{ readonly residentId: string; readonly touchesNumber: boolean }> {
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const change = await tx.residentChange.findUnique({ where: { id: recordId(input.id, 'change') } })
    if (!change) throw new NotFound('change')
    await authorise(app, actor, 'resident.approve-change', change.unitCode)
    if (change.makerId === actor.id) throw new SamePerson('resident.approve-change')
    const diff = await applyCorrection(tx, { ...change, key: change.id }, { actor, at })
    const { residentId } = change
    const details = { change: change.id, fields: Object.keys(diff).join(' ') }
    await audit(tx, {
      actor,
      at,
      action: 'resident.apply-change',
      subjectKind: 'resident',
      subjectId: residentId,
      details,
    })
    return { residentId, touchesNumber: touchesNumber(diff) }
  })
}
