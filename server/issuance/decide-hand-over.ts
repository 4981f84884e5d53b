import type { HolderCheck } from '../../prisma/client/client.ts'
import type { WithFingerReader } from '../biometrics/examine-captures.ts'
import type { Actor } from '../kernel/actor.ts'
import { SamePerson } from '../kernel/errors.ts'
import { DecisionUnexplained, FingersFirst, NotTheHolder } from './hand-over-refusals.ts'
import { hasTriedAll, recentChecks } from './holder-checks.ts'
import { holderFingers } from './holder-fingers.ts'
import { giveCard, waitingCard } from './waiting-card.ts'

export interface HandOverDecision {
  readonly scan: string
  /** Why the fingers could not tell, and by what the holder was recognised. */
  readonly reason: string
}

const reasonLength = { least: 10, most: 500 }

/**
 * A supervisor hands the card to its holder where fingers cannot tell who it is: after an officer at the counter has tried
 * in vain, never against a comparison of the last 24 hours that found somebody else. Two persons, each signed in, answer
 * for it.
 */
export async function decideHandOver(app: WithFingerReader, actor: Actor, input: HandOverDecision) {
  const reason = input.reason.trim().normalize('NFC')
  const card = await waitingCard(app, actor, { scan: input.scan, action: 'card.decide-hand-over' })
  if (reason.length < reasonLength.least || reason.length > reasonLength.most) throw new DecisionUnexplained()
  const checks = await recentChecks(app, card.id)
  if (checks.some(({ verdict }) => verdict === 'DIFFERENT')) throw new NotTheHolder()
  const [last] = checks
  const holder = await holderFingers(app, card.application.id)
  if (!last || !hasTriedAll(checks, holder)) throw new FingersFirst()
  if (last.officerId === actor.id) throw new SamePerson('card.decide-hand-over')
  return app.db.$transaction((tx) =>
    giveCard(tx, app, {
      card,
      actor,
      officerId: last.officerId,
      collector: 'HOLDER',
      supervisorId: actor.id,
      reason,
      ...recognised(checks),
    }),
  )
}

/** A face that was compared stands for itself, with the supervisor's word. */
function recognised(checks: readonly HolderCheck[]) {
  const face = checks.find(({ by }) => by === 'FACE')
  if (!face) return { verifiedBy: 'SUPERVISOR', score: null, threshold: null } as const
  return { verifiedBy: 'FACE', score: face.score, threshold: face.threshold } as const
}
