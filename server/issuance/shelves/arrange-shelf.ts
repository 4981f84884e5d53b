import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import type { Transaction } from '../../kernel/db.ts'
import { openStore } from '../../production/stock/stores.ts'
import { assignSlots } from './assign-slots.ts'

export class IllegalShelf extends DomainError<'ILLEGAL_SHELF'> {
  constructor() {
    super('ILLEGAL_SHELF', {
      vi: 'Tên kệ là một hoặc hai chữ cái (A, B, … ZZ), mỗi kệ có từ 0 đến 999 ngăn.',
      en: 'A shelf has one or two letters for a name (A, B … ZZ) and 0 to 999 slots.',
    })
  }
}

/** Slots at its end hold cards. */
export class ShelfInUse extends DomainError<'SHELF_IN_USE'> {
  constructor(cards: number) {
    super(
      'SHELF_IN_USE',
      {
        vi: `Còn ${cards} thẻ ở các ngăn bị bỏ. Hãy trả hoặc chuyển các thẻ này trước.`,
        en: `${cards} cards lie in the slots that would go. Hand them over or move them first.`,
      },
      { cards },
    )
  }
}

export interface ShelfArrangement {
  readonly centreCode: string
  readonly shelf: string
  /** 0 takes the shelf away. */
  readonly slots: number
}

const most = 999
/** Cards that waited for a slot and get one, at a time. */
const mostWaiting = 2000

/** A shelf of a place with so many slots, numbered from 1; cards that had no room are put there. */
export async function arrangeShelf(app: App, actor: Actor, input: ShelfArrangement): Promise<void> {
  const { code: centreCode } = await openStore(app, actor, {
    code: input.centreCode,
    action: 'shelf.arrange',
  })
  const shelf = input.shelf.trim().toUpperCase()
  const { slots } = input
  if (!/^[A-Z]{1,2}$/.test(shelf) || !Number.isInteger(slots) || slots < 0 || slots > most)
    throw new IllegalShelf()
  await app.db.$transaction(async (tx) => {
    // Two who arrange the same shelf come one after the other.
    await tx.$queryRaw`SELECT 1 FROM "Centre" WHERE "code" = ${centreCode} FOR NO KEY UPDATE`
    const beyond = { centreCode, shelf, number: { gt: slots } }
    const cards = await tx.shelfSlot.count({ where: { ...beyond, cardId: { not: null } } })
    if (cards > 0) throw new ShelfInUse(cards)
    await tx.shelfSlot.deleteMany({ where: beyond })
    const numbers = Array.from({ length: slots }, (_, i) => i + 1)
    const data = numbers.map((number) => ({ centreCode, shelf, number }))
    await tx.shelfSlot.createMany({ data, skipDuplicates: true })
    await shelveWaiting(tx, centreCode)
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'shelf.arrange',
      subjectKind: 'centre',
      subjectId: centreCode,
      details: { shelf, slots },
    })
  })
}

async function shelveWaiting(tx: Transaction, centreCode: string): Promise<void> {
  const waiting = await tx.card.findMany({
    where: { centreCode, status: 'AT_UNIT', slot: null, listed: { none: { outcome: null } } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: mostWaiting,
  })
  await assignSlots(tx, { centreCode, cardIds: waiting.map(({ id }) => id) })
}
