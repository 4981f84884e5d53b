import type { MinutesBody } from '../../../core/documents/minutes.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { openStore, placeOf, type Store, storeAt } from './stores.ts'
import { AnotherOfficerNeeded, officerIdOf, writeMinutes } from './write-minutes.ts'

export interface OpenTransfer {
  readonly id: string
  readonly from: Store
  readonly to: Store
}

/** A transfer for whoever keeps the store that it goes to. */
export async function reachTransfer(app: App, actor: Actor, id: string): Promise<OpenTransfer> {
  demand(actor, 'stock.keep')
  const transfer = await app.db.stockTransfer.findUnique({ where: { id: recordId(id, 'stock transfer') } })
  if (!transfer) throw new NotFound('stock transfer')
  const to = await openStore(app, actor, { code: transfer.toStore, action: 'stock.keep' })
  const from = await storeAt(app.db, transfer.fromStore)
  return { id: transfer.id, from, to }
}

/** The transfer, locked. Throws AnotherOfficerNeeded for the one who sent it. */
export async function lockedTransfer(tx: Transaction, id: string, actor: Actor) {
  await tx.$queryRaw`SELECT 1 FROM "StockTransfer" WHERE "id" = ${id}::uuid FOR UPDATE`
  const transfer = await tx.stockTransfer.findUniqueOrThrow({ where: { id } })
  if (transfer.sentBy === officerIdOf(actor)) throw new AnotherOfficerNeeded('stock.transfer')
  return { ...transfer, key: id }
}

/** Ribbons and laminates that are on their way with it, locked. */
export async function transferredPieces(tx: Transaction, transferId: string) {
  await tx.$queryRaw`
    SELECT 1 FROM "Consumable" WHERE "transferId" = ${transferId}::uuid AND "status" = 'IN_TRANSFER'
    ORDER BY "serial" FOR UPDATE`
  const pieces = await tx.consumable.findMany({
    where: { transferId, status: 'IN_TRANSFER' },
    orderBy: { serial: 'asc' },
  })
  return pieces.map((piece) => ({ ...piece, key: piece.id }))
}

interface Ended {
  readonly transfer: Awaited<ReturnType<typeof lockedTransfer>>
  readonly place: OpenTransfer
  readonly actor: Actor
  readonly outcome: Extract<MinutesBody, { kind: 'CUSTODY' }>['outcome']
  readonly missing: readonly string[]
  readonly reason: string | null
  /** Of a transfer of ribbons and laminates. */
  readonly pieces?: Awaited<ReturnType<typeof transferredPieces>>
}

/** The record that both signed: who handed over at the start, who took or refused it now. */
export async function custodyMinutes(tx: Transaction, app: App, ended: Ended): Promise<string> {
  const { transfer, place, actor } = ended
  const { sentAt, sentBy } = transfer
  const { id } = await writeMinutes(tx, app, {
    centre: place.to.code,
    body: bodyOf(ended),
    signatures: [
      { officerId: sentBy, part: 'SENDER', at: sentAt },
      { officerId: officerIdOf(actor), part: 'RECEIVER', at: instantAt(app.clock()) },
    ],
  })
  await tx.stockTransfer.update({ where: { id: transfer.id }, data: { minutesId: id } })
  return id
}

function bodyOf({ transfer, place, outcome, missing, reason, pieces = [] }: Ended): MinutesBody {
  const { number, firstSerial: first, lastSerial: last, count, sentAt } = transfer
  const both = {
    transfer: number,
    from: placeOf(place.from),
    to: placeOf(place.to),
    sentAt: sentAt.toISOString(),
    outcome,
    received: outcome === 'RECEIVED' ? count - missing.length : 0,
    missing: [...missing],
    reason,
  }
  if (transfer.goods === 'BLANKS') return { kind: 'CUSTODY', range: { first, last, count }, ...both }
  const listed = pieces.map(({ serial, model, left }) => ({ serial, model, capacity: left }))
  return { kind: 'SUPPLIES', pieces: listed, ...both }
}
