import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { type NewAgency, readTerms, termsDetails } from './register-agency.ts'

/**
 * Puts new terms in the place of an agency's terms: another agreement, other grants, a new key. They hold for the next
 * question, also for one that repeats an answered one. Throws NotFound and what `readTerms` does.
 */
export async function changeAgency(app: App, actor: Actor, agency: NewAgency): Promise<void> {
  demand(actor, 'agency.manage')
  const terms = await readTerms(agency)
  await app.db.$transaction(async (tx) => {
    const changed = await tx.relyingParty.updateMany({ where: { code: agency.code }, data: terms })
    if (changed.count !== 1) throw new NotFound('agency')
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'agency.change',
      subjectKind: 'agency',
      subjectId: agency.code,
      details: termsDetails(terms),
    })
  })
}
