import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { slotsOf } from '../../../core/enrollment/slots.ts'
import { bookingHorizonDays } from '../../../core/enrollment/visits.ts'
import { DomainError } from '../../../core/errors.ts'
import { appointmentLifecycle } from '../../../core/lifecycle/appointment.ts'
import { normaliseText } from '../../../core/text/vietnamese.ts'
import type { Appointment } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { centrePlan } from './centre-plan.ts'
import { openPlaces } from './open-places.ts'
import { holdCentre } from './take-place.ts'

/** No period, or no reason, or one that has passed. */
export class IllegalClosure extends DomainError<'ILLEGAL_CLOSURE'> {
  constructor() {
    super('ILLEGAL_CLOSURE', {
      vi: 'Ghi giờ bắt đầu, giờ kết thúc ở sau đó và chưa qua (không quá 60 ngày), cùng lý do từ 5 đến 200 chữ để báo cho người đã hẹn.',
      en: 'Give a beginning, a later end that has not passed (60 days at most), and a reason of 5 to 200 letters for those who booked.',
    })
  }
}

export interface NewClosure {
  readonly centreCode: string
  /** ISO 8601 */
  readonly from: string
  /** The first moment after it. */
  readonly until: string
  readonly reason: string
}

export interface Closed {
  readonly id: string
  /** People who have another time now. */
  readonly rebooked: number
  /** People for whom the centre has no later place: they are told to choose anew. */
  readonly displaced: number
}

/** Why an appointment was moved: the reason of its transition, by which people are told. */
export const centreClosedReason = 'CENTRE_CLOSED'

const longestMs = bookingHorizonDays * 24 * 3_600_000
/** As hours are laid down: set-centre-hours.ts. */
const longestSlotMs = 240 * 60_000

/**
 * A centre's cancelled hours or days. Whoever was booked gets the next free places at once, in the order of their times, before
 * anybody else can take them; the move of each booking is what they are told of.
 */
export async function closeCentre(app: App, actor: Actor, input: NewClosure): Promise<Closed> {
  const { centreCode } = input
  const centre = await app.db.centre.findUnique({ where: { code: centreCode } })
  if (!centre) throw new NotFound('centre')
  await authorise(app, actor, 'centre.arrange', centre.unitCode)
  if (actor.kind !== 'officer') throw new NotAllowed()
  const now = app.clock()
  const [from, until] = [Date.parse(input.from), Date.parse(input.until)]
  const reason = normaliseText(input.reason)
  const isPeriod = from < until && until > now && until - from <= longestMs
  if (!isPeriod || reason.length < 5 || reason.length > 200) throw new IllegalClosure()
  return app.db.$transaction(async (tx) => {
    await holdCentre(tx, centreCode, 'ALONE')
    const { id } = await tx.centreClosure.create({
      data: {
        centreCode,
        from: instantAt(from),
        until: instantAt(until),
        reason,
        madeBy: actor.id,
        madeAt: instantAt(now),
      },
      select: { id: true },
    })
    const moved = await moveBooked(tx, app, { actor, centreCode, from: Math.max(from, now), until })
    const details = { from: calendarDateAt(from), ...moved }
    const subject = { subjectKind: 'centre', subjectId: centreCode, details }
    await audit(tx, { actor, at: now, action: 'centre.close', ...subject })
    return { id, ...moved }
  })
}

interface ClosedTime {
  readonly actor: Actor
  readonly centreCode: string
  readonly from: number
  readonly until: number
}

/** The places behind the closure go to the earliest times first. Who sits in the room already is served. */
async function moveBooked(
  tx: Transaction,
  app: App,
  { actor, centreCode, from, until }: ClosedTime,
): Promise<Omit<Closed, 'id'>> {
  const booked = await displacedBy(tx, { centreCode, from, until })
  const places = (await openPlaces(tx, app, { centreCode, from })).slice(0, booked.length)
  for (const [i, appointment] of booked.entries()) {
    const next = places[i]
    const data = next ? { at: instantAt(next.at), place: next.place } : { place: null }
    const event = next ? 'rebook' : 'displace'
    const why = { actor, at: app.clock(), reason: centreClosedReason }
    await move(tx, appointmentLifecycle, { ...appointment, key: appointment.id }, { event, ...why, data })
  }
  return { rebooked: places.length, displaced: booked.length - places.length }
}

/** A slot of which the closure takes a part is closed too. */
async function displacedBy(
  tx: Transaction,
  { centreCode, from, until }: Omit<ClosedTime, 'actor'>,
): Promise<readonly Appointment[]> {
  const time = { gte: instantAt(from - longestSlotMs), lt: instantAt(until) }
  const { calendars } = await centrePlan(tx, centreCode, time)
  const rows = await tx.appointment.findMany({
    where: { centreCode, status: 'BOOKED', at: time },
    orderBy: [{ at: 'asc' }, { place: 'asc' }],
  })
  return rows.filter((row) => {
    const at = row.at.getTime()
    const slot = slotsOf(calendars, calendarDateAt(at)).find((one) => one.at === at)
    return (slot?.until ?? at + 1) > from
  })
}
