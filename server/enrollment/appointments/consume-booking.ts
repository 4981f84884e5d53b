import type { ApplicationFlag } from '../../../core/enrollment/flags.ts'
import type { PacketManifest } from '../../../core/enrollment/packet.ts'
import { appointmentLifecycle } from '../../../core/lifecycle/appointment.ts'
import { nextState } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Transaction } from '../../kernel/db.ts'
import { move } from '../../kernel/transition.ts'

/** Who came with the file. */
interface Using {
  readonly applicationId: string
  readonly manifest: Pick<PacketManifest, 'appointment' | 'ticket' | 'centre'>
  readonly actor: Actor
  /** Milliseconds. */
  readonly at: number
}

export interface UsedBooking {
  /** BOOKING_REUSED: another file had used it up. BOOKING_UNKNOWN: it is cancelled, of another centre, or none at all. */
  readonly flags: readonly Extract<ApplicationFlag, 'BOOKING_REUSED' | 'BOOKING_UNKNOWN'>[]
  /** For the file's own column. */
  readonly ticketId: string | null
}

/**
 * Uses up the booking or the walk-in's number of an admitted file, in the transaction that admits it: once, however often the
 * file comes in. A file that names what another has used is flagged for the approver and goes on: the citizen was there.
 */
export async function consumeBooking(tx: Transaction, using: Using): Promise<UsedBooking> {
  const booked = await consumeAppointment(tx, using)
  const { ticket } = using.manifest
  if (ticket === null) return { flags: booked, ticketId: null }
  // The kiosk may report the number later than the file: there is no row to lock yet.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`ticket ${ticket}`}, 0))`
  const other = await tx.application.findUnique({ where: { ticketId: ticket }, select: { id: true } })
  const reused = other !== null && other.id !== using.applicationId
  return { flags: reused ? [...booked, 'BOOKING_REUSED'] : booked, ticketId: reused ? null : ticket }
}

async function consumeAppointment(
  tx: Transaction,
  { applicationId, manifest, actor, at }: Using,
): Promise<UsedBooking['flags']> {
  if (manifest.appointment === null) return []
  await tx.$queryRaw`SELECT 1 FROM "Appointment" WHERE "id" = ${manifest.appointment}::uuid FOR UPDATE`
  const found = await tx.appointment.findUnique({
    where: { id: manifest.appointment },
    select: { id: true, status: true, version: true, centreCode: true, applicationId: true },
  })
  if (found?.applicationId === applicationId) return []
  if (found?.applicationId) return ['BOOKING_REUSED']
  if (found?.centreCode !== manifest.centre) return ['BOOKING_UNKNOWN']
  if (!nextState(appointmentLifecycle, found.status, 'consume')) return ['BOOKING_UNKNOWN']
  const record = { ...found, key: found.id }
  await move(tx, appointmentLifecycle, record, { event: 'consume', actor, at, data: { applicationId } })
  return []
}
