import type { Action } from '../../../core/access/actions.ts'
import type { ImportJob } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** A job that the actor may do something with. */
export async function findImport(app: App, actor: Actor, action: Action, id: string): Promise<ImportJob> {
  const job = await app.db.importJob.findUnique({ where: { id: recordId(id, 'import') } })
  if (!job) throw new NotFound('import')
  await authorise(app, actor, action, job.unitCode)
  return job
}
