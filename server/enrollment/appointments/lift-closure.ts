import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** The centre is open after all; whoever was moved keeps the new time. A second time changes nothing. */
export async function liftClosure(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<{ readonly id: string }> {
  const id = recordId(input.id, 'closure')
  const found = await app.db.centreClosure.findUnique({ where: { id }, include: { centre: true } })
  if (!found) throw new NotFound('closure')
  await authorise(app, actor, 'centre.arrange', found.centre.unitCode)
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const lifted = await tx.centreClosure.updateMany({
      where: { id, liftedAt: null },
      data: { liftedAt: instantAt(at), liftedBy: actor.id },
    })
    if (lifted.count === 0) return
    const subject = { subjectKind: 'centre', subjectId: found.centreCode, details: { closure: id } }
    await audit(tx, { actor, at, action: 'centre.lift-closure', ...subject })
  })
  return { id }
}
