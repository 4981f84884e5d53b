import { DomainError } from '../../../../core/errors.ts'
import type { App } from '../../../kernel/app.ts'
import type { Transaction } from '../../../kernel/db.ts'

/** Nothing is issued to a station, and none of its cards begun, outside a shift. */
export class NoOpenShift extends DomainError<'NO_OPEN_SHIFT'> {
  constructor() {
    super('NO_OPEN_SHIFT', {
      vi: 'Trạm in chưa mở ca, hoặc ca đang được kiểm đếm. Cán bộ sản xuất hãy mở ca cho trạm rồi làm tiếp.',
      en: 'No shift is open at this station, or it is being counted. A production operator has to open one first.',
    })
  }
}

/** The shift that is open at a station, held open until the transaction ends; null where there is none. */
export async function openShiftOf(tx: Transaction, stationId: string): Promise<string | null> {
  const [shift] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Shift" WHERE "stationId" = ${stationId}::uuid AND "status" = 'OPEN' FOR SHARE`
  return shift?.id ?? null
}

/** The open shift, where the installation works in shifts (SHIFTS). Throws {@link NoOpenShift}. */
export async function requireOpenShift(tx: Transaction, app: App, stationId: string): Promise<string | null> {
  const shiftId = await openShiftOf(tx, stationId)
  if (shiftId === null && app.env.shiftsRequired) throw new NoOpenShift()
  return shiftId
}

/**
 * The shift whose blanks are given back; null between shifts, when what was left over goes back into the store. Throws {@link NoOpenShift}
 * while it is being counted.
 */
export async function shiftGivingBack(tx: Transaction, stationId: string): Promise<string | null> {
  const [shift] = await tx.$queryRaw<{ id: string; status: string }[]>`
    SELECT "id", "status" FROM "Shift" WHERE "stationId" = ${stationId}::uuid AND "status" IN ('OPEN', 'COUNTED') FOR SHARE`
  if (shift?.status === 'COUNTED') throw new NoOpenShift()
  return shift?.id ?? null
}
