import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { loadApplication } from '../move-application.ts'

/** Asks the paper archive (tàng thư) about a file that waits for its decision. Answers the request's id. */
export async function askArchive(
  app: App,
  actor: Actor,
  input: { readonly applicationId: string; readonly question: string },
): Promise<string> {
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const file = await loadApplication(tx, input.applicationId)
    await authorise(app, actor, 'archive.ask', file.unitCode)
    if (actor.kind !== 'officer') throw new NotAllowed()
    const { id } = await tx.archiveRequest.create({
      select: { id: true },
      data: {
        applicationId: file.id,
        question: input.question.trim().slice(0, 500),
        askedBy: actor.id,
        askedAt: instantAt(at),
      },
    })
    await audit(tx, { actor, at, action: 'archive.ask', subjectKind: 'application', subjectId: file.id })
    return id
  })
}
