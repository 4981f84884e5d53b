import type { Action } from '../../../core/access/actions.ts'
import {
  type GroundCode,
  groundsFor,
  type MeasureKind,
  measureKinds,
  measures,
} from '../../../core/card-life/grounds.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { cardLifecycle } from '../../../core/lifecycle/card.ts'
import { nextState } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { mayAnywhere, reachOf } from '../../kernel/authorise.ts'

/** Who may begin which measure. */
const begins: Readonly<Record<Exclude<MeasureKind, 'DESTROY'>, Action>> = {
  LOCK: 'card.lock',
  UNLOCK: 'card.unlock',
  HOLD: 'card.hold',
  GIVE_BACK: 'card.hold',
  REVOKE: 'card.revoke',
  REINSTATE: 'card.revoke',
}

export interface MeasureOffer {
  readonly kind: MeasureKind
  readonly grounds: readonly GroundCode[]
}

/** What an officer may begin with a card in its state, and the reasons that the law of this day allows. */
export async function offersFor(
  app: App,
  actor: Actor,
  card: {
    readonly status: string
    readonly unitCode: string
    readonly waits: boolean
    readonly statusIndex: number | null
  },
): Promise<readonly MeasureOffer[]> {
  const today = calendarDateAt(app.clock())
  const offers: MeasureOffer[] = []
  for (const kind of measureKinds) {
    // Cards are destroyed by the pile, on a screen of its own.
    if (kind === 'DESTROY' || !mayAnywhere(actor, begins[kind])) continue
    const { event, persons } = measures[kind]
    const possible =
      nextState(cardLifecycle, card.status, event) !== undefined && !(persons === 2 && card.waits)
    if (!possible || (kind === 'REINSTATE' && card.statusIndex === null)) continue
    const reach = await reachOf(app, actor, begins[kind])
    if (reach === null || reach.includes(card.unitCode))
      offers.push({ kind, grounds: groundsFor(kind, today) })
  }
  return offers
}
