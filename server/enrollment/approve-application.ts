import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { SamePerson } from '../kernel/errors.ts'
import { startNextStage } from '../kernel/stages.ts'
import { authoriseDecision } from './authorise-decision.ts'
import { demandFee } from './fees/fee-outstanding.ts'
import { loadApplication, moveApplication } from './move-application.ts'
import { checkRequest } from './requests/check-request.ts'
import { settledClaims } from './settle-claims.ts'

/**
 * Phê duyệt by the competent unit. Operator, station supervisor and approver are three different officers.
 * What the applicant claimed against the register must be decided first, and is taken up. Production takes the file up through its stage, in the same transaction.
 */
export async function approveApplication(app: App, actor: Actor, input: { readonly id: string }) {
  return app.db.$transaction(async (tx) => {
    const application = await loadApplication(tx, input.id)
    await authoriseDecision(app, actor, 'application.approve', application)
    if (actor.id === application.operatorId || actor.id === application.supervisorId) {
      throw new SamePerson('application.approve')
    }
    await checkRequest(tx, app, application)
    await demandFee(tx, application.id, 'APPROVAL')
    const settled = await settledClaims(tx, application)
    const approved = await moveApplication(tx, app, application, {
      event: 'approve',
      actor,
      data: { ...settled, approverId: actor.id },
    })
    const tags = application.producesCard ? application.flags : [...application.flags, 'NO_CARD']
    await startNextStage(tx, app, { after: 'approval', applicationId: application.id, tags })
    return approved
  })
}
