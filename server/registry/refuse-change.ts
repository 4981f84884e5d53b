import { changeLifecycle } from '../../core/lifecycle/registry.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { NotFound, SamePerson } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { move } from '../kernel/transition.ts'

export const changeRefusals = ['EVIDENCE_MISSING', 'EVIDENCE_CONTRADICTS', 'NOT_ENTITLED'] as const

export interface ChangeRefusal {
  readonly id: string
  /** `reject` ends the correction; `sendBack` returns it to its maker. */
  readonly event: 'reject' | 'sendBack'
  readonly reason: (typeof changeRefusals)[number]
}

/** The checker does not agree. A rejected correction stays on record and never fills in the next one. */
export async function refuseChange(app: App, actor: Actor, { id, event, reason }: ChangeRefusal) {
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const change = await tx.residentChange.findUnique({ where: { id: recordId(id, 'change') } })
    if (!change) throw new NotFound('change')
    await authorise(app, actor, 'resident.approve-change', change.unitCode)
    if (change.makerId === actor.id) throw new SamePerson('resident.approve-change')
    const data = { checkerId: actor.id, reason }
    const moved = await move(
      tx,
      changeLifecycle,
      { ...change, key: change.id },
      { event, actor, at, reason, data },
    )
    const { residentId } = change
    await audit(tx, {
      actor,
      at,
      action: `resident.${event}-change`,
      subjectKind: 'resident',
      subjectId: residentId,
      details: { reason },
    })
    return moved
  })
}
