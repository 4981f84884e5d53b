import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { SamePerson } from '../kernel/errors.ts'
import { authoriseDecision } from './authorise-decision.ts'
import { loadApplication, moveApplication } from './move-application.ts'

/** Refuses a file for good, with a reason; the citizen may appeal. */
export async function refuseApplication(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly reason: ApplicationReason },
) {
  return app.db.$transaction(async (tx) => {
    const application = await loadApplication(tx, input.id)
    await authoriseDecision(app, actor, 'application.refuse', application)
    if (actor.id === application.operatorId) throw new SamePerson('application.refuse')
    return moveApplication(tx, app, application, { event: 'refuse', actor, reasons: [input.reason] })
  })
}
