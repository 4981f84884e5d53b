import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** What the operations of a card's life need to know of it. */
const parts = {
  id: true,
  status: true,
  version: true,
  unitCode: true,
  residentId: true,
  statusIndex: true,
  expiresOn: true,
} as const

export async function loadCard(tx: Transaction, id: string) {
  const card = await tx.card.findUnique({ where: { id: recordId(id, 'card') }, select: parts })
  if (!card) throw new NotFound('card')
  return card
}

/** The card that a person uses, or would use if it were not locked or held; null where there is none. */
export function cardInUse(tx: Transaction, residentId: string) {
  return tx.card.findFirst({
    where: { residentId, status: { in: ['ACTIVE', 'LOCKED', 'HELD'] } },
    // ACTIVE before HELD before LOCKED: an older one that was lost is not the one in use.
    orderBy: [{ status: 'asc' }, { issuedOn: 'desc' }],
    select: parts,
  })
}
