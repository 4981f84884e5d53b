import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** Somebody has settled this card already. */
export class CardSettled extends DomainError<'CARD_SETTLED'> {
  constructor() {
    super('CARD_SETTLED', { vi: 'Thẻ này đã được giải quyết.', en: 'This card has been settled already.' })
  }
}

/** The card's number is linked to another person. */
export class CardOfAnother extends DomainError<'CARD_OF_ANOTHER'> {
  constructor() {
    super('CARD_OF_ANOTHER', {
      vi: 'Số thẻ này đã gắn với một người khác; cần giải quyết hồ sơ đối chiếu trước.',
      en: 'The number of this card is linked to somebody else; settle the case first.',
    })
  }
}

/** An officer links a card that could not be matched to the person whose it is; null says that it is nobody's of the register. */
export async function settleCard(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly residentId: string | null },
): Promise<void> {
  const card = await app.db.unmatchedLegacyCard.findUnique({ where: { id: recordId(input.id, 'card') } })
  if (!card) throw new NotFound('card')
  await authorise(app, actor, 'legacy-card.match', card.unitCode)
  const residentId = input.residentId === null ? null : recordId(input.residentId, 'resident')
  if (
    residentId !== null &&
    !(await app.db.resident.findUnique({ where: { id: residentId }, select: { id: true } }))
  )
    throw new NotFound('resident')
  const at = app.clock()
  const work = app.db.$transaction(async (tx) => {
    const settled = await tx.unmatchedLegacyCard.updateMany({
      where: { id: card.id, settledAt: null },
      data: { residentId, settledAt: instantAt(at) },
    })
    if (settled.count !== 1) throw new CardSettled()
    const { kind, number, issuedOn, issuedBy, archivePlace } = card
    if (residentId !== null)
      await tx.legacyDocument.create({ data: { residentId, kind, number, issuedOn, issuedBy, archivePlace } })
    const details = { linked: residentId !== null, kind }
    await audit(tx, {
      actor,
      at,
      action: 'legacy-card.settle',
      subjectKind: 'legacy card',
      subjectId: card.id,
      details,
    })
  })
  await work.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new CardOfAnother() : error
  })
}
