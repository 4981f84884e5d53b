import { cardLifecycle } from '../../core/lifecycle/card.ts'
import { movableApplication, moveApplication } from '../enrollment/move-application.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authorise } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { move } from '../kernel/transition.ts'

/** A card arrives where it is to be collected; its file becomes READY. */
export async function receiveCard(app: App, actor: Actor, input: { readonly id: string }) {
  return app.db.$transaction(async (tx) => {
    const card = await tx.card.findUnique({
      where: { id: recordId(input.id, 'card') },
      include: { application: { select: movableApplication } },
    })
    if (!card) throw new NotFound('card')
    await authorise(app, actor, 'card.receive', card.unitCode)
    await moveApplication(tx, app, card.application, { event: 'arrive', actor })
    return move(tx, cardLifecycle, { ...card, key: card.id }, { event: 'arrive', actor, at: app.clock() })
  })
}
