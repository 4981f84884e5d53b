import { cardLifecycle } from '../../core/lifecycle/card.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { type Movable, move } from '../kernel/transition.ts'

interface Lost {
  readonly serial: string
  readonly jobId: string
  /** A code. */
  readonly reason: string
  readonly actor: Actor
}

/** A finished card is somewhere: wherever it or its chip is read from now on, somebody is called. */
export async function hotListCard(tx: Transaction, app: App, lost: Lost): Promise<void> {
  const { serial, jobId, reason, actor } = lost
  const at = instantAt(app.clock())
  const chip = await tx.chipRecord.findUnique({ where: { printJobId: jobId }, select: { chipSerial: true } })
  if (chip) await tx.chipRecord.update({ where: { printJobId: jobId }, data: { revokedAt: at } })
  const entry = {
    chipSerial: chip?.chipSerial ?? null,
    reason,
    at,
    actorId: actor.id ?? actor.kind,
    foundAt: null,
  }
  await tx.hotListEntry.upsert({ where: { serial }, create: { serial, ...entry }, update: entry })
}

/** A card that nobody finds any more: REVOKED and hot-listed. */
export async function loseCard(
  tx: Transaction,
  app: App,
  { card, ...lost }: Omit<Lost, 'serial' | 'jobId'> & { readonly card: Lacking },
): Promise<void> {
  const { actor, reason } = lost
  const at = app.clock()
  await move(tx, cardLifecycle, card, { event: 'revoke', actor, at, reason })
  await hotListCard(tx, app, { ...lost, serial: card.serial, jobId: card.printJobId })
}

interface Lacking extends Movable {
  readonly serial: string
  readonly printJobId: string
}
