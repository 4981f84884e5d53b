import { cardLifecycle } from '../../../core/lifecycle/card.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { parcelLifecycle } from '../../../core/lifecycle/parcel.ts'
import { movableApplication } from '../../enrollment/move-application.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type Movable, move } from '../../kernel/transition.ts'
import { lockedParcel } from '../../production/dispatch/parcel-row.ts'
import { AnotherOfficerNeeded, officerIdOf } from '../../production/stock/write-minutes.ts'
import { hotListCard } from '../lose-card.ts'
import { planAgain } from '../plan-again.ts'
import { stillOurs } from '../recalls/list-recalled-cards.ts'
import { spoilBlankOf } from '../waste-card.ts'
import { conclusionOf, endCase } from './reconcile-parcel.ts'

/**
 * Cards of a case that are missing are given up: each is revoked, hot-listed and made again; damaged ones likewise, and wait for their
 * destruction. One transaction a card, then the case is closed: run again after a crash it goes on where it was. By another officer than
 * the one who missed them.
 */
export async function writeOffParcel(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly conclusion: string },
): Promise<Movable> {
  demand(actor, 'parcel.write-off')
  const conclusion = conclusionOf(input.conclusion)
  const parcel = await app.db.$transaction((tx) => disputedParcel(tx, actor, input.id))
  const open = await app.db.parcelItem.findMany({
    where: { parcelId: parcel.id, finding: { in: ['MISSING', 'DAMAGED'] }, settled: null },
    select: { id: true },
    orderBy: [{ box: 'asc' }, { position: 'asc' }],
  })
  for (const { id } of open) {
    await app.db.$transaction(async (tx) => {
      // Somebody may be scanning the missing card at this moment.
      await disputedParcel(tx, actor, parcel.id)
      await giveUp(tx, app, { itemId: id, actor })
    })
  }
  return app.db.$transaction(async (tx) => {
    const disputed = await disputedParcel(tx, actor, parcel.id)
    await tx.parcelItem.updateMany({
      where: { parcelId: parcel.id, finding: 'EXTRA', settled: null },
      data: { settled: 'SENT_BACK' },
    })
    return endCase(tx, app, { parcel: disputed, actor, conclusion, event: 'writeOff' })
  })
}

async function disputedParcel(tx: Transaction, actor: Actor, id: string) {
  const parcel = await lockedParcel(tx, id)
  if (parcel.status !== 'DISPUTED')
    throw new TransitionRefused(parcelLifecycle.name, parcel.status, 'writeOff')
  if (parcel.receivedBy === officerIdOf(actor)) throw new AnotherOfficerNeeded('parcel.write-off')
  return parcel
}

const reasons = { MISSING: 'MISSING_IN_PARCEL', DAMAGED: 'DAMAGE' } as const

async function giveUp(
  tx: Transaction,
  app: App,
  { itemId, actor }: { readonly itemId: string; readonly actor: Actor },
): Promise<void> {
  const { finding, settled, receivedAt, card } = await tx.parcelItem.findUniqueOrThrow({
    where: { id: itemId },
    include: {
      card: {
        include: {
          blank: true,
          application: { select: { ...movableApplication, flags: true, priority: true } },
        },
      },
    },
  })
  if (settled !== null) return
  const at = app.clock()
  const hasHolder = card.status !== 'REVOKED' && !stillOurs.some((state) => state === card.status)
  // It turned up at the counter after it was counted as missing: it is not taken from its holder.
  if (hasHolder) {
    const found = { receivedAt: receivedAt ?? instantAt(at), settled: 'FOUND' }
    await tx.parcelItem.update({ where: { id: itemId }, data: found })
    return
  }
  const isMissing = finding === 'MISSING'
  const reason = isMissing ? reasons.MISSING : reasons.DAMAGED
  // Revoked on the way, or made again by a recall: it needs no second remake.
  if (card.status !== 'REVOKED') {
    await move(tx, cardLifecycle, { ...card, key: card.id }, { event: 'revoke', actor, at, reason })
    await planAgain(tx, app, { file: card.application, actor })
  }
  const { blank, printJobId: jobId } = card
  if (isMissing) await hotListCard(tx, app, { serial: blank.serial, jobId, actor, reason })
  else await spoilBlankOf(tx, app, { card, actor, reason })
  await tx.parcelItem.update({
    where: { id: itemId },
    data: { settled: isMissing ? 'WRITTEN_OFF' : 'SENT_BACK' },
  })
}
