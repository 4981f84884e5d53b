import type { Transaction } from '../../../kernel/db.ts'

/** What a shift got, and where that went. */
export interface ShiftBalance {
  /** Lay at the station when the shift began; part of `issued`. */
  readonly carried: number
  readonly issued: number
  readonly returned: number
  readonly good: number
  readonly spoiled: number
  readonly lost: number
  /** What has to lie at the station: issued − returned − good − spoiled − lost. */
  readonly expectedLeft: number
}

/**
 * The balance as it stands: what came and went by the movements, what became of the blanks by their states. A blank that was destroyed since
 * was spoiled here.
 */
export async function shiftBalance(tx: Transaction, shiftId: string): Promise<ShiftBalance> {
  const [movements, states] = await Promise.all([
    tx.stockMovement.groupBy({ by: ['kind'], where: { shiftId }, _sum: { count: true } }),
    tx.blankCard.groupBy({ by: ['status'], where: { shiftId }, _count: true }),
  ])
  const moved = (kind: string) => movements.find((one) => one.kind === kind)?._sum.count ?? 0
  const now = (status: string) => states.find((one) => one.status === status)?._count ?? 0
  const carried = moved('CARRIED')
  const issued = carried + moved('ISSUED')
  const returned = moved('RETURNED')
  const good = now('BOUND')
  const spoiled = now('SPOILED') + now('DESTROYED')
  const lost = now('LOST')
  const expectedLeft = issued - returned - good - spoiled - lost
  return { carried, issued, returned, good, spoiled, lost, expectedLeft }
}

/** issued − returned − good − spoiled − lost − left: what nobody can account for. */
export function differenceOf({ expectedLeft }: ShiftBalance, countedLeft: number): number {
  return expectedLeft - countedLeft
}
