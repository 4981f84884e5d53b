import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'

/** Opens one file for an officer of its unit; the view itself goes into the audit. Answers the file's id. Throws NotFound. */
export async function readApplication(
  app: App,
  actor: Actor,
  input: { readonly code: string },
): Promise<string> {
  // What cannot be a code names no file; the database would report a fault of some characters.
  if (!/^[\w-]+$/.test(input.code)) throw new NotFound('application')
  const application = await app.db.application.findUnique({
    where: { code: input.code },
    select: { id: true, unitCode: true },
  })
  if (!application) throw new NotFound('application')
  await authorise(app, actor, 'application.read', application.unitCode)
  await audit(app.db, {
    actor,
    at: app.clock(),
    action: 'application.read',
    subjectKind: 'application',
    subjectId: application.id,
  })
  return application.id
}
