import type { Action } from '../../../core/access/actions.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { isRunning, type Subject, unitOf } from '../residence/subject.ts'

/** A person is of concern to every unit in which they are registered or live, not only to the permanent one. */
export async function authorisePerson(
  app: App,
  actor: Actor,
  action: Action,
  subject: Subject,
): Promise<void> {
  const places = subject.addresses.filter(isRunning).map(({ unit }) => unit)
  for (const unit of places) {
    try {
      return await authorise(app, actor, action, unit)
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error
    }
  }
  await authorise(app, actor, action, unitOf(subject))
}
