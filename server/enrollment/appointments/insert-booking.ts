import type { VisitPurpose } from '../../../core/enrollment/visits.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../../kernel/db.ts'
import { AlreadyBooked } from './booking-refusals.ts'
import { takePlace, type Wanted } from './take-place.ts'
import type { Visitor } from './visit-file.ts'

/** Bookings that are moved rather than made again. The database's indexes know the first two: those with a time. */
const openBookingStates = ['BOOKED', 'CHECKED_IN', 'DISPLACED']

export interface Booking extends Wanted {
  readonly visitor: Visitor
  readonly purpose: VisitPurpose
  readonly groupName?: string | null
}

/** Takes a place and writes the booking. Throws what {@link takePlace} throws, and AlreadyBooked. */
export async function insertBooking(
  tx: Transaction,
  app: App,
  { visitor, purpose, groupName = null, ...wanted }: Booking,
): Promise<{ readonly id: string }> {
  if (await hasOpenBooking(tx, visitor, purpose)) throw new AlreadyBooked()
  const place = await takePlace(tx, app, wanted)
  return tx.appointment.create({
    data: {
      ...visitor,
      purpose,
      groupName,
      centreCode: wanted.centreCode,
      at: instantAt(wanted.at),
      place,
      createdAt: instantAt(app.clock()),
    },
    select: { id: true },
  })
}

/** Somebody without a number and a file cannot be told from another of the same name: the desk sees who stands there. */
export async function hasOpenBooking(
  tx: Transaction,
  { residentId, number, fileId }: Pick<Visitor, 'residentId' | 'number' | 'fileId'>,
  purpose: VisitPurpose,
): Promise<boolean> {
  const keys = [
    ...(residentId === null ? [] : [{ residentId }]),
    ...(number === null ? [] : [{ number }]),
    ...(fileId === null ? [] : [{ fileId }]),
  ]
  if (keys.length === 0) return false
  const where = { purpose, status: { in: openBookingStates }, OR: keys }
  return (await tx.appointment.count({ where })) > 0
}

/** Two who book for one person at the same moment: the database's index refuses the second. */
export function refusingTwice(error: unknown): never {
  throw isUniqueViolation(error) ? new AlreadyBooked() : error
}
