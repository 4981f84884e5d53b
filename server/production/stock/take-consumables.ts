import { consumableLifecycle, stockTransferLifecycle } from '../../../core/lifecycle/blank-card.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { custodyMinutes, lockedTransfer, reachTransfer, transferredPieces } from './end-transfer.ts'
import { TransferMismatch } from './receive-transfer.ts'
import { pieceTimeout, PiecesNotThere, scannedPieces } from './send-consumables.ts'
import { officerIdOf } from './write-minutes.ts'

export interface PiecesTaken {
  readonly id: string
  /** Scanned, each. */
  readonly serials: readonly string[]
  /** So many were counted as missing: whatever was sent and not scanned. */
  readonly missing: number
}

/** The keeper of the other store takes over ribbons and laminates, each scanned, and signs; what is missing is LOST. */
export async function takeConsumables(
  app: App,
  actor: Actor,
  input: PiecesTaken,
): Promise<{ readonly minutesId: string }> {
  const place = await reachTransfer(app, actor, input.id)
  const serials = scannedPieces(input.serials)
  const receivedBy = officerIdOf(actor)
  const at = app.clock()
  return app.db.$transaction(
    async (tx) => {
      const transfer = await lockedTransfer(tx, place.id, actor)
      if (transfer.goods !== 'CONSUMABLES') throw new NotFound('stock transfer')
      const data = { receivedBy, receivedAt: instantAt(at), missing: input.missing }
      await move(tx, stockTransferLifecycle, transfer, { event: 'receive', actor, at, data })
      const sent = await transferredPieces(tx, place.id)
      const there = sent.filter(({ serial }) => serials.includes(serial))
      if (there.length !== serials.length) throw new PiecesNotThere(serials.length, there.length)
      if (serials.length + input.missing !== sent.length)
        throw new TransferMismatch(sent.length, serials.length + input.missing)
      const stored = { storeCode: place.to.code, transferId: null, at: instantAt(at) }
      for (const piece of sent)
        await (serials.includes(piece.serial)
          ? move(tx, consumableLifecycle, piece, { event: 'receive', actor, at, data: stored })
          : move(tx, consumableLifecycle, piece, { event: 'lose', actor, at, reason: 'MISSING_IN_TRANSFER' }))
      await audit(tx, {
        actor,
        at,
        action: 'stock.take-over',
        subjectKind: 'stock transfer',
        subjectId: place.id,
        details: { goods: 'CONSUMABLES', count: serials.length, missing: input.missing },
      })
      const missing = sent.flatMap(({ serial }) => (serials.includes(serial) ? [] : [serial]))
      const ended = {
        transfer,
        place,
        actor,
        outcome: 'RECEIVED',
        missing,
        reason: null,
        pieces: sent,
      } as const
      return { minutesId: await custodyMinutes(tx, app, ended) }
    },
    { timeout: pieceTimeout },
  )
}
