import { fewestSearchedFingers } from '../../core/adjudication/finger-bands.ts'
import { flagIf } from '../../core/enrollment/flags.ts'
import { requestSearch } from '../biometrics/abis/request-search.ts'
import { searchResult } from '../biometrics/abis/search-result.ts'
import type { App } from '../kernel/app.ts'
import type { Transaction } from '../kernel/db.ts'
import { NotFound } from '../kernel/errors.ts'
import { NotYet, type StageRun, startNextStage } from '../kernel/stages.ts'

/**
 * Longer than the settings let any ABIS take (core/contracts/abis-list.ts): whoever has to give it up is away too. The file goes
 * on without the answer, to people who know that it is missing.
 */
const patienceMs = 8 * 24 * 3_600_000

/** How long until the next look. The last answer wakes the file at once; to look is only for a wake that was lost. */
const nextLookMs = (waitedMs: number) => Math.max(60_000, Math.min(600_000, waitedMs / 4))

const searched = {
  id: true,
  status: true,
  flags: true,
  reference: { select: { id: true, withdrawnAt: true, _count: { select: { templates: true } } } },
} as const

/**
 * Asks every configured ABIS for people with the same fingers and waits for all answers; their meaning is the next stage's. A
 * file with fewer fingers than tell anything goes on with the flag NO_BIOMETRICS. Waiting costs the file no attempts.
 */
export async function searchDuplicates(app: App, run: StageRun): Promise<void> {
  const file = await app.db.application.findUnique({ where: { id: run.applicationId }, select: searched })
  if (!file) throw new NotFound('application')
  if (file.status !== 'SCREENING') return app.db.$transaction((tx) => run.finish(tx))
  const reference = file.reference?.withdrawnAt === null ? file.reference : null
  const fingers = reference?._count.templates ?? 0
  const unanswered = reference && fingers > 0 ? await ask(app, reference.id) : false
  await app.db.$transaction(async (tx) => {
    const flags = [
      ...file.flags.filter((flag) => flag !== 'NO_BIOMETRICS' && flag !== 'ABIS_FAILED'),
      ...flagIf(fingers < fewestSearchedFingers, 'NO_BIOMETRICS'),
      ...flagIf(unanswered, 'ABIS_FAILED'),
    ]
    await tx.application.update({ where: { id: file.id }, data: { flags } })
    await run.finish(tx)
    await startNextStage(tx, app, { after: 'search-duplicates', applicationId: file.id, tags: flags })
  })
}

/** Whether an answer is missing for good. Throws {@link NotYet} while one may still come. */
async function ask(app: App, referenceId: string): Promise<boolean> {
  const result = await app.db.$transaction(async (tx) => {
    await requestSearch(tx, app, { referenceId })
    return searchResult(tx, referenceId)
  })
  if (result) return result.answers.some(({ failure }) => failure !== null)
  const waitedMs = app.clock() - (await askedAt(app.db, referenceId))
  if (waitedMs < patienceMs) throw new NotYet('ABIS', nextLookMs(waitedMs))
  return true
}

async function askedAt(db: Transaction, referenceId: string): Promise<number> {
  const first = await db.abisRequest.findFirstOrThrow({
    where: { referenceId, kind: 'IDENTIFY', status: { in: ['QUEUED', 'SENT'] } },
    orderBy: { createdAt: 'asc' },
    select: { createdAt: true },
  })
  return first.createdAt.getTime()
}
