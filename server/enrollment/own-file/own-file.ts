import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { actingFor } from '../../registry/represented.ts'
import { loadApplication } from '../move-application.ts'

/** A file of the citizen or of somebody they represent, ready to be moved. Throws NotFound for any other, and for none. */
export async function ownFile(
  tx: Transaction,
  app: App,
  { actor, id }: { readonly actor: Actor; readonly id: string },
) {
  const file = await loadApplication(tx, id)
  if (file.residentId === null) throw new NotFound('application')
  await actingFor(app, actor, file.residentId)
  return file
}
