import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { formatBookingQr } from '../../../../core/qr/booking-qr.ts'
import {
  bookAppointment,
  type NewBooking,
} from '../../../../server/enrollment/appointments/book-appointment.ts'
import { cancelAppointment } from '../../../../server/enrollment/appointments/cancel-appointment.ts'
import {
  checkInAppointment,
  checkInByQr,
} from '../../../../server/enrollment/appointments/check-in-appointment.ts'
import { bookableSlots, freeSlots } from '../../../../server/enrollment/appointments/free-slots.ts'
import { missAppointment } from '../../../../server/enrollment/appointments/miss-appointment.ts'
import { missPastAppointments } from '../../../../server/enrollment/appointments/miss-past-appointments.ts'
import { moveTicket } from '../../../../server/enrollment/appointments/move-ticket.ts'
import { placeDesk } from '../../../../server/enrollment/appointments/place-desk.ts'
import { setCentreHours } from '../../../../server/enrollment/appointments/set-centre-hours.ts'
import { takeTicket } from '../../../../server/enrollment/appointments/take-ticket.ts'
import type { ServerApp } from '../../../../server/graphql/context.ts'
import { centres, days, type TestApp, testApp } from '../../../support/app.ts'
import { type Desk, openDesk } from '../../../support/desk.ts'
import { officerOf } from '../../../support/officers.ts'
import { sealedPacket } from '../../../support/packets.ts'
import { registerResident } from '../../../support/people.ts'
import { apply, runPipeline, send } from '../../../support/pipeline.ts'
import { refusalOf } from '../../../support/refusals.ts'

let running: TestApp
let app: ServerApp
let desk: Desk
const reception = officerOf('RECEPTION')
const supervisor = officerOf('STATION_SUPERVISOR')
const centreCode = centres.here.code

beforeAll(async () => {
  running = await testApp()
  app = running.app
  desk = await openDesk(app)
  const open = [{ from: '07:30', to: '17:00' }]
  await setCentreHours(app, supervisor, {
    centreCode,
    from: '2026-01-01',
    hours: { 1: open, 2: open, 3: open, 4: open, 5: open },
    slotMinutes: 30,
    capacity: 3,
  })
})
afterAll(() => running.close())

/** Vietnamese time on Wednesday 04/03/2026. */
const at = (time: string) => new Date(`2026-03-04T${time}:00+07:00`).toISOString()

const booking = (changes: Partial<NewBooking> = {}): NewBooking => ({
  centreCode,
  at: at('08:00'),
  name: 'Nguyễn Thị Mẫu',
  number: null,
  birthDate: '1990-05-20',
  phone: '0900000001',
  kind: 'FIRST_ISSUE',
  groupName: null,
  ...changes,
})
const book = (changes: Partial<NewBooking> = {}) => bookAppointment(app, reception, booking(changes))
const appointment = (id: string) => app.db.appointment.findUniqueOrThrow({ where: { id } })
const freeAt = async (time: string) =>
  (await freeSlots(app, reception, { centreCode, on: '2026-03-04' })).find(
    (slot) => slot.at.toISOString() === at(time),
  )?.free

