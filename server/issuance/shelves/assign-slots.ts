import type { Transaction } from '../../kernel/db.ts'

export const slotLabel = (slot: { readonly shelf: string; readonly number: number }) =>
  `${slot.shelf}-${String(slot.number).padStart(3, '0')}`

/**
 * Cards get the lowest free slots of a place, in the order of their serials. Two who shelve at once pass over each other's. A card for which
 * there is no room has none, and lies where the officer puts it.
 */
export async function assignSlots(
  tx: Transaction,
  { centreCode, cardIds }: { readonly centreCode: string; readonly cardIds: readonly string[] },
): Promise<void> {
  if (cardIds.length === 0) return
  await tx.$executeRaw`
    WITH free AS (
      SELECT "id", row_number() OVER (ORDER BY "shelf", "number") AS nth FROM (
        SELECT "id", "shelf", "number" FROM "ShelfSlot" WHERE "centreCode" = ${centreCode} AND "cardId" IS NULL
        ORDER BY "shelf", "number" LIMIT ${cardIds.length} FOR UPDATE SKIP LOCKED) f
    ), unshelved AS (
      SELECT c."id", row_number() OVER (ORDER BY c."serial") AS nth FROM "Card" c
      WHERE c."id" = ANY(${[...cardIds]}::uuid[]) AND NOT EXISTS (SELECT 1 FROM "ShelfSlot" s WHERE s."cardId" = c."id")
    )
    UPDATE "ShelfSlot" s SET "cardId" = u."id" FROM free f JOIN unshelved u USING (nth) WHERE s."id" = f."id"`
}

/** The card has left. */
export async function freeSlot(tx: Transaction, cardId: string): Promise<void> {
  await tx.shelfSlot.updateMany({ where: { cardId }, data: { cardId: null } })
}

export async function freeSlots(tx: Transaction, cardIds: readonly string[]): Promise<void> {
  await tx.shelfSlot.updateMany({ where: { cardId: { in: [...cardIds] } }, data: { cardId: null } })
}
