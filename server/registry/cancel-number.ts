import type { CitizenNumber } from '../../core/citizen/citizen-number.ts'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'

/**
 * Cancels a number in force (Luật Căn cước 2023, article 12). It stays on record, points to its successor where there is one,
 * and is never used again.
 */
export async function cancelNumber(
  tx: Transaction,
  cancelled: {
    readonly number: CitizenNumber
    readonly reason: string
    readonly on: CalendarDate
    readonly successor?: CitizenNumber
  },
): Promise<void> {
  const { number, reason, on, successor } = cancelled
  await tx.identityNumber.update({
    where: { number, status: 'ACTIVE' },
    data: { status: 'CANCELLED', cancelledOn: dateOf(on), reason, ...(successor && { successor }) },
  })
}
