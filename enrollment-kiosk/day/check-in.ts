import { instantOf } from '../clock.ts'
import { BookingUnknown } from '../session/details-refusals.ts'
import type { Kiosk } from '../session/kiosk.ts'

/** Somebody who booked has come; the server is told at the next synchronisation. A second time changes nothing. */
export async function checkIn(
  kiosk: Pick<Kiosk, 'clock' | 'dayBook' | 'progress'>,
  appointment: string,
): Promise<void> {
  const booked = kiosk.dayBook.get('synced')?.content.bookings.some(({ id }) => id === appointment)
  if (!booked) throw new BookingUnknown()
  await kiosk.dayBook.change((own) => {
    if (own.checkIns[appointment]) return { own, answer: undefined }
    const checkIns = { ...own.checkIns, [appointment]: instantOf(kiosk.clock()) }
    const untold = { ...own.untold, checkIns: [...own.untold.checkIns, appointment] }
    return { own: { ...own, checkIns, untold }, answer: undefined }
  })
  kiosk.progress.emit({ type: 'day' })
}
