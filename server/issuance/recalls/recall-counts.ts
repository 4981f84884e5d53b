import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'

/** Cards of open recalls, by what is still to be done. */
export interface RecallCounts {
  readonly toTell: number
  readonly toRemake: number
  readonly done: number
}

/** How far the open recalls are in the officer's units. */
export async function recallCounts(app: App, actor: Actor): Promise<RecallCounts> {
  const units = await reachOf(app, actor, 'recall.read')
  const ofUnits = units && { card: { unitCode: { in: [...units] } } }
  const open = { recall: { closedAt: null }, ...ofUnits }
  const [left, done] = await Promise.all([
    app.db.recallItem.groupBy({ by: ['action'], where: { ...open, doneAt: null }, _count: true }),
    app.db.recallItem.count({ where: { ...open, doneAt: { not: null } } }),
  ])
  const of = (action: string) => left.find((group) => group.action === action)?._count ?? 0
  return { toTell: of('TELL_HOLDER'), toRemake: of('REMAKE'), done }
}
