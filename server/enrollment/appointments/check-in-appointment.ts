import { calendarDateAt, formatVietnamese } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { parseBookingQr } from '../../../core/qr/booking-qr.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { moveAppointment } from './move-appointment.ts'

/** Somebody has come on a day before theirs. */
export class BookedForLater extends DomainError<'BOOKED_FOR_LATER'> {
  constructor(at: number) {
    const day = formatVietnamese(calendarDateAt(at))
    super(
      'BOOKED_FOR_LATER',
      {
        vi: `Lịch hẹn này là ngày ${day}. Đổi sang hôm nay nếu còn chỗ, hoặc cấp số thứ tự.`,
        en: `This booking is for ${day}. Move it to today if there is room, or give a number.`,
      },
      { day },
    )
  }
}

/** The booking is of another centre. */
export class BookedElsewhere extends DomainError<'BOOKED_ELSEWHERE'> {
  constructor(centre: { readonly code: string; readonly name: string }) {
    super(
      'BOOKED_ELSEWHERE',
      {
        vi: `Lịch hẹn này ở ${centre.name}. Mời công dân đến đó, hoặc đổi lịch hẹn về đây.`,
        en: `This booking is at ${centre.name}. Send the person there, or move the booking here.`,
      },
      { centre: centre.code },
    )
  }
}

/** The applicant has come; somebody who came late is taken all the same. */
export async function checkInAppointment(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<{ readonly id: string }> {
  const id = recordId(input.id, 'appointment')
  const found = await app.db.appointment.findUnique({ where: { id }, include: { centre: true } })
  if (!found) throw new NotFound('appointment')
  await authorise(app, actor, 'appointment.book', found.centre.unitCode)
  const [now, booked] = [app.clock(), found.at.getTime()]
  if (calendarDateAt(booked) > calendarDateAt(now)) throw new BookedForLater(booked)
  await moveAppointment(app, actor, { id, event: 'checkIn', data: { checkedInAt: instantAt(now) } })
  return { id }
}

/** The same by the QR of the booking, under the reader of a centre. */
export async function checkInByQr(
  app: App,
  actor: Actor,
  { centreCode, scan }: { readonly centreCode: string; readonly scan: string },
): Promise<{ readonly id: string }> {
  const id = parseBookingQr(scan)
  const here = await app.db.centre.findUnique({ where: { code: centreCode } })
  if (!here) throw new NotFound('centre')
  await authorise(app, actor, 'appointment.book', here.unitCode)
  const found = await app.db.appointment.findUnique({ where: { id }, select: { centre: true } })
  if (!found) throw new NotFound('appointment')
  if (found.centre.code !== centreCode) throw new BookedElsewhere(found.centre)
  return checkInAppointment(app, actor, { id })
}
