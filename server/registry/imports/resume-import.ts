import { importLifecycle } from '../../../core/lifecycle/registry.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { enqueue } from '../../kernel/jobs.ts'
import { move } from '../../kernel/transition.ts'
import { findImport } from './find-import.ts'
import { withImport } from './import-lock.ts'

/**
 * Goes on with a load that was cut off, behind the last row that is in the register. One whose process was killed still says
 * that it is loading: where nobody works on it, it is interrupted first. Throws ImportRunning where somebody does.
 */
export async function resumeImport(app: App, actor: Actor, input: { readonly id: string }): Promise<void> {
  const { id } = await findImport(app, actor, 'import.prepare', input.id)
  const at = app.clock()
  await withImport(app, id, () =>
    app.db.$transaction(async (tx) => {
      const job = await tx.importJob.findUniqueOrThrow({ where: { id } })
      const record = { ...job, key: id }
      const interrupted =
        job.status === 'LOADING'
          ? await move(tx, importLifecycle, record, {
              event: 'interrupt',
              actor,
              at,
              reason: 'PROCESS_ENDED',
            })
          : record
      await move(tx, importLifecycle, interrupted, { event: 'resume', actor, at })
      await audit(tx, { actor, at, action: 'import.resume', subjectKind: 'import', subjectId: id })
      await enqueue(tx, 'run-import', { importId: id, work: 'load' }, { key: `import:${id}` })
    }),
  )
}
