import { importLifecycle } from '../../../core/lifecycle/registry.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { SamePerson } from '../../kernel/errors.ts'
import { enqueue } from '../../kernel/jobs.ts'
import { move } from '../../kernel/transition.ts'
import { findImport } from './find-import.ts'
import { noCounts } from './import-counts.ts'

/** Another officer than the one who prepared the import accepts what the dry run has shown; the load begins. */
export async function acceptImport(app: App, actor: Actor, input: { readonly id: string }): Promise<void> {
  const job = await findImport(app, actor, 'import.accept', input.id)
  if (actor.id !== null && job.createdById === actor.id) throw new SamePerson('import.accept')
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    await move(
      tx,
      importLifecycle,
      { ...job, key: job.id },
      {
        event: 'accept',
        actor,
        at,
        data: { acceptedById: actor.id, counts: noCounts },
      },
    )
    await audit(tx, { actor, at, action: 'import.accept', subjectKind: 'import', subjectId: job.id })
    await enqueue(tx, 'run-import', { importId: job.id, work: 'load' }, { key: `import:${job.id}` })
  })
}
