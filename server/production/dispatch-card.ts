import { cardLifecycle } from '../../core/lifecycle/card.ts'
import { movableApplication, moveApplication } from '../enrollment/move-application.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { move } from '../kernel/transition.ts'

/** A passed card leaves for the unit where it is collected. */
export async function dispatchCard(app: App, actor: Actor, input: { readonly id: string }) {
  demand(actor, 'card.dispatch')
  return app.db.$transaction(async (tx) => {
    const card = await tx.card.findUnique({
      where: { id: recordId(input.id, 'card') },
      include: { application: { select: movableApplication } },
    })
    if (!card) throw new NotFound('card')
    await moveApplication(tx, app, card.application, { event: 'dispatch', actor })
    return move(tx, cardLifecycle, { ...card, key: card.id }, { event: 'dispatch', actor, at: app.clock() })
  })
}
