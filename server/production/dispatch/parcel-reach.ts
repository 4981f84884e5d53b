import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand, mayAnywhere, reachOf } from '../../kernel/authorise.ts'

/** Units whose parcels somebody may see: production sees all, and gets null; an issuing officer sees those of their units. */
export async function parcelReach(app: App, actor: Actor): Promise<readonly string[] | null> {
  demand(actor, 'parcel.read')
  const factory = mayAnywhere(actor, 'card.dispatch') || mayAnywhere(actor, 'parcel.write-off')
  return factory ? null : reachOf(app, actor, 'card.receive')
}
