import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import { loadResident } from '../registry-resident.ts'
import { type DisclosurePage, disclosuresForCitizen } from './disclosures-for-citizen.ts'
import type { PageArgs } from './log-page.ts'

/** Tells a citizen at the desk who asked about them; each page is kept in the audit. Throws NotFound, IllegalCursor. */
export async function disclosuresOf(
  app: App,
  actor: Actor,
  input: PageArgs & { readonly residentId: string },
): Promise<DisclosurePage> {
  demand(actor, 'disclosure.read')
  const { id, unitCode } = await loadResident(app.db, app, input.residentId)
  await authorise(app, actor, 'disclosure.read', unitCode)
  const page = await disclosuresForCitizen(app, id, input)
  await audit(app.db, {
    actor,
    at: app.clock(),
    action: 'disclosure.read',
    subjectKind: 'resident',
    subjectId: id,
    details: { found: page.disclosures.length, firstPage: !input.after },
  })
  return page
}
