import type { WithFingerReader } from '../biometrics/examine-captures.ts'
import type { Actor } from '../kernel/actor.ts'
import { instantAt } from '../kernel/clock.ts'
import { checkHolder, type FingerAtCounter } from './check-holder.ts'
import { keepTry, recentChecks } from './holder-checks.ts'
import { recognitionMs } from './recognition.ts'
import { waitingCard } from './waiting-card.ts'

/**
 * Compares the fingers at the counter with the file of the scanned card. Who is recognised goes on to check the card and to sign; anybody else
 * is refused with what to do next. Each comparison is kept; the images are not.
 */
export async function recogniseHolder(
  app: WithFingerReader,
  actor: Actor,
  { scan, fingers }: { readonly scan: string; readonly fingers: readonly FingerAtCounter[] },
): Promise<{ readonly cardId: string; readonly fingers: number; readonly until: Date }> {
  const card = await waitingCard(app, actor, { scan, action: 'card.hand-over' })
  const found = await checkHolder(app, actor, { card, fingers })
  const tries = (await recentChecks(app, card.id)).length + 1
  await keepTry(app, { actor, card, found, tries })
  return { cardId: card.id, fingers: found.fingers, until: instantAt(app.clock() + recognitionMs) }
}
