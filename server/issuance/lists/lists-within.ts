import type { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand, mayAnywhere, reachOf } from '../../kernel/authorise.ts'

/** Lists that leave or reach the officer's units. A list to the homes names people: only its own unit sees it. */
export async function listsWithin(app: App, actor: Actor): Promise<Prisma.CardListWhereInput> {
  demand(actor, 'card-list.receive')
  if (mayAnywhere(actor, 'parcel.write-off')) return { kind: { not: 'HOME' } }
  const units = await reachOf(app, actor, 'card-list.receive')
  return units === null ? {} : { OR: [{ unitCode: { in: [...units] } }, { toUnit: { in: [...units] } }] }
}
