import { consumableLifecycle, stockTransferLifecycle } from '../../../core/lifecycle/blank-card.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { move } from '../../kernel/transition.ts'
import { custodyMinutes, lockedTransfer, reachTransfer, transferredPieces } from './end-transfer.ts'
import { moveBlanks } from './move-blanks.ts'
import { detailOf } from './record-detail.ts'
import { officerIdOf } from './write-minutes.ts'

/** The other store does not take the box: all of it is its sender's again. */
export async function refuseTransfer(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly reason: string },
): Promise<{ readonly minutesId: string }> {
  const place = await reachTransfer(app, actor, input.id)
  const reason = detailOf(input.reason, 'reason')
  const receivedBy = officerIdOf(actor)
  const at = app.clock()
  return app.db.$transaction(
    async (tx) => {
      const transfer = await lockedTransfer(tx, place.id, actor)
      const data = { receivedBy, receivedAt: instantAt(at), refusedFor: reason }
      await move(tx, stockTransferLifecycle, transfer, { event: 'refuse', actor, at, data })
      const sent = Prisma.sql`SELECT "serial", "status" FROM "BlankCard"
        WHERE "transferId" = ${place.id}::uuid AND "status" = 'IN_TRANSFER' ORDER BY "serial" FOR UPDATE`
      const { count } = await moveBlanks(tx, sent, {
        event: 'refuse',
        actor,
        at,
        place: { storeCode: place.from.code, transferId: null },
      })
      const pieces = await transferredPieces(tx, place.id)
      for (const piece of pieces)
        await move(tx, consumableLifecycle, piece, { event: 'refuse', actor, at, data: { transferId: null } })
      await audit(tx, {
        actor,
        at,
        action: 'stock.refuse',
        subjectKind: 'stock transfer',
        subjectId: place.id,
        details: { count: count + pieces.length },
      })
      const ended = { transfer, place, actor, outcome: 'REFUSED', missing: [], reason, pieces } as const
      return { minutesId: await custodyMinutes(tx, app, ended) }
    },
    { timeout: 180_000 },
  )
}
