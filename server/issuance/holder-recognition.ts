import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import { recentChecks } from './holder-checks.ts'
import { recognitionMs } from './recognition.ts'
import { waitingCard } from './waiting-card.ts'

/** How far the recognition of whoever stands at the counter has come. */
export interface HolderRecognition {
  readonly cardId: string
  /** Until when the holder counts as recognised by this officer or a supervisor; null where nobody is. */
  readonly until: Date | null
  /** FINGERS, SUPERVISOR */
  readonly by: string | null
  /** Comparisons of the last 24 hours that did not find the holder. */
  readonly tries: number
  /** What the newest comparison found. */
  readonly last: string | null
}

/** What the screen asks again and again while the fingers are laid on the scanner: no data of the person. */
export async function holderRecognition(
  app: App,
  actor: Actor,
  { scan }: { readonly scan: string },
): Promise<HolderRecognition> {
  const { id: cardId } = await waitingCard(app, actor, { scan, action: 'card.hand-over' })
  const checks = await recentChecks(app, cardId)
  const [last] = checks
  const isOwn = last?.by === 'SUPERVISOR' || (last?.by === 'FINGERS' && last.officerId === actor.id)
  const until = (last?.at.getTime() ?? 0) + recognitionMs
  const holds = last?.verdict === 'SAME' && isOwn && until > app.clock()
  return {
    cardId,
    until: holds ? instantAt(until) : null,
    by: holds ? last.by : null,
    tries: checks.filter(({ verdict }) => verdict !== 'SAME').length,
    last: last?.verdict ?? null,
  }
}