describe('booking', () => {
  test('ten who want the last places of a slot at once get as many as there are', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => book({ at: at('09:00') })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(new Set(refused)).toEqual(new Set(['SLOT_FULL']))
    expect(await freeAt('09:00')).toBe(0)
  })

  test('a cancelled place is free again', async () => {
    const { id } = await book({ at: at('10:00') })
    expect(await freeAt('10:00')).toBe(2)
    await cancelAppointment(app, reception, { id })
    expect(await freeAt('10:00')).toBe(3)
  })

  test.each([
    ['between two slots', at('08:10'), 'NO_SUCH_SLOT'],
    ['outside the hours', at('06:00'), 'NO_SUCH_SLOT'],
    ['in the past', '2026-02-25T01:00:00.000Z', 'SLOT_PAST'],
    ['on a public holiday', '2026-04-27T01:00:00.000Z', 'SLOT_ON_DAY_OFF'],
    ['months ahead', '2026-09-09T01:00:00.000Z', 'SLOT_TOO_FAR'],
    ['on no day at all', 'soon', 'NO_SUCH_SLOT'],
  ])('is refused %s', async (_, when, code) => {
    expect(await refusalOf(book({ at: when }))).toBe(code)
  })

  test('names what is wrong, never what was typed', async () => {
    await expect(book({ name: 'Mẫu 2', phone: '12' })).rejects.toMatchObject({
      code: 'ILLEGAL_BOOKING',
      facts: { fields: 'name phone' },
    })
  })

  test('officers of another province neither book nor look', async () => {
    const stranger = officerOf('RECEPTION', '79')
    await expect(bookAppointment(app, stranger, booking())).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(freeSlots(app, stranger, { centreCode, on: '2026-03-04' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  test('earlier hours hold until the day before the new ones', async () => {
    const hours = { 3: [{ from: '13:00', to: '14:00' }] }
    const later = { centreCode, from: '2026-04-01', hours, slotMinutes: 30, capacity: 1 }
    await setCentreHours(app, supervisor, later)
    const on = async (day: string) => (await freeSlots(app, reception, { centreCode, on: day })).length
    expect([await on('2026-03-25'), await on('2026-04-01')]).toEqual([19, 2])
    expect(await refusalOf(setCentreHours(app, supervisor, { ...later, slotMinutes: 1 }))).toBe(
      'ILLEGAL_HOURS',
    )
  })
})

describe('on the day', () => {
  const today = '2026-03-02T03:30:00.000Z'

  test('who comes days before it is told so', async () => {
    const { id } = await book()
    await expect(checkInAppointment(app, reception, { id })).rejects.toMatchObject({
      code: 'BOOKED_FOR_LATER',
      facts: { day: '04/03/2026' },
    })
  })

  test('whoever came is checked in by their QR; a second time is refused', async () => {
    const { id } = await book({ at: today })
    await checkInByQr(app, reception, { centreCode, scan: formatBookingQr(id) })
    expect(await appointment(id)).toMatchObject({
      status: 'CHECKED_IN',
      checkedInAt: new Date(app.clock()),
    })
    expect(await refusalOf(checkInAppointment(app, reception, { id }))).toBe('TRANSITION_REFUSED')
  })

  test('whoever left before their turn has missed it', async () => {
    const { id } = await book({ at: today })
    await checkInAppointment(app, reception, { id })
    await missAppointment(app, reception, { id })
    expect((await appointment(id)).status).toBe('MISSED')
  })
})

describe('a file uses its booking up', () => {
  test('when it is admitted, checked in or not', async () => {
    const { id } = await book({ at: at('11:00') })
    const file = await apply(desk, await registerResident(app), { manifest: { appointment: id } })
    expect(file).toMatchObject({ status: 'AWAITING_APPROVAL', flags: [] })
    expect(await appointment(id)).toMatchObject({ status: 'CONSUMED', applicationId: file.id })
  })

  test('once: a second file that names it is flagged and goes on', async () => {
    const { id } = await book({ at: at('11:30') })
    const [first, second] = [await registerResident(app), await registerResident(app)]
    const used = await apply(desk, first, { manifest: { appointment: id } })
    const again = await apply(desk, second, { manifest: { appointment: id } })
    expect(again).toMatchObject({ status: 'AWAITING_APPROVAL', flags: ['BOOKING_REUSED'] })
    expect((await appointment(id)).applicationId).toBe(used.id)
  })

  test('once, when both files are admitted at the same moment', async () => {
    const [{ id }, ticket] = [await book({ at: at('13:00') }), randomUUID()]
    const manifest = { appointment: id, ticket }
    const people = [await registerResident(app), await registerResident(app), await registerResident(app)]
    const packets = await Promise.all(people.map((person) => sealedPacket(desk, person, { manifest })))
    await Promise.all(packets.map((packet) => send(desk, packet)))
    await runPipeline(app)
    const files = await app.db.application.findMany({
      where: { code: { in: packets.map(({ code }) => code) } },
    })
    expect(files.map(({ status }) => status)).toEqual(files.map(() => 'AWAITING_APPROVAL'))
    expect(files.filter(({ flags }) => flags.length === 0)).toHaveLength(1)
    expect(files.filter(({ ticketId }) => ticketId === ticket)).toHaveLength(1)
  })

  test('though it counted as missed: the desk had been offline', async () => {
    const { id } = await book({ at: at('14:00') })
    const person = await registerResident(app)
    const packet = await sealedPacket(desk, person, { manifest: { appointment: id } })
    running.advanceClock(days(5))
    expect(await missPastAppointments(app)).toBeGreaterThan(0)
    expect((await appointment(id)).status).toBe('MISSED')
    expect((await send(desk, packet)).flags).toEqual([])
    expect((await appointment(id)).status).toBe('CONSUMED')
  })

  test('but not one that is cancelled, of another centre, or that nobody knows', async () => {
    const manifest = { appointment: randomUUID() }
    const file = await apply(desk, await registerResident(app), { manifest })
    expect(file).toMatchObject({ status: 'AWAITING_APPROVAL', flags: ['BOOKING_UNKNOWN'] })
  })
})

describe('walk-in numbers', () => {
  const take = () => takeTicket(app, reception, { centreCode, kind: null })

  test('twenty who ask at once get 1 to 20, without gaps', async () => {
    const given = await Promise.all(Array.from({ length: 20 }, take))
    expect(given.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    )
  })

  test('begin anew the next day', async () => {
    running.advanceClock(days(1))
    expect((await take()).number).toBe(1)
  })

  test('are called to a desk, served and finished; a skipped one is called again', async () => {
    await placeDesk(app, supervisor, { centreCode, number: 4, name: 'Bàn 4', machineId: null, active: true })
    const { id } = await take()
    for (const event of ['call', 'skip', 'call', 'serve', 'finish'] as const)
      await moveTicket(app, reception, { id, event, deskNumber: event === 'call' ? 4 : null })
    const ticket = await app.db.ticket.findUniqueOrThrow({ where: { id } })
    expect(ticket).toMatchObject({ status: 'DONE', finishedAt: new Date(app.clock()) })
    expect(ticket.deskId).not.toBeNull()
    const close = moveTicket(app, reception, { id, event: 'close', deskNumber: null })
    expect(await refusalOf(close)).toBe('TRANSITION_REFUSED')
  })
})

describe('a desk', () => {
  test('has one machine, of its own centre, and a machine one desk', async () => {
    const machineId = desk.kiosk.actor.id
    const place = (number: number, changes = {}) =>
      placeDesk(app, supervisor, { centreCode, number, name: 'Bàn', machineId, active: true, ...changes })
    await place(1)
    expect(await refusalOf(place(2))).toBe('ILLEGAL_DESK')
    await place(1, { machineId: null })
    await place(2)
    const elsewhere = { ...centres.elsewhere, centreCode: centres.elsewhere.code }
    const there = officerOf('STATION_SUPERVISOR', elsewhere.unitCode)
    const foreign = { centreCode: elsewhere.centreCode, number: 1, name: 'Bàn', machineId, active: true }
    expect(await refusalOf(placeDesk(app, there, foreign))).toBe('ILLEGAL_DESK')
  })
})

test('who came and left without a file is kept from booking again for a week, not for ever', async () => {
  const { number } = await registerResident(app)
  const next = async () => {
    const from = calendarDateAt(app.clock())
    const slots = await bookableSlots(app, { centreCode, on: from, days: 10 })
    return slots.find(({ free }) => free > 0)?.at.toISOString() ?? ''
  }
  const when = await next()
  const { id } = await book({ number, at: when })
  running.advanceClock(Date.parse(when) - app.clock())
  await checkInAppointment(app, reception, { id })
  running.advanceClock(days(7))
  await missPastAppointments(app)
  expect(await refusalOf(book({ number, at: await next() }))).toBe('ALREADY_BOOKED')
  running.advanceClock(days(1))
  await missPastAppointments(app)
  expect(await appointment(id)).toMatchObject({ status: 'MISSED', place: null })
  await book({ number, at: await next() })
})
