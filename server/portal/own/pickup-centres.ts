import { fullUnitName, pathOf } from '../../../core/citizen/administrative-units.ts'
import { normaliseText } from '../../../core/text/vietnamese.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { unitsNow } from '../../kernel/units.ts'

export interface PickupCentre {
  readonly code: string
  readonly name: string
  readonly unit: string
}

const mostCentres = 20

/** Centres that hand over cards, by letters of their name or the beginning of their code. */
export async function pickupCentres(
  app: App,
  actor: Actor,
  { text }: { readonly text: string },
): Promise<readonly PickupCentre[]> {
  demand(actor, 'citizen.self')
  const wanted = normaliseText(text).slice(0, 60)
  const { tree, today } = await unitsNow(app)
  const rows = await app.db.centre.findMany({
    where: {
      pickup: true,
      OR: [
        { name: { contains: wanted, mode: 'insensitive' } },
        { code: { startsWith: wanted.toUpperCase() } },
      ],
    },
    orderBy: { name: 'asc' },
    take: mostCentres,
  })
  return rows.map(({ code, name, unitCode }) => ({
    code,
    name,
    unit: pathOf(tree, { code: unitCode, on: today }).map(fullUnitName).join(', '),
  }))
}
