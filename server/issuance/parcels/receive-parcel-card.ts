import type { ParcelFinding } from '../../../core/production/parcel.ts'
import type { Card } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { cardByScan } from '../../production/card-by-scan.ts'
import { alarmIfHotListed } from '../../production/stock/hot-list.ts'
import { arrive, markReceived } from '../arrive.ts'
import { parcelToOpen } from './parcel-to-open.ts'

export interface ScannedAtUnit {
  readonly parcelId: string
  readonly scan: string
  /** Broken, bent or soiled on the way. */
  readonly damaged?: boolean
}

export interface ReceivedCard {
  readonly cardId: string
  readonly serial: string
  /** null: as it should be. */
  readonly finding: ParcelFinding | null
  /** It was scanned before; nothing was changed. */
  readonly again: boolean
  /** Cards of the list that have not been scanned yet. */
  readonly left: number
}

/**
 * A card out of an opened parcel. One of its list arrives, also one that counted as missing; what is foreign, damaged or was revoked on the
 * way is noted, and put aside.
 */
export async function receiveParcelCard(
  app: App,
  actor: Actor,
  { parcelId, scan, damaged = false }: ScannedAtUnit,
): Promise<ReceivedCard> {
  demand(actor, 'card.receive')
  return app.db.$transaction(async (tx) => {
    const states = ['DISPATCHED', 'RECEIVED', 'DISPUTED']
    const parcel = await parcelToOpen(tx, app, { actor, id: parcelId, states })
    const card = await cardByScan(tx, scan)
    await alarmIfHotListed(tx, app, { serial: card.serial, place: 'CENTRE', actor })
    const item = await tx.parcelItem.findUnique({
      where: { parcelId_cardId: { parcelId: parcel.id, cardId: card.id } },
    })
    const again = item !== null && item.receivedAt !== null
    const finding = again
      ? findingOf(item.finding, item.settled)
      : item
        ? await receiveListed(tx, app, {
            itemId: item.id,
            card,
            actor,
            damaged,
            centreCode: parcel.centreCode,
          })
        : 'EXTRA'
    if (!item) await noteExtra(tx, app, { parcelId: parcel.id, cardId: card.id })
    if (!again && finding !== null)
      await audit(tx, {
        actor,
        at: app.clock(),
        action: 'parcel.finding',
        subjectKind: 'parcel',
        subjectId: parcel.id,
        details: { finding, card: card.id },
      })
    const left = await tx.parcelItem.count({
      where: { parcelId: parcel.id, receivedAt: null, settled: null },
    })
    return { cardId: card.id, serial: card.serial, finding, again, left }
  })
}

/** What is still to be told of a card that was scanned before; a missing one that was found is as it should be. */
const findingOf = (finding: string | null, settled: string | null): ParcelFinding | null =>
  settled === 'FOUND' ? null : (finding as ParcelFinding | null)

interface Listed {
  readonly itemId: string
  readonly card: Card
  readonly actor: Actor
  readonly damaged: boolean
  readonly centreCode: string | null
}

async function receiveListed(
  tx: Transaction,
  app: App,
  { itemId, card, actor, damaged, centreCode }: Listed,
): Promise<ParcelFinding | null> {
  const receivedAt = instantAt(app.clock())
  if (card.status === 'REVOKED') {
    const data = { receivedAt, finding: 'REVOKED', settled: 'SENT_BACK' }
    await tx.parcelItem.update({ where: { id: itemId }, data })
    return 'REVOKED'
  }
  if (damaged) {
    await tx.parcelItem.update({
      where: { id: itemId },
      data: { receivedAt, finding: 'DAMAGED', settled: null },
    })
    return 'DAMAGED'
  }
  // Taken over with the whole parcel, missed when it was counted, and found.
  if (card.status === 'AT_UNIT') await markReceived(tx, app, card.id)
  else await arrive(tx, app, { cardId: card.id, actor, centreCode })
  return null
}

/** Behind the others of its kind; box 0 is none of the parcel's. */
async function noteExtra(
  tx: Transaction,
  app: App,
  { parcelId, cardId }: { readonly parcelId: string; readonly cardId: string },
): Promise<void> {
  const extras = await tx.parcelItem.count({ where: { parcelId, box: 0 } })
  await tx.parcelItem.create({
    data: {
      parcelId,
      cardId,
      box: 0,
      position: extras + 1,
      receivedAt: instantAt(app.clock()),
      finding: 'EXTRA',
    },
  })
}
