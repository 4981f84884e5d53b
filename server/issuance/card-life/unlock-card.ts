import type { GroundCode } from '../../../core/card-life/grounds.ts'
import { DomainError } from '../../../core/errors.ts'
import { openApplicationStates } from '../../../core/lifecycle/application.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand, unitsOf } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recognitionMs } from '../recognition.ts'
import { loadCard } from './load-card.ts'
import { proposeMeasure, takeMeasure } from './take-measure.ts'

/** The holder has asked for a new card: the lost one stays locked, so that two are never in use. */
export class NewCardFiled extends DomainError<'NEW_CARD_FILED'> {
  constructor() {
    super('NEW_CARD_FILED', {
      vi: 'Đã có hồ sơ cấp thẻ mới cho người này nên không mở khóa thẻ cũ được. Muốn dùng lại thẻ cũ, hãy rút hồ sơ đó trước.',
      en: 'A file for a new card is open, so the old card stays locked. To use it again, withdraw that file first.',
    })
  }
}

/** A telephone may be gone with the card: a one-time code sent to it proves nothing here. */
export class StrongSignInNeeded extends DomainError<'STRONG_SIGN_IN_NEEDED'> {
  constructor() {
    super('STRONG_SIGN_IN_NEEDED', {
      vi: 'Muốn mở khóa thẻ trên mạng phải đăng nhập bằng tài khoản định danh điện tử. Hoặc mang thẻ đến cơ quan công an gần nhất.',
      en: 'To unlock the card online, sign in with your electronic identity. Or bring the card to the nearest police office.',
    })
  }
}

/** When somebody who reported a loss may use the card again: asked when it is proposed and when it is carried out. */
export async function demandUnlockable(tx: Transaction, residentId: string): Promise<void> {
  const open = { residentId, producesCard: true, status: { in: [...openApplicationStates] } }
  if ((await tx.application.count({ where: open })) > 0) throw new NewCardFiled()
}

export interface Unlocking {
  readonly cardId: string
  /** FOUND or FALSE_REPORT. */
  readonly ground: GroundCode
}

/**
 * A card that was found, or was never lost, comes into force again: at once where this officer has just compared its holder's fingers or
 * the holder has signed in with an electronic identity; else another officer, who sees the holder too, has to agree. Never once a new
 * card was asked for. Throws NotFound, {@link NewCardFiled}, {@link StrongSignInNeeded}, what take-measure.ts throws.
 */
export async function unlockCard(
  app: App,
  actor: Actor,
  input: Unlocking,
): Promise<{ readonly state: 'DONE' | 'PROPOSED' }> {
  demand(actor, 'card.unlock')
  return app.db.$transaction(async (tx) => {
    const card = await loadCard(tx, input.cardId)
    if (actor.kind === 'citizen' && card.residentId !== actor.id) throw new NotFound('card')
    await demandUnlockable(tx, card.residentId)
    const measure = { card, kind: 'UNLOCK', ground: input.ground, actor } as const
    if (actor.kind === 'citizen') {
      if (!(await isStronglySignedIn(tx, app, actor.id))) throw new StrongSignInNeeded()
      await takeMeasure(tx, app, { ...measure, channel: 'PORTAL', identifiedBy: 'SIGN_IN' })
      return { state: 'DONE' }
    }
    if (await hasComparedFingers(tx, app, { actor, cardId: card.id })) {
      await takeMeasure(tx, app, { ...measure, channel: 'DESK', identifiedBy: 'FINGERS' })
      return { state: 'DONE' }
    }
    const [unitCode = card.unitCode] = actor.kind === 'officer' ? unitsOf(actor, 'card.unlock') : []
    await proposeMeasure(tx, app, { ...measure, channel: 'DESK', identifiedBy: 'PAPERS', unitCode })
    return { state: 'PROPOSED' }
  })
}

async function isStronglySignedIn(tx: Transaction, app: App, residentId: string): Promise<boolean> {
  const now = instantAt(app.clock())
  const sessions = await tx.citizenSession.findMany({
    where: { residentId, endedAt: null, expiresAt: { gt: now } },
    select: { by: true },
  })
  // Which of several this request came with is not known here: all of them must be strong.
  return sessions.length > 0 && sessions.every(({ by }) => by === 'OIDC')
}

/** As at a hand-over: by this officer, within half an hour, and nothing said against it since. */
async function hasComparedFingers(
  tx: Transaction,
  app: App,
  { actor, cardId }: { readonly actor: Actor; readonly cardId: string },
): Promise<boolean> {
  const last = await tx.holderCheck.findFirst({ where: { cardId }, orderBy: { id: 'desc' } })
  if (last?.by !== 'FINGERS' || last.verdict !== 'SAME' || last.officerId !== actor.id) return false
  return last.at.getTime() > app.clock() - recognitionMs
}
