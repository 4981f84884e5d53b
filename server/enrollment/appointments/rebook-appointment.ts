import { appointmentLifecycle } from '../../../core/lifecycle/appointment.ts'
import { isVisitPurpose } from '../../../core/enrollment/visits.ts'
import type { Appointment } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'
import { authoriseCentre } from './book-appointment.ts'
import { NothingToVisitFor } from './booking-refusals.ts'
import { refusingTwice } from './insert-booking.ts'
import { takePlace } from './take-place.ts'
import { placeOf } from './visit-file.ts'

export interface NewTime {
  readonly id: string
  readonly centreCode: string
  /** Start of a slot, ISO 8601. */
  readonly at: string
}

/** Another time for somebody who booked, or who missed the time; at another centre too. */
export async function rebookAppointment(app: App, actor: Actor, input: NewTime): Promise<void> {
  const id = recordId(input.id, 'appointment')
  const centre = await app.db.appointment.findUnique({ where: { id }, select: { centre: true } })
  if (!centre) throw new NotFound('appointment')
  await authorise(app, actor, 'appointment.book', centre.centre.unitCode)
  await authoriseCentre(app, actor, input.centreCode)
  await moveInTime(app, actor, { ...input, id })
}

/** For callers that have made sure whose booking it is. */
export async function moveInTime(app: App, actor: Actor, { id, centreCode, at }: NewTime): Promise<void> {
  await app.db
    .$transaction(async (tx) => {
      const found = await tx.appointment.findUniqueOrThrow({ where: { id } })
      await assertPossible(tx, found, centreCode)
      const then = Date.parse(at)
      const isSame =
        found.status === 'BOOKED' && found.centreCode === centreCode && found.at.getTime() === then
      if (isSame) return
      const place = await takePlace(tx, app, { centreCode, at: then })
      const data = { centreCode, at: instantAt(then), place, checkedInAt: null }
      const now = app.clock()
      await move(tx, appointmentLifecycle, { ...found, key: id }, { event: 'rebook', actor, at: now, data })
      const subject = { subjectKind: 'appointment', subjectId: id }
      await audit(tx, { actor, at: now, action: 'appointment.rebook', ...subject })
    })
    .catch(refusingTwice)
}

/** A card waits in one place; a file is completed where it was made. */
async function assertPossible(tx: Transaction, found: Appointment, centreCode: string): Promise<void> {
  if (found.fileId === null || !isVisitPurpose(found.purpose)) return
  const file = await tx.application.findUniqueOrThrow({ where: { id: found.fileId } })
  const place = await placeOf(tx, file, found.purpose)
  const centre = await tx.centre.findUnique({ where: { code: centreCode } })
  if (!place || !centre || !place.fits(centre)) throw new NothingToVisitFor(found.purpose)
}
