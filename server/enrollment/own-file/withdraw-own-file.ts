import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { moveApplication } from '../move-application.ts'
import { ownFile } from './own-file.ts'

/** The applicant takes the file back from home, before production begins; later the lifecycle refuses it. */
export async function withdrawOwnFile(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  demand(actor, 'citizen.apply')
  await app.db.$transaction(async (tx) => {
    const file = await ownFile(tx, app, { actor, id })
    await moveApplication(tx, app, file, { event: 'withdraw', actor, reasons: ['WITHDRAWN_BY_APPLICANT'] })
  })
}
