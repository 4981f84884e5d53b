import type { AbisSettings } from '../../../core/contracts/abis-list.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { AbisLine } from './abis-line.ts'
import { abisMessage } from './abis-message.ts'
import { likeliest } from './likeliest.ts'
import { lockRequest, moveRequest } from './move-request.ts'
import type { SharingApp } from './share-token.ts'

/** Messages to one ABIS that wait for its answer at most: the others wait here, where they can be seen. */
const mostUnderWay = 50

/** What is needed of a line to hand messages over. */
type Outlet = Pick<AbisLine, 'send'> & Partial<Pick<AbisLine, 'ready'>>

/**
 * Hands over what is due, in the order of asking, and answers how many messages that were. A search is due when its person is
 * in, a deletion when nothing else about the person is under way; what did not succeed, after a pause that grows. The line is
 * asked to be ready only where there is something for it.
 */
export async function sendDue(app: SharingApp, settings: AbisSettings, line: Outlet): Promise<number> {
  const due = await dueRequests(app, settings.name)
  if (due.length === 0 || (line.ready && !(await line.ready()))) return 0
  for (const requestId of due) await sendOne(app, { settings, line, requestId })
  return due.length
}

async function dueRequests(app: SharingApp, abis: string): Promise<string[]> {
  const rows = await app.db.$queryRaw<{ requestId: string }[]>`
    SELECT r."requestId" FROM "AbisRequest" r JOIN "BiometricReference" b ON b."id" = r."referenceId"
    WHERE r."abis" = ${abis} AND r."status" = 'QUEUED'
      AND (r."sentAt" IS NULL
        OR r."sentAt" + make_interval(secs => least(600, 2 ^ r."attempts")) <= ${instantAt(app.clock())})
      AND CASE r."kind"
        WHEN 'INSERT' THEN b."withdrawnAt" IS NULL
        WHEN 'IDENTIFY' THEN b."withdrawnAt" IS NULL AND EXISTS (
          SELECT 1 FROM "AbisRequest" i WHERE i."referenceId" = r."referenceId" AND i."abis" = r."abis"
            AND i."kind" = 'INSERT' AND i."status" = 'ANSWERED')
        ELSE NOT EXISTS (
          SELECT 1 FROM "AbisRequest" o WHERE o."referenceId" = r."referenceId" AND o."abis" = r."abis"
            AND o."kind" <> 'DELETE' AND o."status" IN ('QUEUED', 'SENT'))
        END
    ORDER BY r."createdAt", r."requestId"
    LIMIT greatest(0, ${mostUnderWay}::int -
      (SELECT count(*) FROM "AbisRequest" s WHERE s."abis" = ${abis} AND s."status" = 'SENT'))`
  return rows.map(({ requestId }) => requestId)
}

/**
 * Sent while the row is locked: an answer that is quick waits for it, and where the message could not be handed over the row
 * stays as it was. A crash in between sends the message twice, under one id.
 */
async function sendOne(
  app: SharingApp,
  {
    settings,
    line,
    requestId,
  }: {
    readonly settings: AbisSettings
    readonly line: Outlet
    readonly requestId: string
  },
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const request = await lockRequest(tx, requestId)
    if (request?.status !== 'QUEUED') return
    const data = { attempts: request.attempts + 1, sentAt: instantAt(app.clock()) }
    await moveRequest(tx, app, { request, event: 'send', data })
    const first = request.kind === 'IDENTIFY' ? await likeliest(tx, request.referenceId) : []
    await line.send(abisMessage(app, settings, { ...request, first }))
  })
}
