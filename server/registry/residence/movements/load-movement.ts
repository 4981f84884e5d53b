import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { authorise } from '../../../kernel/authorise.ts'
import type { Transaction } from '../../../kernel/db.ts'
import { calendarDateOf } from '../../../kernel/clock.ts'
import { NotFound, SamePerson } from '../../../kernel/errors.ts'
import { recordId } from '../../../kernel/record-id.ts'

/** A report for its reviewer: an officer of its unit, other than the one who took it in. Throws NotFound, SamePerson. */
export async function loadMovement(
  tx: Transaction,
  app: App,
  { actor, id }: { readonly actor: Actor; readonly id: string },
) {
  const event = await tx.movementEvent.findUnique({ where: { id: recordId(id, 'movement') } })
  if (!event) throw new NotFound('movement')
  const on = calendarDateOf(event.on)
  await authorise(app, actor, 'movement.review', { code: event.unitCode, on })
  if (event.recordedById === actor.id) throw new SamePerson('movement.review')
  return { ...event, key: event.id, on }
}
