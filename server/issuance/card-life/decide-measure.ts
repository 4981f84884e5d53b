import type { Action } from '../../../core/access/actions.ts'
import type { MeasureKind } from '../../../core/card-life/grounds.ts'
import { DomainError } from '../../../core/errors.ts'
import { cardLifecycle } from '../../../core/lifecycle/card.ts'
import { cardMeasureLifecycle } from '../../../core/lifecycle/card-measure.ts'
import { nextState } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'
import { AnotherOfficerNeeded, officerIdOf } from '../../production/stock/write-minutes.ts'
import { loadCard } from './load-card.ts'
import { demandReinstatable } from './propose-revocation.ts'
import { carryOutMeasure } from './take-measure.ts'
import { demandUnlockable } from './unlock-card.ts'

/** Who decides what one officer proposed; a destruction is decided card in hand (destroy-cards.ts). */
export const decidedBy: Readonly<Partial<Record<MeasureKind, Action>>> = {
  UNLOCK: 'card.unlock',
  REVOKE: 'card.decide-revocation',
  REINSTATE: 'card.decide-revocation',
}

/** A refusal without a word of why. */
export class RefusalUnexplained extends DomainError<'REFUSAL_UNEXPLAINED'> {
  constructor() {
    super('REFUSAL_UNEXPLAINED', {
      vi: 'Không đồng ý phải ghi lý do, từ 5 đến 500 ký tự.',
      en: 'A refusal needs a reason of 5 to 500 characters.',
    })
  }
}

const loadProposed = async (tx: Transaction, id: string) => {
  const measure = await tx.cardMeasure.findUnique({ where: { id: recordId(id, 'card measure') } })
  const action = measure && decidedBy[measure.kind as MeasureKind]
  if (!measure || !action) throw new NotFound('card measure')
  return { measure, action }
}

/**
 * The second officer agrees, and the card moves. What held when it was proposed must hold still. Throws NotFound, AnotherOfficerNeeded,
 * NewCardFiled, NotReinstatable, TransitionRefused where the card has moved meanwhile.
 */
export async function confirmMeasure(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<{ readonly cardId: string }> {
  return app.db.$transaction(async (tx) => {
    const { measure, action } = await loadProposed(tx, input.id)
    await authorise(app, actor, action, measure.unitCode)
    if (officerIdOf(actor) === measure.actorId) throw new AnotherOfficerNeeded(action)
    const card = await loadCard(tx, measure.cardId)
    if (measure.kind === 'UNLOCK') await demandUnlockable(tx, card.residentId)
    if (measure.kind === 'REINSTATE') await demandReinstatable(tx, app, card)
    const moved = await carryOutMeasure(tx, app, { card, measure, actor })
    if (measure.kind === 'REINSTATE') await asItWas(tx, app, { actor, card: { ...card, ...moved } })
    return { cardId: card.id }
  })
}

type Card = Awaited<ReturnType<typeof loadCard>>

const returns = { LOCKED: 'lock', HELD: 'hold' } as const

/** A card that was lost or held when it was revoked by mistake is so still. */
async function asItWas(
  tx: Transaction,
  app: App,
  { actor, card }: { readonly actor: Actor; readonly card: Card },
): Promise<void> {
  const revoked = await tx.transition.findFirst({
    where: { record: 'card', recordId: card.id, event: 'revoke' },
    orderBy: { version: 'desc' },
  })
  const event = Object.entries(returns).find(([state]) => state === revoked?.fromState)?.[1]
  if (event === undefined || nextState(cardLifecycle, card.status, event) === undefined) return
  await move(
    tx,
    cardLifecycle,
    { ...card, key: card.id },
    { event, actor, at: app.clock(), reason: 'REGISTRY_ERROR' },
  )
}

/** The second officer does not agree, or who proposed it takes it back. Throws NotFound, {@link RefusalUnexplained}. */
export async function endMeasure(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly reason: string },
): Promise<void> {
  const reason = input.reason.trim().normalize('NFC')
  await app.db.$transaction(async (tx) => {
    const measure = await tx.cardMeasure.findUnique({ where: { id: recordId(input.id, 'card measure') } })
    // Cards that are destroyed together are let go together: endDestruction.
    if (!measure || measure.groupId !== null) throw new NotFound('card measure')
    const own = officerIdOf(actor) === measure.actorId
    await authorise(
      app,
      actor,
      own ? 'card.find' : (decidedBy[measure.kind as MeasureKind] ?? 'card.decide-revocation'),
      measure.unitCode,
    )
    if (!own && (reason.length < 5 || reason.length > 500)) throw new RefusalUnexplained()
    const at = app.clock()
    const end = own ? 'withdraw' : 'refuse'
    await move(
      tx,
      cardMeasureLifecycle,
      { ...measure, key: measure.id },
      {
        event: end,
        actor,
        at,
        data: { decidedAt: instantAt(at), ...(!own && { secondId: actor.id, refusal: reason }) },
      },
    )
    await audit(tx, {
      actor,
      at,
      action: `card.${end}`,
      subjectKind: 'card',
      subjectId: measure.cardId,
      details: { kind: measure.kind, measure: measure.id },
    })
  })
}
