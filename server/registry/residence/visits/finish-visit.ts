import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { instantAt } from '../../../kernel/clock.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { recordId } from '../../../kernel/record-id.ts'

/** Closes an assignment without a further visit: by its collector, or by whoever may assign there. Twice changes nothing. */
export async function finishVisit(app: App, actor: Actor, input: { readonly id: string }): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const assignment = await tx.visitAssignment.findUnique({
      where: { id: recordId(input.id, 'visit assignment') },
    })
    if (!assignment) throw new NotFound('visit assignment')
    const own = assignment.officerId === actor.id
    await authorise(app, actor, own ? 'visit.record' : 'visit.assign', assignment.unitCode)
    const closed = await tx.visitAssignment.updateMany({
      where: { id: assignment.id, doneAt: null },
      data: { doneAt: instantAt(at) },
    })
    if (closed.count === 0) return
    const subject = { subjectKind: 'visit assignment', subjectId: assignment.id }
    await audit(tx, { actor, at, action: 'visit.finish', ...subject, details: { own } })
  })
}
