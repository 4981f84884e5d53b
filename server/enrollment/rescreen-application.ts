import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authorise } from '../kernel/authorise.ts'
import { startNextStage } from '../kernel/stages.ts'
import { loadApplication, moveApplication } from './move-application.ts'

/** The approver doubts what the searches found, or they lie long back: captures are checked and everybody is searched anew. */
export async function rescreenApplication(app: App, actor: Actor, input: { readonly id: string }) {
  return app.db.$transaction(async (tx) => {
    const application = await loadApplication(tx, input.id)
    await authorise(app, actor, 'application.rescreen', application.unitCode)
    const moved = await moveApplication(tx, app, application, { event: 'rescreen', actor })
    const { id: applicationId, flags } = application
    await startNextStage(tx, app, { after: 'admit-application', applicationId, tags: flags })
    return moved
  })
}
