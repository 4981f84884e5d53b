import { shiftLifecycle } from '../../../../core/lifecycle/operation.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { move } from '../../../kernel/transition.ts'
import { lockedShift, reachShift } from './load-shift.ts'

/** The count is put aside: the shift goes on, and is counted again. */
export async function recountShift(app: App, actor: Actor, input: { readonly id: string }): Promise<void> {
  const { id } = await reachShift(app, actor, { id: input.id, action: 'shift.run' })
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const shift = await lockedShift(tx, id)
    const data = { countedLeft: null, countedBy: null, countedAt: null }
    await move(tx, shiftLifecycle, shift, { event: 'recount', actor, at, data })
    await audit(tx, {
      actor,
      at,
      action: 'shift.recount',
      subjectKind: 'shift',
      subjectId: id,
      details: { putAside: shift.countedLeft },
    })
  })
}
