import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { moveApplication } from '../enrollment/move-application.ts'
import { waitingCard } from './waiting-card.ts'
import { wasteCard } from './waste-card.ts'

export const faults = ['CITIZEN', 'AUTHORITY'] as const
export type Fault = (typeof faults)[number]

/**
 * The citizen has found wrong data on the card: it is made waste, and the file goes back to the desk with whose error it was, which decides on
 * the fee. Refused by the lifecycle where the file is not at its hand-over.
 */
export async function correctFile(
  app: App,
  actor: Actor,
  { scan, fault }: { readonly scan: string; readonly fault: Fault },
): Promise<{ readonly cardId: string }> {
  const card = await waitingCard(app, actor, { scan, action: 'card.reject' })
  await app.db.$transaction(async (tx) => {
    const blank = await tx.blankCard.findUniqueOrThrow({ where: { serial: card.serial } })
    await wasteCard(tx, app, { card: { ...card, blank }, actor, reason: 'WRONG_DATA' })
    await moveApplication(tx, app, card.application, {
      event: 'correct',
      actor,
      reasons: ['CARD_DATA_WRONG'],
      data: { fault, readyOn: null },
    })
  })
  return { cardId: card.id }
}
