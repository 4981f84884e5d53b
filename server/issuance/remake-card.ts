import type { FailClass } from '../../core/production/fail-codes.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { planAgain } from './plan-again.ts'
import { waitingCard } from './waiting-card.ts'
import { wasteCard } from './waste-card.ts'

/** What of a finished card is the office's own fault, as somebody who holds it can see. */
export const misprints = ['PRINT', 'DAMAGE', 'CHIP'] as const satisfies readonly FailClass[]
export type Misprint = (typeof misprints)[number]

/** The card of a file that ended, or whose card is on its way: there is nothing to make again. */
export class NothingToRemake extends DomainError<'NOTHING_TO_REMAKE'> {
  constructor() {
    super('NOTHING_TO_REMAKE', {
      vi: 'Hồ sơ của thẻ này không còn ở bước trả thẻ nên không làm lại được.',
      en: 'The file of this card is no longer at its hand-over: nothing is made again.',
    })
  }
}

/**
 * The citizen has looked at the card and found it misprinted or damaged: it is made waste, and another one is made before new work and free of
 * charge, for the fault is the authority's.
 */
export async function remakeCard(
  app: App,
  actor: Actor,
  { scan, misprint }: { readonly scan: string; readonly misprint: Misprint },
): Promise<{ readonly cardId: string }> {
  const card = await waitingCard(app, actor, { scan, action: 'card.reject' })
  const { application: file } = card
  if (file.status !== 'READY' && file.status !== 'UNCOLLECTED') throw new NothingToRemake()
  await app.db.$transaction(async (tx) => {
    const blank = await tx.blankCard.findUniqueOrThrow({ where: { serial: card.serial } })
    await wasteCard(tx, app, { card: { ...card, blank }, actor, reason: misprint })
    await planAgain(tx, app, { file, actor, data: { fault: 'AUTHORITY', readyOn: null } })
  })
  return { cardId: card.id }
}
