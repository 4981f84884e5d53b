/** Stock as its keepers know it: officers in the books, stores, stations with shifts. */
import type { Role } from '../../core/access/actions.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { countShift } from '../../server/production/stock/shifts/count-shift.ts'
import { openShift } from '../../server/production/stock/shifts/open-shift.ts'
import { receiveLot } from '../../server/production/stock/receive-lot.ts'
import { centres } from './app.ts'
import { type Officer, officerOf } from './officers.ts'

/** An officer with a name in the books and no way to sign in: enough to sign minutes. */
export async function namedOfficer(app: ServerApp, role: Role, unitCode = '01'): Promise<Officer> {
  const officer = officerOf(role, unitCode)
  const email = `${officer.id}@example.vn`
  await app.db.officer.create({ data: { id: officer.id, name: `Cán bộ ${officer.id.slice(0, 4)}`, email } })
  return officer
}

let lots = 0

export interface Lot {
  readonly id: string
  readonly serials: readonly string[]
}

/** A delivery of blanks as a keeper takes it in. */
export async function deliveredLot(app: ServerApp, keeper: Officer, count: number): Promise<Lot> {
  const prefix = `PH${String.fromCodePoint(65 + (lots++ % 26))}`
  const first = lots * 1_000_000
  const serials = Array.from({ length: count }, (_, i) => `${prefix}${String(first + i).padStart(9, '0')}`)
  const { id } = await receiveLot(app, keeper, {
    storeCode: centres.factory.code,
    firstSerial: serials[0] ?? '',
    lastSerial: serials.at(-1) ?? '',
    supplier: 'Công ty Phôi Mẫu',
    deliveryNote: `PX-${lots}`,
    deliveredBy: 'Người Giao Mẫu',
  })
  return { id, serials }
}

/** Opens a shift and counts it at once, with what was found lying there. */
export async function countedShift(
  app: ServerApp,
  operator: Officer,
  { stationId, left }: { readonly stationId: string; readonly left: number },
): Promise<string> {
  const { id } = await openShift(app, operator, { stationId })
  await countShift(app, operator, { id, countedLeft: left })
  return id
}

export const blanksIn = (app: ServerApp, serials: readonly string[]) =>
  app.db.blankCard.findMany({ where: { serial: { in: [...serials] } }, orderBy: { serial: 'asc' } })
