import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { actingFor } from '../../registry/represented.ts'
import { disclosuresForCitizen } from '../../registry/sharing/disclosures-for-citizen.ts'
import {
  DisclosuresNotHere,
  type OwnDisclosurePage,
  ownView,
  pageLength,
} from '../disclosures-of-applicant.ts'

/** Who asked about the citizen who signed in, or about somebody they represent; each page is kept in the audit. */
export async function ownDisclosures(
  app: App,
  actor: Actor,
  query: { readonly residentId: string; readonly after?: string | null | undefined },
): Promise<OwnDisclosurePage> {
  demand(actor, 'citizen.self')
  const { residentId } = await actingFor(app, actor, query.residentId)
  if (app.env.registry.mode !== 'local') throw new DisclosuresNotHere()
  const { disclosures, next } = await disclosuresForCitizen(app, residentId, {
    first: pageLength,
    after: query.after,
  })
  const details = { found: disclosures.length, firstPage: !query.after }
  const subject = { subjectKind: 'resident', subjectId: residentId, details }
  await audit(app.db, { actor, at: app.clock(), action: 'disclosure.read-own', ...subject })
  return { disclosures: disclosures.map(ownView), next }
}
