import type { DayReconciliation } from '../../core/contracts/desk/day.ts'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import { instantOf } from '../clock.ts'
import type { Kiosk } from '../session/kiosk.ts'
import { type DayKiosk, placesOf, reconciliation } from './day-view.ts'
import { DayDoesNotAddUp, DayStillOpen } from './refusals.ts'
import { seatedOfficer } from './seated-officer.ts'

/**
 * Closes a day whose every file is sent, waiting or cancelled; the server hears of it at the next synchronisation. A day may be
 * closed again after one more file. Throws OfficerNotSignedIn, DayStillOpen, DayDoesNotAddUp.
 */
export async function closeDay(
  kiosk: DayKiosk & Pick<Kiosk, 'officers'>,
  day: CalendarDate,
): Promise<DayReconciliation> {
  const closedBy = seatedOfficer(kiosk)
  const places = placesOf(kiosk, day)
  if (places.OPEN.length > 0) throw new DayStillOpen(places.OPEN)
  if (places.LOST.length > 0) throw new DayDoesNotAddUp(places.LOST)
  const { captured, sent, waiting, cancelled } = reconciliation(kiosk, day)
  const closedAt = instantOf(kiosk.clock())
  const closing = { day, captured, sent, waiting, cancelled, closedBy, closedAt }
  await kiosk.dayBook.change((own) => {
    const untold = { ...own.untold, closings: [...new Set([...own.untold.closings, day])] }
    return { own: { ...own, closings: { ...own.closings, [day]: closing }, untold }, answer: undefined }
  })
  kiosk.progress.emit({ type: 'day' })
  return reconciliation(kiosk, day)
}
