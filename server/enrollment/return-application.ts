import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authorise } from '../kernel/authorise.ts'
import { loadApplication, moveApplication } from './move-application.ts'

/** Sends a file back to the desk with a reason that the citizen reads too. */
export async function returnApplication(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly reason: ApplicationReason },
) {
  return app.db.$transaction(async (tx) => {
    const application = await loadApplication(tx, input.id)
    await authorise(app, actor, 'application.return', application.unitCode)
    return moveApplication(tx, app, application, { event: 'returnToDesk', actor, reasons: [input.reason] })
  })
}
