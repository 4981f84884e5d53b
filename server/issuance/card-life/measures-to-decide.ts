import { measureKinds } from '../../../core/card-life/grounds.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand, mayAnywhere, reachOf } from '../../kernel/authorise.ts'
import { recordId } from '../../kernel/record-id.ts'
import { storesOf } from '../../production/stock/stores.ts'
import { decidedBy } from './decide-measure.ts'
import { type MeasureOnFile, officerNames, withNames } from './find-life-cards.ts'

/** A measure that waits for a second officer, with the number of its card. */
export type WaitingMeasure = MeasureOnFile & { readonly serial: string; readonly mine: boolean }

/** Cards that one officer has declared to be destroyed together. */
export interface WaitingDestruction {
  readonly groupId: string
  readonly centreCode: string
  readonly ground: string
  readonly at: Date
  readonly count: number
  readonly proposedBy: string | null
  readonly mine: boolean
}

const pageSize = 50

/** What waits for a second officer in the units that this one reaches, the oldest first; `after` is the id of the last one seen. */
export async function measuresToDecide(
  app: App,
  actor: Actor,
  input: { readonly after?: string | null | undefined },
): Promise<readonly WaitingMeasure[]> {
  demand(actor, 'card.find')
  const reaches = await Promise.all(
    measureKinds.map(async (kind) => {
      const action = decidedBy[kind]
      if (!action || !mayAnywhere(actor, action)) return []
      const units = await reachOf(app, actor, action)
      return [{ kind, ...(units && { unitCode: { in: [...units] } }) }]
    }),
  )
  const rows = await app.db.cardMeasure.findMany({
    where: {
      status: 'PROPOSED',
      OR: [...reaches.flat(), { actorId: actor.id, groupId: null }],
      ...(input.after && { id: { gt: recordId(input.after, 'card measure') } }),
    },
    include: { card: { select: { serial: true } } },
    orderBy: { id: 'asc' },
    take: pageSize,
  })
  const names = await officerNames(
    app,
    rows.map(({ actorId }) => actorId),
  )
  return rows.map(({ card, ...measure }) => ({
    ...withNames(measure, names),
    serial: card.serial,
    mine: measure.actorId === actor.id,
  }))
}

/** Piles of cards that another officer has to scan before they are destroyed. */
export async function destructionsToConfirm(app: App, actor: Actor): Promise<readonly WaitingDestruction[]> {
  const centres = await storesOf(app, actor, 'card.destroy')
  const groups = await app.db.cardMeasure.groupBy({
    by: ['groupId', 'unitCode', 'ground', 'actorId'],
    where: {
      kind: 'DESTROY',
      status: 'PROPOSED',
      groupId: { not: null },
      ...(centres && { unitCode: { in: [...centres] } }),
    },
    _count: true,
    _min: { at: true },
    orderBy: { groupId: 'asc' },
    take: pageSize,
  })
  const names = await officerNames(
    app,
    groups.map(({ actorId }) => actorId),
  )
  return groups.flatMap(({ groupId, unitCode: centreCode, ground, actorId, _count: count, _min: { at } }) =>
    groupId && at
      ? [
          {
            groupId,
            centreCode,
            ground,
            at,
            count,
            proposedBy: names.get(actorId ?? '') ?? null,
            mine: actorId === actor.id,
          },
        ]
      : [],
  )
}

/** Where this officer may have cards destroyed. */
export async function destructionPlaces(
  app: App,
  actor: Actor,
): Promise<readonly { readonly code: string; readonly name: string }[]> {
  const centres = await storesOf(app, actor, 'card.destroy')
  return app.db.centre.findMany({
    ...(centres && { where: { code: { in: [...centres] } } }),
    select: { code: true, name: true },
    orderBy: { code: 'asc' },
    take: 200,
  })
}
