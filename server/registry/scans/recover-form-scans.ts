import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { enqueue } from '../../kernel/jobs.ts'

/** Reading takes seconds: a page that waits longer has lost its job with a worker. */
const overdueMs = 600_000
const batch = 200

/** Pages that a crash left unread go before the reader again. Answers how many. */
export async function recoverFormScans(app: App): Promise<number> {
  const left = await app.db.formScan.findMany({
    where: { readAt: null, scannedAt: { lt: instantAt(app.clock() - overdueMs) } },
    select: { id: true },
    orderBy: { scannedAt: 'asc' },
    take: batch,
  })
  for (const { id: scanId } of left) {
    await enqueue(app.db, 'read-form-page', { scanId }, { key: `read-form-page:${scanId}` })
  }
  return left.length
}
