import { changeLifecycle } from '../../core/lifecycle/registry.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authorise } from '../kernel/authorise.ts'
import { NotAllowed, NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { move } from '../kernel/transition.ts'

/** The maker hands a drafted correction to the checker. */
export async function submitChange(app: App, actor: Actor, input: { readonly id: string }) {
  return app.db.$transaction(async (tx) => {
    const change = await tx.residentChange.findUnique({ where: { id: recordId(input.id, 'change') } })
    if (!change) throw new NotFound('change')
    await authorise(app, actor, 'resident.correct', change.unitCode)
    if (change.makerId !== actor.id) throw new NotAllowed()
    return move(
      tx,
      changeLifecycle,
      { ...change, key: change.id },
      { event: 'submit', actor, at: app.clock() },
    )
  })
}
