import type { Action } from '../../../core/access/actions.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import { endStates } from '../../../core/lifecycle/machine.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { mayAnywhere, reachOf } from '../../kernel/authorise.ts'

/** Work that waits for an officer: the first page of a console shows these, and nothing else is counted. */
export interface WorkQueue {
  readonly kind: 'FORMS' | 'FORMS_TO_KEY' | 'TRANSFERS_TO_RECEIVE' | 'CHANGES_TO_DECIDE' | 'MY_CHANGES'
  /** Of forms. */
  readonly state: string | null
  /** Up to {@link mostCounted}. */
  readonly count: number
  /** Since when the oldest waits; of a long queue, the oldest of its first {@link mostAged}. */
  readonly oldestAt: Date | null
}

/** Nobody reads a larger number on a button; counting stays cheap however long a queue grows. */
export const mostCounted = 10_000
const mostAged = 500

interface Counted {
  readonly state: string | null
  readonly count: number
  readonly oldestAt: Date | null
}

const { sql, empty } = Prisma
const waiting = Object.keys(collectionFormLifecycle.table).filter(
  (state) => !endStates(collectionFormLifecycle).some((end) => end === state),
)

async function unitsCondition(app: App, actor: Actor, action: Action, column: Prisma.Sql) {
  const reach = await reachOf(app, actor, action)
  return reach ? sql`AND ${column} = ANY(${reach}::text[])` : empty
}

/** Forms by state; since when one waits is its last transition, of a fresh one the day of its print run. */
async function formQueues(app: App, actor: Actor): Promise<readonly Counted[]> {
  const units = await unitsCondition(app, actor, 'form.read', sql`f."unitCode"`)
  return app.db.$queryRaw<Counted[]>`
    SELECT s.state, counted.count, aged."oldestAt"
    FROM unnest(${waiting}::text[]) s(state),
    LATERAL (SELECT count(*)::int AS count FROM (
      SELECT 1 FROM "Form" f WHERE f."status" = s.state ${units} LIMIT ${mostCounted}) waiting) counted,
    LATERAL (SELECT min(coalesce(t."at", r."orderedAt")) AS "oldestAt"
      FROM (SELECT f."serial", f."version", f."printRunId" FROM "Form" f WHERE f."status" = s.state ${units}
        ORDER BY f."unitCode", f."serial" LIMIT ${mostAged}) f
      JOIN "PrintRun" r ON r."id" = f."printRunId"
      LEFT JOIN "Transition" t ON t."record" = 'form' AND t."recordId" = f."serial" AND t."version" = f."version") aged
    WHERE counted.count > 0`
}

/** Scanned forms that this officer has not keyed yet. */
async function formsToKey(app: App, actor: Actor): Promise<readonly Counted[]> {
  const units = await unitsCondition(app, actor, 'form.key', sql`f."unitCode"`)
  return app.db.$queryRaw<Counted[]>`
    WITH waiting AS (
      SELECT f."unitCode", f."serial", f."version" FROM "Form" f
      WHERE f."status" = 'SCANNED' ${units} AND NOT EXISTS (
        SELECT FROM "KeyEntry" k WHERE k."formSerial" = f."serial" AND k."officerId" = ${actor.id}::uuid)
      LIMIT ${mostCounted})
    SELECT NULL AS state, (SELECT count(*)::int FROM waiting) AS count, (
      SELECT min(t."at") FROM (SELECT * FROM waiting ORDER BY "unitCode", "serial" LIMIT ${mostAged}) f
      JOIN "Transition" t ON t."record" = 'form' AND t."recordId" = f."serial" AND t."version" = f."version"
    ) AS "oldestAt"`
}

async function transfersToReceive(app: App, actor: Actor): Promise<readonly Counted[]> {
  const units = await unitsCondition(app, actor, 'form.key', sql`"toUnitCode"`)
  return app.db.$queryRaw<Counted[]>`
    SELECT NULL AS state, count(*)::int AS count, min("sentAt") AS "oldestAt" FROM (
      SELECT "sentAt" FROM "FormTransfer" WHERE "receivedAt" IS NULL ${units} LIMIT ${mostCounted}) waiting`
}

async function changesToDecide(app: App, actor: Actor): Promise<readonly Counted[]> {
  const units = await unitsCondition(app, actor, 'resident.approve-change', sql`"unitCode"`)
  return app.db.$queryRaw<Counted[]>`
    SELECT NULL AS state, count(*)::int AS count, min("createdAt") AS "oldestAt" FROM (
      SELECT "createdAt" FROM "ResidentChange" WHERE "status" = 'SUBMITTED' ${units}
      LIMIT ${mostCounted}) waiting`
}

const myChanges = (app: App, actor: Actor) => app.db.$queryRaw<Counted[]>`
  SELECT NULL AS state, count(*)::int AS count, min("createdAt") AS "oldestAt" FROM "ResidentChange"
  WHERE "makerId" = ${actor.id}::uuid AND "status" = 'DRAFT'`

const sources = [
  { kind: 'CHANGES_TO_DECIDE', action: 'resident.approve-change', read: changesToDecide },
  { kind: 'MY_CHANGES', action: 'resident.correct', read: myChanges },
  { kind: 'TRANSFERS_TO_RECEIVE', action: 'form.key', read: transfersToReceive },
  { kind: 'FORMS_TO_KEY', action: 'form.key', read: formsToKey },
  { kind: 'FORMS', action: 'form.read', read: formQueues },
] as const satisfies readonly {
  readonly kind: WorkQueue['kind']
  readonly action: Action
  readonly read: (app: App, actor: Actor) => PromiseLike<readonly Counted[]>
}[]

/** What waits for this officer, by roles and units; queues without work are left out. */
export async function workQueues(app: App, actor: Actor): Promise<readonly WorkQueue[]> {
  const mine = sources.filter(({ action }) => mayAnywhere(actor, action))
  const found = await Promise.all(
    mine.map(async ({ kind, read }) => (await read(app, actor)).map((queue) => ({ kind, ...queue }))),
  )
  return found.flat().filter(({ count }) => count > 0)
}
