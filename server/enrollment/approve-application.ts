import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authorise } from '../kernel/authorise.ts'
import { SamePerson } from '../kernel/errors.ts'
import { startNextStage } from '../kernel/stages.ts'
import { loadApplication, moveApplication } from './move-application.ts'
import { settledClaims } from './settle-claims.ts'

/**
 * Phê duyệt by the competent unit. Operator, station supervisor and approver are three different officers.
 * What the applicant claimed against the register must be decided first, and is taken up. Production takes the file up through its stage, in the same transaction.
 */
export async function approveApplication(app: App, actor: Actor, input: { readonly id: string }) {
  return app.db.$transaction(async (tx) => {
    const application = await loadApplication(tx, input.id)
    await authorise(app, actor, 'application.approve', application.unitCode)
    if (actor.id === application.operatorId || actor.id === application.supervisorId) {
      throw new SamePerson('application.approve')
    }
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
