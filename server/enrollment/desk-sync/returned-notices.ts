import type { ReturnedNotice } from '../../../core/contracts/kiosk-day.ts'
import { declaredPersonSchema } from '../../../core/enrollment/packet.ts'
import { isApplicationReason } from '../../../core/enrollment/reasons.ts'
import { returnedFor, returnedForSchema } from '../../../core/enrollment/returned-parts.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { App } from '../../kernel/app.ts'

/** Files of a centre that wait for their applicant to come again, the longest first; or the one of a code. */
export async function returnedNotices(
  app: App,
  { centreCode, code }: { readonly centreCode: string; readonly code?: string },
): Promise<ReturnedNotice[]> {
  const rows = await app.db.application.findMany({
    where: { centreCode, status: 'RETURNED', ...(code !== undefined && { code }) },
    select: { id: true, code: true, person: true, reasonCodes: true, returnedFor: true, receivedAt: true },
    orderBy: { id: 'asc' },
    take: 500,
  })
  const moves = await app.db.transition.findMany({
    where: { record: 'application', recordId: { in: rows.map(({ id }) => id) }, toState: 'RETURNED' },
    select: { recordId: true, at: true },
    orderBy: { version: 'asc' },
  })
  const returnedAt = new Map(moves.map(({ recordId, at }) => [recordId, at]))
  return rows.map(({ id, person, reasonCodes, receivedAt, ...row }) => {
    const at = returnedAt.get(id) ?? receivedAt
    const reasons = reasonCodes.filter(isApplicationReason)
    return {
      code: row.code,
      name: declaredPersonSchema.safeParse(person).data?.name ?? '',
      reasons,
      returnedFor:
        returnedForSchema.safeParse(row.returnedFor).data ??
        returnedFor({ reasons, on: calendarDateAt(at.getTime()) }),
      returnedAt: at.toISOString(),
    }
  })
}
