import { parcelLifecycle } from '../../../core/lifecycle/parcel.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { officerIdOf } from '../stock/write-minutes.ts'
import { lockedParcel } from './parcel-row.ts'

/** The giver's signature: a sealed parcel waits for an officer of its unit, who takes it over in a session of their own. */
export async function offerParcel(app: App, actor: Actor, input: { readonly id: string }): Promise<void> {
  demand(actor, 'card.dispatch')
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const { id, status } = await lockedParcel(tx, input.id)
    if (status !== 'SEALED') throw new TransitionRefused(parcelLifecycle.name, status, 'dispatch')
    await tx.parcel.update({
      where: { id },
      data: { offeredAt: instantAt(at), offeredBy: officerIdOf(actor) },
    })
    await audit(tx, { actor, at, action: 'parcel.offer', subjectKind: 'parcel', subjectId: id })
  })
}
