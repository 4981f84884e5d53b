import type { GroundCode } from '../../../core/card-life/grounds.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound, StaleVersion } from '../../kernel/errors.ts'
import { cardInUse, loadCard } from './load-card.ts'
import { type NewMeasure, takeMeasure } from './take-measure.ts'

/** There is nothing that could be locked. */
export class NoCardInUse extends DomainError<'NO_CARD_IN_USE'> {
  constructor() {
    super('NO_CARD_IN_USE', {
      vi: 'Không có thẻ đang dùng để khóa: thẻ chưa được trả, đã đổi thẻ khác, hết hạn hoặc đã thu hồi.',
      en: 'There is no card in use to lock: it was not handed over yet, was replaced, has expired or was revoked.',
    })
  }
}

export interface LockedCard {
  readonly cardId: string
  /** False where it was locked already. */
  readonly changed: boolean
}

type Report = Pick<NewMeasure, 'channel' | 'identifiedBy' | 'actor'> & { readonly ground: GroundCode }

type Lockable = NonNullable<Awaited<ReturnType<typeof cardInUse>>>

/** The card is of no use to a finder from this moment on. A second report changes nothing. */
async function lock(tx: Transaction, app: App, card: Lockable, report: Report): Promise<LockedCard> {
  if (card.status === 'LOCKED') return { cardId: card.id, changed: false }
  // In custody it lies with the authority: nobody can have lost it.
  if (card.status !== 'ACTIVE') throw new NoCardInUse()
  await takeMeasure(tx, app, { ...report, card, kind: 'LOCK' })
  return { cardId: card.id, changed: true }
}

/** Two reports of one loss, or a report while the card moves otherwise: the second looks at it again. */
async function again(work: () => Promise<LockedCard>): Promise<LockedCard> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StaleVersion) return work()
    throw error
  }
}

/** The desk locks a card that its holder has lost. Throws NotFound, {@link NoCardInUse}, GroundRefused. */
export async function lockCard(
  app: App,
  actor: Actor,
  input: { readonly cardId: string; readonly ground: GroundCode },
): Promise<LockedCard> {
  demand(actor, 'card.lock')
  return again(() =>
    app.db.$transaction(async (tx) => {
      const card = await loadCard(tx, input.cardId)
      if (actor.kind === 'citizen' && card.residentId !== actor.id) throw new NotFound('card')
      const channel = actor.kind === 'citizen' ? 'PORTAL' : 'DESK'
      const identifiedBy = actor.kind === 'citizen' ? 'SIGN_IN' : 'PAPERS'
      return lock(tx, app, card, { ground: input.ground, channel, identifiedBy, actor })
    }),
  )
}

/**
 * Locks whatever card a person uses, for whoever has made sure that it is this person, or that only this person can ask: the portal and
 * the hotline. Throws {@link NoCardInUse}.
 */
export async function lockCardOf(app: App, residentId: string, report: Report): Promise<LockedCard> {
  return again(() =>
    app.db.$transaction(async (tx) => {
      const card = await cardInUse(tx, residentId)
      if (!card) throw new NoCardInUse()
      return lock(tx, app, card, report)
    }),
  )
}
