import { parcelLifecycle } from '../../../core/lifecycle/parcel.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { type Movable, move } from '../../kernel/transition.ts'
import { lockedParcel } from './parcel-row.ts'

const unsealed = {
  sealNumber: null,
  sealedAt: null,
  sealedBy: null,
  listSha256: null,
  listPaper: null,
  offeredAt: null,
  offeredBy: null,
}

/** The seal is broken before the parcel has left: its number and its list hold no more. */
export async function reopenParcel(app: App, actor: Actor, input: { readonly id: string }): Promise<Movable> {
  demand(actor, 'card.dispatch')
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const parcel = await lockedParcel(tx, input.id)
    await audit(tx, {
      actor,
      at,
      action: 'parcel.reopen',
      subjectKind: 'parcel',
      subjectId: parcel.id,
      details: { sealNumber: parcel.sealNumber },
    })
    return move(tx, parcelLifecycle, parcel, { event: 'reopen', actor, at, data: unsealed })
  })
}
