import type { App } from '../../kernel/app.ts'
import { lockRequest, moveRequest } from './move-request.ts'
import { wakeDesks } from './wake-desks.ts'

/**
 * Asks an ABIS again what it refused or did not answer, under the same ids: after its fault was mended, or its broker lost
 * what it had. `unanswered` also repeats what it was sent and may still answer. Answers how many messages that were.
 */
export async function askAgain(
  app: App,
  { abis, unanswered }: { readonly abis: string; readonly unanswered: boolean },
): Promise<number> {
  const states = ['FAILED', 'EXPIRED', ...(unanswered ? ['SENT'] : [])]
  const requests = await app.db.abisRequest.findMany({
    where: { abis, status: { in: states }, reference: { withdrawnAt: null } },
    orderBy: [{ createdAt: 'asc' }, { requestId: 'asc' }],
    select: { requestId: true },
  })
  for (const { requestId } of requests) {
    await app.db.$transaction(async (tx) => {
      const request = await lockRequest(tx, requestId)
      if (!request || !states.includes(request.status)) return
      const event = request.status === 'SENT' ? 'repeat' : 'askAgain'
      // One sending more stays on record: an insertion that is known by now was then done.
      const data = {
        attempts: Math.min(request.attempts, 1),
        sentAt: null,
        failureReason: null,
        answeredAt: null,
      }
      await moveRequest(tx, app, { request, event, data })
    })
  }
  await wakeDesks(app.db)
  return requests.length
}
