import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { parsePartialDate } from '../../core/dates/calendar-date.ts'
import type { Snapshot } from '../session/kiosk.ts'
import type { DayBook } from './day-book.ts'

/** What the last synchronisation left here, as the desk asks for it. */
export function snapshotOf(dayBook: DayBook): Snapshot {
  return {
    find: (number) => dayBook.get('subjects').find((subject) => subject.number === number) ?? null,
    booking(id) {
      const booking = dayBook.get('synced')?.content.bookings.find((one) => one.id === id)
      if (!booking) return null
      return {
        id,
        at: booking.at,
        number: booking.number === null ? null : parseCitizenNumber(booking.number),
        birthDate: parsePartialDate(booking.birthDate),
      }
    },
    phone: () => dayBook.get('synced')?.content.phone ?? null,
    forecastDays: () => dayBook.get('reference')?.content.forecastDays ?? null,
  }
}
