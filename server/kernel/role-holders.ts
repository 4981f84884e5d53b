import type { Role } from '../../core/access/actions.ts'
import type { App } from './app.ts'
import { dateOf } from './clock.ts'
import { unitsNow } from './units.ts'

/** An officer who may be asked to do something at a unit. */
export interface RoleHolder {
  readonly officerId: string
  readonly name: string
  /** Where the role is held: the unit, or one above it. */
  readonly unitCode: string
}

const longestList = 200

/** Active officers who hold a role today at a unit or above it, by name. */
export async function roleHolders(
  app: App,
  { role, unitCode }: { readonly role: Role; readonly unitCode: string },
): Promise<readonly RoleHolder[]> {
  const { isWithin, today } = await unitsNow(app)
  const on = dateOf(today)
  const held = await app.db.assignment.findMany({
    where: {
      role,
      validFrom: { lte: on },
      OR: [{ validTo: null }, { validTo: { gt: on } }],
      officer: { active: true },
    },
    select: { unitCode: true, officer: { select: { id: true, name: true } } },
    orderBy: [{ officer: { name: 'asc' } }, { officerId: 'asc' }],
  })
  const holders = held
    .filter((one) => isWithin(unitCode, one.unitCode))
    .map((one) => ({ officerId: one.officer.id, name: one.officer.name, unitCode: one.unitCode }))
  const once = new Map(holders.map((holder) => [holder.officerId, holder]))
  return [...once.values()].slice(0, longestList)
}
