import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotAllowed, NotFound, StaleVersion } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** What the archive has found; given once. Throws NotFound, StaleVersion. */
export async function answerArchive(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly answer: string },
): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const asked = await tx.archiveRequest.findUnique({
      where: { id: recordId(input.id, 'archive request') },
      select: { id: true, applicationId: true, application: { select: { unitCode: true } } },
    })
    if (!asked) throw new NotFound('archive request')
    await authorise(app, actor, 'archive.answer', asked.application.unitCode)
    if (actor.kind !== 'officer') throw new NotAllowed()
    const answered = await tx.archiveRequest.updateMany({
      where: { id: asked.id, answeredBy: null },
      data: { answer: input.answer.trim().slice(0, 1000), answeredBy: actor.id, answeredAt: instantAt(at) },
    })
    if (answered.count !== 1) throw new StaleVersion('archive request')
    const subject = { subjectKind: 'application', subjectId: asked.applicationId }
    await audit(tx, { actor, at, action: 'archive.answer', ...subject })
  })
}
