import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand, mayAnywhere, reachOf } from '../../kernel/authorise.ts'

/** Units whose parcels somebody may see: production sees all, and gets null; an issuing officer sees those of their units. */
export async function parcelReach(app: App, actor: Actor): Promise<readonly string[] | null> {
  demand(actor, 'parcel.read')
  return isFactory(actor) ? null : reachOf(app, actor, 'card.receive')
}

const isFactory = (actor: Actor) =>
  mayAnywhere(actor, 'card.dispatch') || mayAnywhere(actor, 'parcel.write-off')

/**
 * Whether the books may say what a parcel holds and how it was sealed. The unit that takes it over reads the seal off the parcel and counts
 * the cards itself: until then it is told neither, for what is written down beforehand is not looked at.
 */
export const seesInside = (actor: Actor, parcel: { readonly receivedAt: Date | null }): boolean =>
  isFactory(actor) || parcel.receivedAt !== null
