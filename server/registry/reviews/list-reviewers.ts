import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { type RoleHolder, roleHolders } from '../../kernel/role-holders.ts'

/** Officers who may be put on the team of a locality's review. */
export async function listReviewers(
  app: App,
  actor: Actor,
  { unitCode }: { readonly unitCode: string },
): Promise<readonly RoleHolder[]> {
  await authorise(app, actor, 'review.plan', unitCode)
  return roleHolders(app, { role: 'REVIEWER', unitCode })
}
