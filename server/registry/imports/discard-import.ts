import { importLifecycle } from '../../../core/lifecycle/registry.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { move } from '../../kernel/transition.ts'
import { findImport } from './find-import.ts'

/** Gives an import up before anything of it is loaded. What was said of its rows goes; the job stays on record. */
export async function discardImport(app: App, actor: Actor, input: { readonly id: string }): Promise<void> {
  const job = await findImport(app, actor, 'import.prepare', input.id)
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    await move(tx, importLifecycle, { ...job, key: job.id }, { event: 'discard', actor, at })
    await tx.importFault.deleteMany({ where: { jobId: job.id } })
    await tx.importRepeat.deleteMany({ where: { jobId: job.id } })
    await audit(tx, { actor, at, action: 'import.discard', subjectKind: 'import', subjectId: job.id })
  })
}
