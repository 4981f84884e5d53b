import type { SendBackReason } from '../../../core/forms/collection.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { move } from '../../kernel/transition.ts'
import { loadForm } from './collect-forms.ts'

/** A form with a fault goes back to its citizen; what was keyed of it is forgotten. */
export async function sendBackForm(
  app: App,
  actor: Actor,
  { serial, reason }: { readonly serial: string; readonly reason: SendBackReason },
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const form = await loadForm(tx, serial)
    await authorise(app, actor, 'form.read', form.unitCode)
    const data = { sentBackFor: reason, answers: null, score: null, faults: null }
    await move(tx, collectionFormLifecycle, form, { event: 'sendBack', actor, at: app.clock(), reason, data })
    await tx.keyEntry.deleteMany({ where: { formSerial: form.serial } })
  })
}
