import { fullUnitName, pathOf } from '../../../../core/citizen/administrative-units.ts'
import { calendarDateAt, parsePartialDate } from '../../../../core/dates/calendar-date.ts'
import { renderBookingTicket } from '../../../../core/documents/booking-ticket.ts'
import { isVisitPurpose, papersToBring, visitPurposes } from '../../../../core/enrollment/visits.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { mayAnywhere, reachOf } from '../../../kernel/authorise.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { documentFonts } from '../../../kernel/fonts.ts'
import { recordId } from '../../../kernel/record-id.ts'
import { unitsNow } from '../../../kernel/units.ts'
import { timeAt } from '../whole-days.ts'

/**
 * The ticket of a booking as a PDF. Its reference has 74 random bits and is what whoever booked was given; without an officer of the
 * unit, or the citizen whose booking it is, the paper carries no name.
 */
export async function bookingTicket(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<Uint8Array> {
  const row = await app.db.appointment.findUnique({
    where: { id: recordId(input.id, 'appointment') },
    include: { centre: true },
  })
  if (!row || row.status !== 'BOOKED' || !isVisitPurpose(row.purpose)) throw new NotFound('appointment')
  const { id, at, purpose, centre, name, birthDate, residentId } = row
  const today = calendarDateAt(app.clock())
  const on = calendarDateAt(at.getTime())
  const { unitCode } = centre
  const { tree } = await unitsNow(app)
  const isOwn = actor.kind === 'citizen' && actor.id === residentId
  const visitor = isOwn || (await reaches(app, actor, unitCode)) ? name : null
  const bring = papersToBring({
    purpose,
    birthDate: birthDate === '' ? null : parsePartialDate(birthDate),
    on,
  })
  const ticket = {
    id,
    on,
    visitor,
    time: timeAt(at.getTime()),
    purpose: visitPurposes[purpose].vi,
    centre: { ...centre, unit: pathOf(tree, { code: unitCode, on: today }).map(fullUnitName).join(', ') },
    bring: bring.map(({ vi }) => vi),
  }
  return renderBookingTicket(ticket, await documentFonts())
}

async function reaches(app: App, actor: Actor, unitCode: string): Promise<boolean> {
  if (!mayAnywhere(actor, 'appointment.read')) return false
  const units = await reachOf(app, actor, 'appointment.read')
  return units === null || units.includes(unitCode)
}
