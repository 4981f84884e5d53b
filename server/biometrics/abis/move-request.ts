import type { AbisRequest, Prisma } from '../../../prisma/client/client.ts'
import { abisRequestLifecycle } from '../../../core/lifecycle/abis-request.ts'
import { type EventsOf, nextState } from '../../../core/lifecycle/machine.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { enqueue } from '../../kernel/jobs.ts'
import { move } from '../../kernel/transition.ts'

export interface RequestMove {
  readonly event: EventsOf<typeof abisRequestLifecycle>
  readonly data?: Prisma.AbisRequestUncheckedUpdateInput
}

/**
 * Locks a message with its reference, always in this order, so that two answers about one person wait for each other and
 * the second sees that it is the last. Null for a message that nobody sent.
 */
export async function lockRequest(tx: Transaction, requestId: string): Promise<AbisRequest | null> {
  await tx.$queryRaw`
    SELECT 1 FROM "BiometricReference" b JOIN "AbisRequest" r ON r."referenceId" = b."id"
    WHERE r."requestId" = ${requestId}::uuid FOR UPDATE OF b, r`
  return tx.abisRequest.findUnique({ where: { requestId } })
}

/** Moves a message and draws the consequences: a search without its insertion ends with it; the last answer wakes the file. */
export async function moveRequest(
  tx: Transaction,
  app: App,
  { request, event, data }: RequestMove & { readonly request: AbisRequest },
): Promise<void> {
  const at = app.clock()
  const { requestId: key, status, version, kind, abis, referenceId } = request
  const to = nextState(abisRequestLifecycle, status, event)
  const ends = to !== 'QUEUED' && to !== 'SENT'
  const times = ends ? { answeredAt: instantAt(at) } : {}
  const record = { key, status, version }
  await move(tx, abisRequestLifecycle, record, {
    event,
    actor: systemActor,
    at,
    data: { ...times, ...data },
  })
  if (!ends) return
  if (kind === 'IDENTIFY') return wakeSearch(tx, app, referenceId)
  if (kind !== 'INSERT') return
  if (to === 'ANSWERED') return noteInserted(tx, app, referenceId)
  const searches = await tx.abisRequest.findMany({
    where: { abis, referenceId, kind: 'IDENTIFY', status: { in: ['QUEUED', 'SENT'] } },
  })
  for (const search of searches) await moveRequest(tx, app, { request: search, event, ...(data && { data }) })
}

async function noteInserted(tx: Transaction, app: App, referenceId: string): Promise<void> {
  const missing = await tx.abisRequest.count({
    where: { referenceId, kind: 'INSERT', status: { not: 'ANSWERED' } },
  })
  if (missing > 0) return
  const insertedAt = instantAt(app.clock())
  await tx.biometricReference.update({ where: { id: referenceId }, data: { insertedAt } })
}

const searchStage = 'search-duplicates'

/** Every ABIS has answered or will not: the file's stage, which waits with growing pauses, is due now. */
async function wakeSearch(tx: Transaction, app: App, referenceId: string): Promise<void> {
  const waiting = await tx.abisRequest.count({
    where: { referenceId, kind: 'IDENTIFY', status: { in: ['QUEUED', 'SENT'] } },
  })
  if (waiting > 0) return
  const { applicationId } = await tx.biometricReference.findUniqueOrThrow({ where: { id: referenceId } })
  if (!applicationId) return
  const at = { stage: searchStage, applicationId }
  await tx.applicationStage.updateMany({
    where: { ...at, status: 'PENDING' },
    data: { availableAt: instantAt(app.clock()) },
  })
  await enqueue(tx, 'run-stage', at, { key: `${searchStage}:${applicationId}` })
}
