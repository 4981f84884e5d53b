import { mostFingers } from '../../core/biometrics/verification.ts'
import type { HolderCheck } from '../../prisma/client/client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { TooManyTries } from './hand-over-refusals.ts'
import type { HolderFingers } from './holder-fingers.ts'
import type { WaitingCard } from './waiting-card.ts'

/** What one comparison at the counter found. */
export type Found = Pick<HolderCheck, 'by' | 'verdict' | 'taken' | 'fingers' | 'score' | 'threshold'> & {
  readonly reason?: string
}

export interface Check {
  readonly actor: Actor
  readonly card: WaitingCard
  readonly found: Found
}

/** Of all fingers, before a supervisor may decide; and of a day, of any kind. */
const triesBeforeSupervisor = 2
const mostTries = 6
const dayMs = 86_400_000

/** The checks of the last 24 hours, the newest first. */
export function recentChecks(app: App, cardId: string): Promise<HolderCheck[]> {
  return app.db.holderCheck.findMany({
    where: { cardId, at: { gt: instantAt(app.clock() - dayMs) } },
    orderBy: { id: 'desc' },
  })
}

/** The same before one more is made: who was recognised may be asked again. Throws TooManyTries. */
export async function checksBefore(app: App, cardId: string): Promise<HolderCheck[]> {
  const checks = await recentChecks(app, cardId)
  const tries = checks.filter(({ verdict }) => verdict !== 'SAME').length
  if (tries >= mostTries) throw new TooManyTries(tries)
  return checks
}

/** One finger alone is not compared. */
export const canBeCompared = ({ positions }: HolderFingers) => positions.length >= 2

/** Whether the officer at the counter has tried, in vain, all that the holder's fingers allow. */
export function hasTriedAll(checks: readonly Pick<HolderCheck, 'taken'>[], holder: HolderFingers): boolean {
  if (!canBeCompared(holder)) return checks.length > 0
  const all = Math.min(mostFingers, holder.positions.length)
  return checks.filter(({ taken }) => taken >= all).length >= triesBeforeSupervisor
}

export async function keepCheck(tx: Transaction, app: App, { actor, card, found }: Check): Promise<void> {
  await tx.holderCheck.create({
    data: { ...found, cardId: card.id, officerId: actor.id ?? '', at: instantAt(app.clock()) },
  })
}

/** A check that does not give the card away stays on record by itself. */
export async function keepTry(app: App, check: Check & { readonly tries: number }): Promise<void> {
  const { actor, card, found, tries } = check
  const { by, verdict, fingers } = found
  await app.db.$transaction(async (tx) => {
    await keepCheck(tx, app, check)
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'card.check-holder',
      subjectKind: 'card',
      subjectId: card.id,
      details: { by, verdict, fingers, tries },
    })
  })
}
