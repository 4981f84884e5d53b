import type { ShelfCount } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { officerIdOf } from '../../production/stock/write-minutes.ts'
import { openCount } from './open-count.ts'

/**
 * The count is over: what waits here and was not scanned is missing. The count says so and changes no card: somebody looks once more, and
 * writes off what is gone.
 */
export async function closeCount(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<ShelfCount> {
  return app.db.$transaction(async (tx) => {
    const { id, centreCode } = await openCount(tx, app, { actor, id: input.id })
    const at = instantAt(app.clock())
    const missing = await tx.$executeRaw`
      INSERT INTO "ShelfScan" ("countId", "serial", "at", "finding", "place")
      SELECT ${id}::uuid, c."serial", ${at}, 'MISSING', s."shelf" || '-' || lpad(s."number"::text, 3, '0')
      FROM "Card" c LEFT JOIN "ShelfSlot" s ON s."cardId" = c."id"
      WHERE c."centreCode" = ${centreCode} AND c."status" = 'AT_UNIT'
        AND NOT EXISTS (SELECT 1 FROM "CardListItem" i JOIN "CardList" l ON l."id" = i."listId"
          WHERE i."cardId" = c."id" AND i."outcome" IS NULL AND l."status" = 'SENT')
      ON CONFLICT DO NOTHING`
    const [found, foreign] = await Promise.all(
      ['FOUND', 'FOREIGN'].map((finding) => tx.shelfScan.count({ where: { countId: id, finding } })),
    )
    const totals = { expected: missing + (found ?? 0), found: found ?? 0, foreign: foreign ?? 0, missing }
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'shelf.count',
      subjectKind: 'centre',
      subjectId: centreCode,
      details: totals,
    })
    return tx.shelfCount.update({
      where: { id },
      data: { ...totals, closedAt: at, closedBy: officerIdOf(actor) },
    })
  })
}
