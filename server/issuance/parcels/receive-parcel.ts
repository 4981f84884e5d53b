import { cardLifecycle } from '../../../core/lifecycle/card.ts'
import { parcelLifecycle } from '../../../core/lifecycle/parcel.ts'
import { moveApplications } from '../../enrollment/move-applications.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { moveMany } from '../../kernel/move-many.ts'
import { type Movable, move } from '../../kernel/transition.ts'
import { parcelTimeout } from '../../production/dispatch/send-parcel.ts'
import { demandSeal } from '../../production/dispatch/take-parcel.ts'
import { officerIdOf } from '../../production/stock/write-minutes.ts'
import { shelve } from '../shelve.ts'
import { parcelToOpen } from './parcel-to-open.ts'

/** A parcel whose seal is whole is taken over as it is: every card of its list arrives. It is counted afterwards, and then closed. */
export async function receiveParcel(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly sealNumber: string },
): Promise<Movable> {
  demand(actor, 'card.receive')
  const at = app.clock()
  return app.db.$transaction(
    async (tx) => {
      const parcel = await parcelToOpen(tx, app, { actor, id: input.id, states: ['DISPATCHED'] })
      demandSeal(parcel, input.sealNumber)
      const { cards, files } = await arriving(tx, parcel.id)
      await moveMany(tx, cardLifecycle, cards, { event: 'arrive', actor, at })
      await moveApplications(tx, app, files, { event: 'arrive', actor })
      await shelve(tx, app, { centreCode: parcel.centreCode ?? '', cardIds: cards })
      const waiting = { parcelId: parcel.id, receivedAt: null, finding: null } as const
      const receivedAt = instantAt(at)
      await tx.parcelItem.updateMany({
        where: { ...waiting, cardId: { in: cards } },
        data: { receivedAt },
      })
      // What was revoked on the way lies in the parcel too, and goes back.
      const revoked = await tx.parcelItem.updateMany({
        where: waiting,
        data: { receivedAt, finding: 'REVOKED', settled: 'SENT_BACK' },
      })
      await audit(tx, {
        actor,
        at,
        action: 'parcel.receive',
        subjectKind: 'parcel',
        subjectId: parcel.id,
        details: { count: cards.length, revoked: revoked.count },
      })
      const data = { receivedAt, receivedBy: officerIdOf(actor) }
      return move(tx, parcelLifecycle, parcel, { event: 'receive', actor, at, data })
    },
    { timeout: parcelTimeout },
  )
}

/** Cards of the list that nobody has scanned yet, and their files. */
async function arriving(tx: Transaction, parcelId: string) {
  const rows = await tx.$queryRaw<{ card: string; file: string }[]>`
    SELECT c."id" AS "card", c."applicationId" AS "file" FROM "ParcelItem" i JOIN "Card" c ON c."id" = i."cardId"
    WHERE i."parcelId" = ${parcelId}::uuid AND i."receivedAt" IS NULL AND i."finding" IS NULL AND c."status" = 'DISPATCHED'`
  return { cards: rows.map(({ card }) => card), files: rows.map(({ file }) => file) }
}
