import type { AbisSettings } from '../../../core/contracts/abis-list.ts'
import { abisFailures } from '../../../core/contracts/abis-failures.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { lockRequest, moveRequest, type RequestMove } from './move-request.ts'
import { mostAttempts } from './take-answer.ts'

/** Looked at in one go; more wait for the next look. */
const mostAtOnce = 500

const givenUp: RequestMove = { event: 'expire', data: { failureReason: abisFailures.aborted.code } }

interface Overdue {
  readonly requestId: string
  readonly status: 'QUEUED' | 'SENT'
}

/**
 * Sends again what was not answered in time and gives up what was sent often enough, what was withdrawn before it was sent,
 * and what waits for an ABIS that is not configured any more. Answers how many messages that were.
 */
export async function reviewRequests(app: App, settings: AbisSettings): Promise<number> {
  const now = app.clock()
  const before = instantAt(now - settings.ttlSeconds * 1000)
  const names = app.env.abis.map(({ name }) => name)
  const overdue = await app.db.$queryRaw<Overdue[]>`
    SELECT r."requestId", r."status" FROM "AbisRequest" r JOIN "BiometricReference" b ON b."id" = r."referenceId"
    WHERE r."status" IN ('QUEUED', 'SENT') AND (
          (r."abis" = ${settings.name} AND r."status" = 'SENT' AND r."sentAt" <= ${before})
       OR (r."abis" = ${settings.name} AND r."status" = 'QUEUED' AND r."kind" <> 'DELETE'
           AND b."withdrawnAt" IS NOT NULL)
       OR (NOT r."abis" = ANY (${names}) AND r."createdAt" <= ${before}))
    ORDER BY r."createdAt" LIMIT ${mostAtOnce}`
  for (const { requestId, status } of overdue) {
    await app.db.$transaction(async (tx) => {
      const request = await lockRequest(tx, requestId)
      if (request?.status !== status) return
      const again = status === 'SENT' && request.abis === settings.name && request.attempts < mostAttempts
      await moveRequest(tx, app, { request, ...(again ? { event: 'repeat' } : givenUp) })
    })
  }
  return overdue.length
}

/** The embedded matcher's queue is memory: what it was sent before a restart is sent again, at once. */
export async function repeatUnanswered(app: App, abis: string): Promise<number> {
  const sent = await app.db.abisRequest.findMany({
    where: { abis, status: 'SENT' },
    select: { requestId: true },
    orderBy: [{ createdAt: 'asc' }, { requestId: 'asc' }],
  })
  for (const { requestId } of sent) {
    await app.db.$transaction(async (tx) => {
      const request = await lockRequest(tx, requestId)
      if (request?.status === 'SENT')
        await moveRequest(tx, app, { request, event: 'repeat', data: { sentAt: null } })
    })
  }
  return sent.length
}
