import type { ApplicationState } from '../../core/lifecycle/application.ts'
import type { Prisma } from '../../prisma/client/client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { reachOf } from '../kernel/authorise.ts'

/**
 * Which files stand in a state within the officer's reach: a query on the row itself, in order of arrival (ids are
 * time-ordered), served by one partial index per state and paged by key.
 */
export async function worklistOf(
  app: App,
  actor: Actor,
  state: ApplicationState,
): Promise<Prisma.ApplicationWhereInput> {
  const units = await reachOf(app, actor, 'application.read')
  return { status: state, ...(units && { unitCode: { in: [...units] } }) }
}
