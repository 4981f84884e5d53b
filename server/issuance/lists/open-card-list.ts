import { DomainError } from '../../../core/errors.ts'
import { type CardListKind, cardListNumber } from '../../../core/issuance/card-list.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { nextNumber } from '../../kernel/next-number.ts'
import { openStore } from '../../production/stock/stores.ts'
import { officerIdOf } from '../../production/stock/write-minutes.ts'

/** Cards are forwarded to another place of collection, and go back to where cards are made. */
export class IllegalDestination extends DomainError<'ILLEGAL_DESTINATION'> {
  constructor() {
    super('ILLEGAL_DESTINATION', {
      vi: 'Nơi đến không phù hợp: thẻ được chuyển đến một nơi trả thẻ khác; thẻ không có người nhận được trả về nơi sản xuất.',
      en: 'Not a place for this list: cards are forwarded to another place of collection; uncollected ones go back to where they were made.',
    })
  }
}

export interface NewCardList {
  readonly kind: CardListKind
  readonly fromCentre: string
  /** null: to the homes. */
  readonly toCentre?: string | null
}

/** An empty list with a number of its own. */
export async function openCardList(
  app: App,
  actor: Actor,
  { kind, fromCentre, toCentre = null }: NewCardList,
): Promise<{ readonly id: string; readonly number: string }> {
  const from = await openStore(app, actor, { code: fromCentre, action: 'card-list.send' })
  const openedBy = officerIdOf(actor)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const toUnit = await unitOfDestination(tx, { kind, from: from.code, toCentre })
    const { year, number: nth } = await nextNumber(tx, { kind: 'CARD_LIST', at })
    const number = cardListNumber(year, nth)
    const to = { toCentre: kind === 'HOME' ? null : toCentre, toUnit }
    const { id } = await tx.cardList.create({
      data: {
        number,
        kind,
        fromCentre: from.code,
        unitCode: from.unitCode,
        ...to,
        openedBy,
        openedAt: instantAt(at),
      },
    })
    await audit(tx, {
      actor,
      at,
      action: 'card-list.open',
      subjectKind: 'card list',
      subjectId: id,
      details: { kind, from: from.code, to: to.toCentre },
    })
    return { id, number }
  })
}

async function unitOfDestination(
  tx: Transaction,
  {
    kind,
    from,
    toCentre,
  }: { readonly kind: CardListKind; readonly from: string; readonly toCentre: string | null },
): Promise<string | null> {
  if (kind === 'HOME') return null
  const centre = await tx.centre.findUnique({ where: { code: toCentre ?? '' } })
  if (!centre || centre.code === from) throw new IllegalDestination()
  const makes = await tx.machine.count({ where: { centreCode: centre.code, kind: 'STATION' } })
  if (kind === 'FORWARD' ? !centre.pickup : makes === 0) throw new IllegalDestination()
  return centre.unitCode
}
