import type { ShelfCount } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { openStore } from '../../production/stock/stores.ts'
import { officerIdOf } from '../../production/stock/write-minutes.ts'

/** Begins a count of a place; one that is open goes on. */
export async function startCount(
  app: App,
  actor: Actor,
  input: { readonly centreCode: string },
): Promise<ShelfCount> {
  const { code: centreCode } = await openStore(app, actor, { code: input.centreCode, action: 'shelf.count' })
  const startedBy = officerIdOf(actor)
  return app.db.$transaction(async (tx) => {
    // Two who begin at once count together.
    await tx.$queryRaw`SELECT 1 FROM "Centre" WHERE "code" = ${centreCode} FOR NO KEY UPDATE`
    const open = await tx.shelfCount.findFirst({ where: { centreCode, closedAt: null } })
    if (open) return open
    return tx.shelfCount.create({ data: { centreCode, startedBy, startedAt: instantAt(app.clock()) } })
  })
}
