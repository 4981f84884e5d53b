import type { GroundCode } from '../../../core/card-life/grounds.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { loadCard } from './load-card.ts'
import { takeMeasure } from './take-measure.ts'

export interface Holding {
  readonly cardId: string
  readonly kind: 'HOLD' | 'GIVE_BACK'
  readonly ground: GroundCode
  /** basisSchema of core/card-life/basis.ts. */
  readonly basis: unknown
}

/**
 * Giữ thẻ of somebody in custody, prison or a compulsory facility, on the paper of the body that holds them (Luật Căn cước 2023,
 * article 29); and giving it back when that is over. Throws NotFound and what take-measure.ts throws.
 */
export async function holdCard(app: App, actor: Actor, { cardId, ...measure }: Holding): Promise<void> {
  demand(actor, 'card.hold')
  await app.db.$transaction(async (tx) => {
    const card = await loadCard(tx, cardId)
    await takeMeasure(tx, app, { ...measure, card, actor, channel: 'DESK' })
  })
}
