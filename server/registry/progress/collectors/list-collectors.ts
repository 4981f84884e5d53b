import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { type RoleHolder, roleHolders } from '../../../kernel/role-holders.ts'

/** Officers who may be sent to the hamlets of a unit. */
export async function listCollectors(
  app: App,
  actor: Actor,
  { unitCode }: { readonly unitCode: string },
): Promise<readonly RoleHolder[]> {
  await authorise(app, actor, 'collector.assign', unitCode)
  return roleHolders(app, { role: 'COLLECTOR', unitCode })
}
