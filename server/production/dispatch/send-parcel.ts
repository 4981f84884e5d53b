import { DomainError } from '../../../core/errors.ts'
import { cardLifecycle } from '../../../core/lifecycle/card.ts'
import { parcelLifecycle } from '../../../core/lifecycle/parcel.ts'
import { nextState, TransitionRefused } from '../../../core/lifecycle/machine.ts'
import type { Carrier } from '../../../core/production/parcel.ts'
import { moveApplications } from '../../enrollment/move-applications.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { moveMany } from '../../kernel/move-many.ts'
import { type Movable, move } from '../../kernel/transition.ts'
import { officerIdOf } from '../stock/write-minutes.ts'
import { listSha256, type LockedParcel, parcelLines } from './parcel-row.ts'
import { demandSendable } from './seal-parcel.ts'

/** What lies in the parcel is not what was sealed. */
export class ParcelListBroken extends DomainError<'PARCEL_LIST_BROKEN'> {
  constructor() {
    super('PARCEL_LIST_BROKEN', {
      vi: 'Danh sách thẻ của kiện không còn đúng với danh sách lúc niêm phong. Không gửi kiện; mở niêm phong, quét lại từng thẻ và báo trưởng xưởng.',
      en: 'The parcel’s list is not the one that was sealed. Do not send it: reopen it, scan every card again and tell the supervisor.',
    })
  }
}

/** Moving a parcel's cards and files: seconds for thousands. */
export const parcelTimeout = 60_000

interface Sending {
  readonly parcel: LockedParcel
  readonly actor: Actor
  readonly carrier: Carrier
  readonly trackingCode: string | null
}

/** A sealed parcel leaves, and every card and file with it, each with its history. All or none. */
export async function sendParcel(
  tx: Transaction,
  app: App,
  { parcel, actor, carrier, trackingCode }: Sending,
): Promise<Movable> {
  const at = app.clock()
  // Asked first: the parcel may be somewhere else by now.
  if (nextState(parcelLifecycle, parcel.status, 'dispatch') === undefined)
    throw new TransitionRefused(parcelLifecycle.name, parcel.status, 'dispatch')
  const lines = await parcelLines(tx, parcel.id)
  if (listSha256(parcel.number, lines) !== parcel.listSha256) throw new ParcelListBroken()
  await demandSendable(tx, parcel.id)
  const { cards, files } = await contentsOf(tx, parcel.id)
  await moveMany(tx, cardLifecycle, cards, { event: 'dispatch', actor, at })
  await moveApplications(tx, app, files, { event: 'dispatch', actor })
  await audit(tx, {
    actor,
    at,
    action: 'parcel.dispatch',
    subjectKind: 'parcel',
    subjectId: parcel.id,
    details: { count: cards.length, carrier, listSha256: parcel.listSha256 },
  })
  const data = { carrier, trackingCode, dispatchedAt: instantAt(at), dispatchedBy: officerIdOf(actor) }
  return move(tx, parcelLifecycle, parcel, { event: 'dispatch', actor, at, data })
}

/** Ids of the cards in a parcel and of their files. */
async function contentsOf(tx: Transaction, parcelId: string) {
  const rows = await tx.$queryRaw<{ card: string; file: string }[]>`
    SELECT c."id" AS "card", c."applicationId" AS "file" FROM "ParcelItem" i JOIN "Card" c ON c."id" = i."cardId"
    WHERE i."parcelId" = ${parcelId}::uuid`
  return { cards: rows.map(({ card }) => card), files: rows.map(({ file }) => file) }
}
