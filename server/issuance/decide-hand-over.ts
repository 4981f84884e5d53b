import type { WithFingerReader } from '../biometrics/examine-captures.ts'
import type { Actor } from '../kernel/actor.ts'
import { SamePerson } from '../kernel/errors.ts'
import { DecisionUnexplained, FingersFirst, NotTheHolder } from './hand-over-refusals.ts'
import { hasTriedAll, keepTry, recentChecks } from './holder-checks.ts'
import { holderFingers } from './holder-fingers.ts'
import { waitingCard } from './waiting-card.ts'

export interface HandOverDecision {
  readonly scan: string
  /** Why the fingers could not tell, and by what the holder was recognised. */
  readonly reason: string
}

const reasonLength = { least: 10, most: 500 }

/**
 * A supervisor recognises the holder where fingers cannot tell who it is: after an officer at the counter has tried in vain, never against a
 * comparison of the last 24 hours that found somebody else. The officer then goes on: two persons, each signed in, answer for it.
 */
export async function decideHandOver(
  app: WithFingerReader,
  actor: Actor,
  input: HandOverDecision,
): Promise<{ readonly cardId: string }> {
  const reason = input.reason.trim().normalize('NFC')
  const card = await waitingCard(app, actor, { scan: input.scan, action: 'card.decide-hand-over' })
  if (reason.length < reasonLength.least || reason.length > reasonLength.most) throw new DecisionUnexplained()
  const checks = await recentChecks(app, card.id)
  if (checks.some(({ verdict }) => verdict === 'DIFFERENT')) throw new NotTheHolder()
  const tried = checks.filter(({ by }) => by !== 'SUPERVISOR')
  const [last] = tried
  const holder = await holderFingers(app, card.application.id)
  if (!last || !hasTriedAll(tried, holder)) throw new FingersFirst()
  if (last.officerId === actor.id) throw new SamePerson('card.decide-hand-over')
  const said = { taken: 0, fingers: 0, score: 0, threshold: 0 }
  const found = { by: 'SUPERVISOR', verdict: 'SAME', ...said, reason } as const
  await keepTry(app, { actor, card, found, tries: checks.length + 1 })
  return { cardId: card.id }
}
