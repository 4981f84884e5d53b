import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { parcelLifecycle } from '../../../core/lifecycle/parcel.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type LockedParcel, lockedParcel } from '../../production/dispatch/parcel-row.ts'

/** The parcel, locked, for an officer of the unit that it is for, in one of the states in which this may be done. */
export async function parcelToOpen(
  tx: Transaction,
  app: App,
  at: { readonly actor: Actor; readonly id: string; readonly states: readonly string[] },
): Promise<LockedParcel> {
  demand(at.actor, 'card.receive')
  const parcel = await lockedParcel(tx, at.id)
  await authorise(app, at.actor, 'card.receive', parcel.unitCode)
  if (!at.states.includes(parcel.status))
    throw new TransitionRefused(parcelLifecycle.name, parcel.status, 'receive')
  return parcel
}
