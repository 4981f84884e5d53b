import type { PreRegistration } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { actingFor } from '../../registry/represented.ts'

/** A pre-registration of the citizen or of somebody they represent today. Throws NotFound for any other, and for none. */
export async function ownPreRegistration(
  app: App,
  actor: Actor,
  { id, tx = app.db }: { readonly id: string; readonly tx?: Transaction },
): Promise<PreRegistration> {
  const found = await tx.preRegistration.findUnique({ where: { id: recordId(id, 'pre-registration') } })
  if (!found) throw new NotFound('pre-registration')
  await actingFor(app, actor, found.residentId)
  return found
}
