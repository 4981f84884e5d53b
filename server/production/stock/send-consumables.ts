import { consumableLifecycle } from '../../../core/lifecycle/blank-card.ts'
import { mostCardsInMinutes, TooManyForMinutes } from '../../../core/documents/minutes.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { move } from '../../kernel/transition.ts'
import { SameStore } from './send-transfer.ts'
import { openStore, storeAt } from './stores.ts'
import { nextTransferNumber } from './transfer-number.ts'
import { officerIdOf } from './write-minutes.ts'

/** Some of the pieces are unknown, elsewhere, or not in the store; none was moved. */
export class PiecesNotThere extends DomainError<'PIECES_NOT_THERE'> {
  constructor(asked: number, there: number) {
    super(
      'PIECES_NOT_THERE',
      {
        vi: 'Có cuộn không thuộc nơi này, không có trong sổ, hoặc không ở trạng thái cho phép. Chưa thay đổi gì. Hãy quét lại từng cuộn.',
        en: 'Some pieces are not of this place, unknown, or in a state that does not allow it. Nothing was changed. Scan each again.',
      },
      { asked, there },
    )
  }
}

export interface SendingPieces {
  readonly fromStore: string
  readonly toStore: string
  /** Scanned, each. */
  readonly serials: readonly string[]
}

/** Milliseconds: a thousand pieces move one after the other. */
export const pieceTimeout = 60_000

export const scannedPieces = (serials: readonly string[]): readonly string[] => {
  const pieces = [...new Set(serials.map((serial) => serial.trim()))].toSorted()
  if (pieces.length > mostCardsInMinutes) throw new TooManyForMinutes()
  return pieces
}

/** Ribbons and laminates leave a store, by its keeper's signature: the other store's keeper has to take them or refuse them. */
export async function sendConsumables(
  app: App,
  actor: Actor,
  input: SendingPieces,
): Promise<{ readonly id: string; readonly number: string }> {
  const from = await openStore(app, actor, { code: input.fromStore, action: 'stock.keep' })
  const to = await storeAt(app.db, input.toStore)
  const sentBy = officerIdOf(actor)
  if (from.code === to.code) throw new SameStore()
  const serials = scannedPieces(input.serials)
  const [firstSerial, lastSerial] = [serials[0], serials.at(-1)]
  if (firstSerial === undefined || lastSerial === undefined) throw new TooManyForMinutes()
  const at = app.clock()
  return app.db.$transaction(
    async (tx) => {
      const pieces = await lockedPieces(tx, { serials, storeCode: from.code, status: 'IN_STORE' })
      if (pieces.length !== serials.length) throw new PiecesNotThere(serials.length, pieces.length)
      const number = await nextTransferNumber(tx, at)
      const places = { fromStore: from.code, toStore: to.code, firstSerial, lastSerial }
      const { id } = await tx.stockTransfer.create({
        data: {
          number,
          goods: 'CONSUMABLES',
          count: serials.length,
          sentBy,
          sentAt: instantAt(at),
          ...places,
        },
        select: { id: true },
      })
      for (const piece of pieces)
        await move(tx, consumableLifecycle, piece, { event: 'transfer', actor, at, data: { transferId: id } })
      await audit(tx, {
        actor,
        at,
        action: 'stock.send',
        subjectKind: 'stock transfer',
        subjectId: id,
        details: { goods: 'CONSUMABLES', count: serials.length, from: from.code, to: to.code },
      })
      return { id, number }
    },
    { timeout: pieceTimeout },
  )
}

interface Sought {
  readonly serials: readonly string[]
  readonly storeCode: string
  readonly status: string
}

/** Locked in the order of their serials, so that two never wait for each other. */
async function lockedPieces(tx: Transaction, { serials, storeCode, status }: Sought) {
  await tx.$queryRaw`
    SELECT 1 FROM "Consumable" WHERE "serial" = ANY(${[...serials]}) ORDER BY "serial" FOR UPDATE`
  const pieces = await tx.consumable.findMany({
    where: { serial: { in: [...serials] }, storeCode, status },
    orderBy: { serial: 'asc' },
  })
  return pieces.map((piece) => ({ ...piece, key: piece.id }))
}
