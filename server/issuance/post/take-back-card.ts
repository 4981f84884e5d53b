import type { ReturnReason } from '../../../core/issuance/post.ts'
import { cardLifecycle } from '../../../core/lifecycle/card.ts'
import { moveApplication } from '../../enrollment/move-application.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { move } from '../../kernel/transition.ts'
import { officerIdOf } from '../../production/stock/write-minutes.ts'
import { shelve } from '../shelve.ts'
import { openMailing } from './open-mailing.ts'

export interface CameBack {
  readonly mailingId: string
  readonly reason: ReturnReason
  readonly proofSha256?: string
}

/** A letter came back: its card lies on the shelf again, and its file is READY at the counter. */
export async function takeBackCard(
  app: App,
  actor: Actor,
  input: CameBack,
): Promise<{ readonly cardId: string }> {
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const { id, card } = await openMailing(tx, app, { actor, id: input.mailingId })
    await move(tx, cardLifecycle, { ...card, key: card.id }, { event: 'comeBack', actor, at })
    await moveApplication(tx, app, card.application, { event: 'comeBack', actor })
    await shelve(tx, app, { centreCode: card.centreCode ?? card.application.centreCode, cardIds: [card.id] })
    const { reason, proofSha256 = null } = input
    await tx.mailing.update({
      where: { id },
      data: {
        outcome: 'RETURNED',
        outcomeAt: instantAt(at),
        reason,
        proofSha256,
        recordedBy: officerIdOf(actor),
      },
    })
    return { cardId: card.id }
  })
}
