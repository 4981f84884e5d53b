import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authoriseDecision } from './authorise-decision.ts'
import { loadApplication, moveApplication } from './move-application.ts'
import { screenAnew } from './screen-anew.ts'

/** The approver doubts what the searches found, or they lie long back: captures are checked and everybody is searched anew. */
export async function rescreenApplication(app: App, actor: Actor, input: { readonly id: string }) {
  return app.db.$transaction(async (tx) => {
    const application = await loadApplication(tx, input.id)
    await authoriseDecision(app, actor, 'application.rescreen', application)
    const moved = await moveApplication(tx, app, application, { event: 'rescreen', actor })
    return screenAnew(tx, app, { moved, file: application, actor })
  })
}
