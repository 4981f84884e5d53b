import { nextState, TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { declarationLifecycle } from '../../../core/lifecycle/registry.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { NotFound, SamePerson, StaleVersion } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { applyDeclaration, planFor, readDeclaration } from './declarations.ts'
import { loadSubject } from './subject.ts'

/** Another officer than the maker decides for a declaration; one that rests on an older version is refused. */
export async function approveDeclaration(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const row = await tx.residenceDeclaration.findUnique({
      where: { id: recordId(input.id, 'declaration') },
    })
    if (!row) throw new NotFound('declaration')
    await authorise(app, actor, 'residence.decide', row.unitCode)
    if (row.makerId === actor.id) throw new SamePerson('residence.decide')
    if (!nextState(declarationLifecycle, row.status, 'apply')) {
      throw new TransitionRefused(declarationLifecycle.name, row.status, 'apply')
    }
    const subject = await loadSubject(tx, app, row.residentId)
    if (subject.version !== row.baseVersion) throw new StaleVersion('resident')
    const plan = await planFor(tx, subject, readDeclaration(row.payload))
    await applyDeclaration(tx, row, { subject, plan, actor, at, checkerId: actor.id })
  })
}
