import { authorityFault, feeExemptions } from '../../../core/enrollment/fees.ts'
import { DomainError } from '../../../core/errors.ts'
import { paymentLifecycle } from '../../../core/lifecycle/fees.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { move } from '../../kernel/transition.ts'
import { lockedPayment } from './load-payment.ts'

/** No circular knows this ground. */
export class UnknownExemption extends DomainError<'UNKNOWN_EXEMPTION'> {
  constructor() {
    super('UNKNOWN_EXEMPTION', {
      vi: 'Không có căn cứ miễn lệ phí này. Chọn một căn cứ trong danh sách.',
      en: 'There is no such ground of exemption. Choose one of the list.',
    })
  }
}

/** A due fee is waived: the citizen has proved an exemption since, or the office was at fault. Throws {@link UnknownExemption}. */
export async function exemptPayment(
  app: App,
  actor: Actor,
  { id, rule }: { readonly id: string; readonly rule: string },
): Promise<{ readonly paymentId: string }> {
  const isFault = rule === authorityFault
  if (!isFault && !feeExemptions.some(({ code }) => code === rule)) throw new UnknownExemption()
  return app.db.$transaction(async (tx) => {
    const payment = await lockedPayment(tx, id)
    await authorise(app, actor, 'fee.exempt', payment.unitCode)
    const at = app.clock()
    const data = { amount: 0, rule }
    await move(tx, paymentLifecycle, payment, { event: 'exempt', actor, at, reason: rule, data })
    if (isFault)
      await tx.application.update({ where: { id: payment.applicationId }, data: { fault: 'AUTHORITY' } })
    await audit(tx, {
      actor,
      at,
      action: 'payment.exempt',
      subjectKind: 'payment',
      subjectId: payment.id,
      details: { rule, amount: payment.amount },
    })
    return { paymentId: payment.id }
  })
}
