import type { SendBackReason } from '../../../core/forms/collection.ts'
import { DomainError } from '../../../core/errors.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type Movable, move } from '../../kernel/transition.ts'
import { openCaseOfForm } from '../reconciliation/open-case.ts'
import { loadForm } from './collect-forms.ts'

/** The form waits for a decision, which may send it back too. */
export class FormInReconciliation extends DomainError<'FORM_IN_RECONCILIATION'> {
  constructor() {
    super('FORM_IN_RECONCILIATION', {
      vi: 'Phiếu đang chờ đối chiếu. Hãy giải quyết vụ việc sai lệch; phiếu sai thì chọn kết luận “Phiếu sai”.',
      en: 'The form waits for its conflict case. Decide the case; for a wrong form choose that outcome.',
    })
  }
}

/** A form with a fault goes back to its citizen; what was keyed of it is forgotten. */
export async function sendBackForm(
  app: App,
  actor: Actor,
  { serial, reason }: { readonly serial: string; readonly reason: SendBackReason },
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const form = await loadForm(tx, serial)
    await authorise(app, actor, 'form.read', form.unitCode)
    if (await openCaseOfForm(tx, form.serial)) throw new FormInReconciliation()
    await returnForm(tx, form, { actor, at: app.clock(), reason })
  })
}

/** The form's way back, inside a transaction of somebody who may send it. */
export async function returnForm(
  tx: Transaction,
  form: Movable,
  { actor, at, reason }: { readonly actor: Actor; readonly at: number; readonly reason: SendBackReason },
): Promise<void> {
  const data = { sentBackFor: reason, answers: null, score: null, faults: null }
  await move(tx, collectionFormLifecycle, form, { event: 'sendBack', actor, at, reason, data })
  await tx.keyEntry.deleteMany({ where: { formSerial: form.key } })
}
