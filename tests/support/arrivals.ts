/** Cards that have just come to a place of collection, and what became of them. */
import type { Surrendered } from '../../core/enrollment/surrender.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { receiveParcel } from '../../server/issuance/parcels/receive-parcel.ts'
import { clonedCards } from './cloned-cards.ts'
import { sealOf, sendCards } from './factory.ts'
import { officerOf } from './officers.ts'

export const issuer = officerOf('ISSUING_OFFICER')

export interface ArrivedCard {
  readonly id: string
  readonly serial: string
  readonly applicationId: string
  /** Its number on shelf A. */
  readonly slot: number
}

/** So many more cards like one that passed, in a parcel that is taken over; in the order of their slots. */
export async function arrivedCards(
  app: ServerApp,
  model: string,
  count: number,
): Promise<readonly ArrivedCard[]> {
  const ids = await clonedCards(app, model, count)
  const id = await sendCards(app, ids)
  await receiveParcel(app, issuer, { id, sealNumber: await sealOf(app, id) })
  const slots = await app.db.shelfSlot.findMany({
    where: { cardId: { in: [...ids] } },
    include: { card: true },
    orderBy: [{ shelf: 'asc' }, { number: 'asc' }],
  })
  return slots.flatMap(({ card, number }) => (card ? [{ ...card, slot: number }] : []))
}

/** The states of a card and its file, and whether it lies on a shelf. */
export async function cardState(app: ServerApp, id: string): Promise<string> {
  const { status, application, slot } = await app.db.card.findUniqueOrThrow({
    where: { id },
    include: { application: true, slot: true },
  })
  return `${status} ${application.status}${slot ? ' shelved' : ''}`
}

/** All cards of a model are one person's: the one that was handed over last is given back. */
export async function cardGivenBack(app: ServerApp, model: string): Promise<readonly Surrendered[]> {
  const { residentId } = await app.db.card.findUniqueOrThrow({ where: { id: model } })
  const [last] = await app.db.card.findMany({ where: { residentId, status: 'ACTIVE' } })
  return last ? [{ kind: 'CC_2024', number: last.number, handling: 'COLLECTED' }] : []
}
