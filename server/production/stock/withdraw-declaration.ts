import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { reachDeclaration, undecided } from './confirm-declaration.ts'
import { officerIdOf } from './write-minutes.ts'

/** What was declared is not so, or is declared otherwise: by the one who did, or by another. */
export async function withdrawDeclaration(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<void> {
  const { id } = await reachDeclaration(app, actor, input.id)
  const decidedBy = officerIdOf(actor)
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const { kind } = await undecided(tx, id)
    const decision = { outcome: 'WITHDRAWN', decidedBy, decidedAt: instantAt(at) }
    await tx.stockDeclaration.update({ where: { id }, data: decision })
    await audit(tx, {
      actor,
      at,
      action: 'stock.withdraw',
      subjectKind: 'stock declaration',
      subjectId: id,
      details: { kind },
    })
  })
}
