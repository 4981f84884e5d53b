import { importLifecycle } from '../../../core/lifecycle/registry.ts'
import { nextState, TransitionRefused } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { enqueue } from '../../kernel/jobs.ts'
import { findImport } from './find-import.ts'
import { importContext } from './import-context.ts'

/** What is done before anything is loaded. */
export const preparations = ['survey', 'dryRun'] as const
export type Preparation = (typeof preparations)[number]

/** Puts the survey or the dry run of a file on the queue, once its heading fits the profile. */
export async function startImportWork(
  app: App,
  actor: Actor,
  { id, work }: { readonly id: string; readonly work: Preparation },
): Promise<void> {
  const job = await findImport(app, actor, 'import.prepare', id)
  if (!nextState(importLifecycle, job.status, work)) {
    throw new TransitionRefused(importLifecycle.name, job.status, work)
  }
  await importContext(app, job.id)
  await app.db.$transaction(async (tx) => {
    await audit(tx, {
      actor,
      at: app.clock(),
      action: `import.${work}`,
      subjectKind: 'import',
      subjectId: job.id,
    })
    await enqueue(tx, 'run-import', { importId: job.id, work }, { key: `import:${job.id}` })
  })
}
