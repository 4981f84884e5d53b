import type { Action } from '../../../../core/access/actions.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import type { Transaction } from '../../../kernel/db.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { recordId } from '../../../kernel/record-id.ts'
import { authoriseArea, placesOn } from '../places.ts'

/** A campaign that the actor may act on: its unit, or the nation, is within reach. Throws NotFound, NotAllowed. */
export async function campaignFor(
  app: App,
  actor: Actor,
  { id, action }: { readonly id: string; readonly action: Action },
) {
  const campaign = await app.db.collectionCampaign.findUnique({ where: { id: recordId(id, 'campaign') } })
  if (!campaign) throw new NotFound('campaign')
  const places = await placesOn(app)
  const unitCode = campaign.unitCode === null ? null : places.placeOf(campaign.unitCode)
  await authoriseArea(app, actor, action, { unitCode, places })
  return campaign
}

/** Two changes of one campaign's plan follow each other. */
export async function lockCampaign(tx: Transaction, id: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "CollectionCampaign" WHERE "id" = ${id}::uuid FOR UPDATE`
}
