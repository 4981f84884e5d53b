import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authorise } from '../kernel/authorise.ts'
import { loadApplication, moveApplication } from './move-application.ts'

/** The applicant takes the file back, at the desk, before production begins. */
export async function withdrawApplication(app: App, actor: Actor, input: { readonly id: string }) {
  return app.db.$transaction(async (tx) => {
    const application = await loadApplication(tx, input.id)
    await authorise(app, actor, 'application.withdraw', application.unitCode)
    return moveApplication(tx, app, application, {
      event: 'withdraw',
      actor,
      reasons: ['WITHDRAWN_BY_APPLICANT'],
    })
  })
}
