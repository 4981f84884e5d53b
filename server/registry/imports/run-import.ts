import { importLifecycle } from '../../../core/lifecycle/registry.ts'
import { nextState } from '../../../core/lifecycle/machine.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Jobs } from '../../kernel/jobs.ts'
import { move } from '../../kernel/transition.ts'
import { type ImportContext, importContext } from './import-context.ts'
import { type ImportCounts, noCounts } from './import-counts.ts'
import { withImport } from './import-lock.ts'
import { loadFile } from './load-file.ts'
import { surveyFile } from './survey-file.ts'
import { tryFile } from './try-file.ts'

/** Told now and then, for whoever watches: rows so far. */
export type Watch = (rows: number) => void

type Work = Jobs['run-import']['work']

/** The event that the work ends with. */
const outcome = { survey: 'survey', dryRun: 'dryRun', load: 'finish' } as const satisfies Record<Work, string>

/**
 * Surveys, tries or loads an import's file; called by the queue, or at the server's terminal. A job that has moved on meanwhile
 * is left alone. A load that fails is interrupted: what is loaded stays loaded, and it can be resumed.
 */
export async function runImport(
  app: App,
  { importId, work }: Jobs['run-import'],
  watch: Watch = () => undefined,
): Promise<void> {
  await withImport(app, importId, async () => {
    const { status } = await app.db.importJob.findUniqueOrThrow({ where: { id: importId } })
    if (!nextState(importLifecycle, status, outcome[work])) return
    await clearStaging(app, importId)
    const context = await importContext(app, importId)
    if (work === 'load') await load(app, context, watch)
    else await prepare(app, context, { work, watch })
    await clearStaging(app, importId)
  })
}

/** What a process left behind that was killed over a batch. */
async function clearStaging(app: App, jobId: string): Promise<void> {
  await app.db.importStagedPerson.deleteMany({ where: { jobId } })
  await app.db.importStagedCard.deleteMany({ where: { jobId } })
}

async function prepare(
  app: App,
  context: ImportContext,
  { work, watch }: { readonly work: 'survey' | 'dryRun'; readonly watch: Watch },
): Promise<void> {
  const { id } = context.job
  const progress = progressOf(app, id, watch)
  const data =
    work === 'survey'
      ? { survey: { ...(await surveyFile(app, context, progress)) } }
      : { trial: await tryFile(app, context, progress) }
  await end(app, id, { event: outcome[work], data })
}

const secondsBetween = 2

/** Keeps the rows so far in the job now and then, for the screens. */
function progressOf(app: App, id: string, watch: Watch): (rows: number) => Promise<void> {
  let kept = app.clock()
  return async (rows) => {
    watch(rows)
    if (app.clock() - kept < secondsBetween * 1000) return
    kept = app.clock()
    await app.db.importJob.update({ where: { id }, data: { counts: { ...noCounts, rows } } })
  }
}

async function load(app: App, context: ImportContext, watch: Watch): Promise<void> {
  const { id } = context.job
  const progress = ({ rows }: ImportCounts) => watch(rows)
  try {
    const counts = await loadFile(app, { context, progress })
    await end(app, id, { event: 'finish', data: { counts, finishedAt: instantAt(app.clock()) } })
  } catch (error) {
    await end(app, id, { event: 'interrupt', data: {} })
    throw error
  }
}

interface Ending {
  readonly event: 'survey' | 'dryRun' | 'finish' | 'interrupt'
  readonly data: Readonly<Record<string, unknown>>
}

async function end(app: App, id: string, { event, data }: Ending): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const job = await tx.importJob.findUniqueOrThrow({ where: { id } })
    await move(tx, importLifecycle, { ...job, key: id }, { event, actor: systemActor, at, data })
    await audit(tx, {
      actor: systemActor,
      at,
      action: `import.${event}`,
      subjectKind: 'import',
      subjectId: id,
    })
  })
}
