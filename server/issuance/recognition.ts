import type { HolderCheck } from '../../prisma/client/client.ts'
import type { WithFingerReader } from '../biometrics/examine-captures.ts'
import type { Actor } from '../kernel/actor.ts'
import { SamePerson } from '../kernel/errors.ts'
import { checkHolder } from './check-holder.ts'
import type { Recognition } from './give-card.ts'
import { recentChecks } from './holder-checks.ts'
import type { WaitingCard } from './waiting-card.ts'

/** From the fingers until the signature: the holder stands at the counter all the time. */
export const recognitionMs = 30 * 60_000

type Recognised = Recognition & { readonly supervisorId: string | null; readonly reason?: string | null }

/**
 * How the holder was recognised: by this officer's comparison, or by a supervisor, within the last half hour and with nothing said against it
 * since. Where nobody was, throws what checkHolder says is to be done.
 */
export async function recognitionBy(
  app: WithFingerReader,
  actor: Actor,
  card: WaitingCard,
): Promise<Recognised> {
  const checks = await recentChecks(app, card.id)
  const [last] = checks
  const isFresh = last !== undefined && last.at.getTime() > app.clock() - recognitionMs
  if (!isFresh || last.verdict !== 'SAME' || last.by === 'FACE') return notYet(app, actor, card)
  if (last.by === 'SUPERVISOR') return bySupervisor(actor, last, checks)
  // Somebody else’s counter: that officer saw the holder, this one has not.
  if (last.officerId !== actor.id) return notYet(app, actor, card)
  return {
    verifiedBy: names[last.fingers] ?? null,
    score: last.score,
    threshold: last.threshold,
    supervisorId: null,
  }
}

async function notYet(app: WithFingerReader, actor: Actor, card: WaitingCard): Promise<never> {
  await checkHolder(app, actor, { card, fingers: [] })
  throw new Error('a holder without fingers is never the same')
}

/** A face that was compared stands for itself, with the supervisor's word. Two persons answer for it. */
function bySupervisor(actor: Actor, decided: HolderCheck, checks: readonly HolderCheck[]): Recognised {
  if (decided.officerId === actor.id) throw new SamePerson('card.decide-hand-over')
  const { officerId: supervisorId, reason } = decided
  const face = checks.find(({ by }) => by === 'FACE')
  return face
    ? { verifiedBy: 'FACE', score: face.score, threshold: face.threshold, supervisorId, reason }
    : { verifiedBy: 'SUPERVISOR', score: null, threshold: null, supervisorId, reason }
}

const names: Readonly<Record<number, Recognition['verifiedBy']>> = {
  2: 'TWO_FINGERS',
  3: 'THREE_FINGERS',
  4: 'FOUR_FINGERS',
}
