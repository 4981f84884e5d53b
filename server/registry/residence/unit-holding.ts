import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { dateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { UnitUnknown } from '../resident-criteria.ts'

/** The unit that has a code on a day. Throws {@link UnitUnknown}: an abolished code is none. */
export async function unitHolding(tx: Transaction, code: string, on: CalendarDate) {
  const day = dateOf(on)
  const unit = await tx.administrativeUnit.findFirst({
    where: { code, validFrom: { lte: day }, OR: [{ validTo: null }, { validTo: { gt: day } }] },
    select: { id: true, code: true, validFrom: true },
  })
  if (!unit) throw new UnitUnknown()
  return unit
}
