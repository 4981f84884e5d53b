import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { parcelToOpen } from './parcel-to-open.ts'

/** A foreign card that lay in a parcel goes back to the factory, which knows where it belongs. */
export async function sendBackCard(
  app: App,
  actor: Actor,
  input: { readonly parcelId: string; readonly itemId: string },
): Promise<void> {
  demand(actor, 'card.receive')
  await app.db.$transaction(async (tx) => {
    const states = ['DISPATCHED', 'RECEIVED', 'DISPUTED']
    const parcel = await parcelToOpen(tx, app, { actor, id: input.parcelId, states })
    const id = recordId(input.itemId, 'parcel item')
    const { count } = await tx.parcelItem.updateMany({
      where: { id, parcelId: parcel.id, finding: 'EXTRA', settled: null },
      data: { settled: 'SENT_BACK' },
    })
    if (count === 0) throw new NotFound('parcel item')
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'parcel.send-back',
      subjectKind: 'parcel',
      subjectId: parcel.id,
      details: { item: id },
    })
  })
}
