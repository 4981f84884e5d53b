import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { AnsweredBefore } from './answer-grievance.ts'
import { grievanceOf, moveGrievance } from './move-grievance.ts'

/** An officer takes a ticket of their units; whoever answered it before does not take its appeal. */
export async function assignGrievance(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  if (actor.kind !== 'officer') throw new NotAllowed()
  await app.db.$transaction(async (tx) => {
    const grievance = await grievanceOf(tx, id)
    await authorise(app, actor, 'grievance.handle', grievance.unitCode)
    if (grievance.answeredById === actor.id) throw new AnsweredBefore()
    await moveGrievance(tx, app, grievance, { event: 'assign', actor, data: { ownerId: actor.id } })
  })
}
