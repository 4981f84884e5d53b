import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parsePartialDate } from '../../../../core/dates/calendar-date.ts'
import { composeApplicationCode } from '../../../../core/enrollment/application-code.ts'
import type { DeclaredPerson } from '../../../../core/enrollment/packet.ts'
import { bookAppointment, bookForFile } from '../../../../server/enrollment/appointments/book-appointment.ts'
import { bookGroup, type NewGroup } from '../../../../server/enrollment/appointments/book-group.ts'
import { checkInByQr } from '../../../../server/enrollment/appointments/check-in-appointment.ts'
import { closeCentre } from '../../../../server/enrollment/appointments/close-centre.ts'
import { appointmentCalendar } from '../../../../server/enrollment/appointments/free-slots.ts'
import { liftClosure } from '../../../../server/enrollment/appointments/lift-closure.ts'
import {
  bookOwnVisit,
  cancelOwnVisit,
  type Holder,
  ownVisits,
  rebookOwnVisit,
} from '../../../../server/enrollment/appointments/own-visits.ts'
import { rebookAppointment } from '../../../../server/enrollment/appointments/rebook-appointment.ts'
import { setCentreHours } from '../../../../server/enrollment/appointments/set-centre-hours.ts'
import type { ServerApp } from '../../../../server/graphql/context.ts'
import { anonymousActor, type Actor } from '../../../../server/kernel/actor.ts'
import { holderOf } from '../../../../server/portal/visits/holder-of-file.ts'
import { visitCentres, visitSlots } from '../../../../server/portal/visits/look-for-places.ts'
import { centres, days, type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { type Applicant, makeChild, makePerson, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'

let running: TestApp
let app: ServerApp
let centreCode: string
let made = 0
const reception = officerOf('RECEPTION')
const supervisor = officerOf('STATION_SUPERVISOR')
const citizen = ({ residentId: id }: Applicant): Actor => ({ kind: 'citizen', id })

beforeAll(async () => {
  running = await testApp()
  app = running.app
})
afterAll(() => running.close())

/** A centre of its own for each test: two in a slot, four slots a morning, Monday to Friday and on Saturdays. */
async function openCentre(capacity = 2): Promise<string> {
  const code = `HN1${String(made++).padStart(2, '0')}`
  await app.db.centre.create({ data: { code, name: `Điểm ${code}`, unitCode: '01' } })
  const open = [{ from: '08:00', to: '10:00' }]
  await setCentreHours(app, supervisor, {
    centreCode: code,
    from: '2026-01-01',
    hours: { 1: open, 2: open, 3: open, 4: open, 5: open, 6: [{ from: '08:00', to: '09:00' }] },
    slotMinutes: 30,
    capacity,
  })
  return code
}
beforeEach(async () => {
  centreCode = await openCentre()
})

/** Vietnamese time in March 2026; the 4th is a Wednesday. */
const at = (time: string, day = 4) =>
  new Date(`2026-03-${String(day).padStart(2, '0')}T${time}:00+07:00`).toISOString()
const person = (changes: Partial<NewGroup['people'][number]> = {}) => ({
  name: 'Nguyễn Thị Mẫu',
  number: null,
  birthDate: '1990-05-20',
  phone: null,
  kind: 'FIRST_ISSUE',
  ...changes,
})
const book = (time: string, changes: Partial<NewGroup['people'][number]> = {}) =>
  bookAppointment(app, reception, { ...person(changes), centreCode, at: time, groupName: null })
const timesOf = async (where: object) =>
  (await app.db.appointment.findMany({ where: { centreCode, ...where }, orderBy: { id: 'asc' } })).map(
    (row) => row.at.toISOString(),
  )
const own = (residentId: string): Holder => ({ kind: 'RESIDENT', residentId })
const visit = { purpose: 'APPLICATION', requestKind: 'EXCHANGE' } as const

/** A file of a person, as it stands somewhere on its way. */
async function fileOf(applicant: Applicant, status: string) {
  const code = composeApplicationCode({ centre: centreCode, machine: 1, day: '2026-03-02', sequence: ++made })
  return app.db.application.create({
    data: {
      code,
      kind: 'EXCHANGE',
      status,
      centreCode,
      unitCode: '01',
      residentId: applicant.residentId,
      number: applicant.number,
      birthDate: applicant.person.birthDate,
      person: applicant.person as DeclaredPerson & object,
      receivedAt: new Date(app.clock()),
      producesCard: true,
    },
  })
}

describe('the last place', () => {
  test('goes to exactly one of 100 citizens who want it at once', async () => {
    await book(at('08:00'))
    const people = await Promise.all(Array.from({ length: 100 }, () => registerResident(app)))
    const outcomes = await Promise.allSettled(
      people.map((one) =>
        bookOwnVisit(app, citizen(one), {
          ...visit,
          holder: own(one.residentId),
          centreCode,
          at: at('08:00'),
        }),
      ),
    )
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(refused).toEqual(Array.from({ length: 99 }, () => 'SLOT_FULL'))
    expect(await timesOf({ place: { not: null } })).toEqual([at('08:00'), at('08:00')])
  })

  test('cannot be written twice, whoever writes it', async () => {
    const { id } = await book(at('08:00'))
    const row = await app.db.appointment.findUniqueOrThrow({ where: { id } })
    const again = { ...row, id: undefined, number: null, residentId: null }
    await expect(app.db.appointment.create({ data: again as never })).rejects.toMatchObject({ code: 'P2002' })
  })
})

describe('one person', () => {
  test('has one open booking for a purpose, however many they try to make at once', async () => {
    const one = await registerResident(app)
    const times = ['08:00', '08:30', '09:00', '09:30'].map((time) => at(time))
    const outcomes = await Promise.allSettled(
      times.map((time) =>
        bookOwnVisit(app, citizen(one), { ...visit, holder: own(one.residentId), centreCode, at: time }),
      ),
    )
    const refused = outcomes.flatMap(({ status, ...one }) => (status === 'rejected' ? [one] : []))
    expect(refused.map((one) => ('reason' in one ? one.reason.code : ''))).toEqual(
      Array.from({ length: 3 }, () => 'ALREADY_BOOKED'),
    )
    expect(await refusalOf(book(at('09:00', 5), { number: one.number }))).toBe('ALREADY_BOOKED')
  })

  test('moves and cancels their own booking, and nobody else’s', async () => {
    const [one, other] = [await registerResident(app), await registerResident(app)]
    const holder = own(one.residentId)
    const { id } = await bookOwnVisit(app, citizen(one), { ...visit, holder, centreCode, at: at('08:00') })
    const move = (who: Applicant, of: Holder) =>
      rebookOwnVisit(app, citizen(who), { holder: of, id, centreCode, at: at('09:00') })
    await expect(move(other, holder)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await refusalOf(move(other, own(other.residentId)))).toBe('NOT_FOUND')
    await move(one, holder)
    const [booked] = await ownVisits(app, citizen(one), holder)
    expect(booked).toMatchObject({ id, at: new Date(at('09:00')), purpose: 'APPLICATION' })
    await cancelOwnVisit(app, citizen(one), { holder, id })
    expect(await ownVisits(app, citizen(one), holder)).toEqual([])
  })

  test('books for a child below 14, not for a grown one, nor for strangers', async () => {
    const parent = await registerResident(app)
    const child = await registerResident(app, makeChild())
    const grown = await registerResident(app, makePerson({ birthDate: parsePartialDate('2005-01-15') }))
    for (const { residentId } of [child, grown])
      await app.db.relationship.create({
        data: { residentId, kind: 'MOTHER', relatedId: parent.residentId, name: parent.person.name },
      })
    const bookFor = ({ residentId }: Applicant) =>
      bookOwnVisit(app, citizen(parent), { ...visit, holder: own(residentId), centreCode, at: at('08:00') })
    await bookFor(child)
    await expect(bookFor(grown)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(bookFor(await registerResident(app))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await ownVisits(app, citizen(parent), own(child.residentId)))[0]?.name).toBe(child.person.name)
  })

  test('with a file in progress is sent to its status, without one cannot book to complete it', async () => {
    const one = await registerResident(app)
    const holder = own(one.residentId)
    const ask = (purpose: string) =>
      refusalOf(bookOwnVisit(app, citizen(one), { ...visit, purpose, holder, centreCode, at: at('08:00') }))
    expect(await ask('RECAPTURE')).toBe('NOTHING_TO_VISIT_FOR')
    await fileOf(one, 'IN_PRODUCTION')
    expect(await ask('APPLICATION')).toBe('NOTHING_TO_VISIT_FOR')
    expect(await ask('COLLECTION')).toBe('NOTHING_TO_VISIT_FOR')
  })
})

describe('without signing in', () => {
  const keyOf = (code: string, birthDate = '1990-05-20') => ({ key: { code, birthDate }, residentId: null })

  test('code and birth date of a returned file book the visit to complete it, where it was made', async () => {
    const file = await fileOf(await registerResident(app), 'RETURNED')
    const holder = await holderOf(app, anonymousActor, keyOf(file.code))
    const elsewhere = await openCentre()
    const recapture = { purpose: 'RECAPTURE', requestKind: null, holder, at: at('08:30') }
    const there = bookOwnVisit(app, anonymousActor, { ...recapture, centreCode: elsewhere })
    expect(await refusalOf(there)).toBe('VISIT_ELSEWHERE')
    const { id } = await bookOwnVisit(app, anonymousActor, { ...recapture, centreCode })
    expect(await app.db.appointment.findUniqueOrThrow({ where: { id } })).toMatchObject({
      purpose: 'RECAPTURE',
      fileId: file.id,
      name: (file.person as { name: string }).name,
    })
    expect(await ownVisits(app, anonymousActor, holder)).toHaveLength(1)
    const moved = { holder, id, centreCode: elsewhere, at: at('08:00') }
    expect(await refusalOf(rebookOwnVisit(app, anonymousActor, moved))).toBe('NOTHING_TO_VISIT_FOR')
  })

  test('a wrong birth date and a code that does not exist look the same, and guessing ends', async () => {
    const file = await fileOf(await registerResident(app), 'RETURNED')
    const day = '2026-03-02'
    const unknown = composeApplicationCode({ centre: centreCode, machine: 1, day, sequence: 9999 })
    const ask = (code: string, birthDate: string) =>
      holderOf(app, anonymousActor, keyOf(code, birthDate)).catch(({ code: why, text }) => ({ why, text }))
    expect(await ask(file.code, '1990-05-21')).toEqual(await ask(unknown, '1990-05-20'))
    for (let tries = 0; tries < 9; tries++) await ask(file.code, '1990-05-21')
    expect(await ask(file.code, '1990-05-20')).toMatchObject({ why: 'TOO_MANY_TRIES' })
    await expect(holderOf(app, anonymousActor, { key: null, residentId: null })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  test('anybody finds centres and free times, never full, closed or past ones', async () => {
    const [found] = await visitCentres(app, { text: centreCode.toLowerCase() })
    expect(found).toMatchObject({ code: centreCode, unit: 'Thành phố Hà Nội' })
    await Promise.all([book(at('08:00')), book(at('08:00'))])
    const slots = await visitSlots(app, { centreCode, from: '2026-03-02', days: 3 })
    expect(slots.map((slot) => [slot.at.toISOString(), slot.free])).toEqual([
      ...['08:00', '08:30', '09:00', '09:30'].map((time) => [at(time, 3), 2]),
      ...['08:30', '09:00', '09:30'].map((time) => [at(time), 2]),
    ])
  })
})

describe('a desk', () => {
  test('books for a file of its unit, and moves who missed the time', async () => {
    const file = await fileOf(await registerResident(app), 'RETURNED')
    const input = { code: file.code, purpose: 'RECAPTURE', centreCode, at: at('08:00') }
    const { id } = await bookForFile(app, reception, input)
    expect(await refusalOf(bookForFile(app, reception, input))).toBe('ALREADY_BOOKED')
    await rebookAppointment(app, reception, { id, centreCode, at: at('09:30') })
    const moved = await app.db.appointment.findUniqueOrThrow({ where: { id } })
    expect(moved).toMatchObject({ at: new Date(at('09:30')), status: 'BOOKED', version: 1 })
    const stranger = officerOf('RECEPTION', '79')
    await expect(rebookAppointment(app, stranger, { id, centreCode, at: at('09:00') })).rejects.toMatchObject(
      {
        code: 'FORBIDDEN',
      },
    )
  })

  test('sends on who shows the QR of another centre', async () => {
    const { id } = await book(at('08:00', 3))
    const scan = `LICHHEN|${id}`
    expect(await refusalOf(checkInByQr(app, reception, { centreCode: centres.here.code, scan }))).toBe(
      'BOOKED_ELSEWHERE',
    )
  })
})

describe('a group', () => {
  const group = (changes: Partial<NewGroup> = {}): NewGroup => ({
    centreCode,
    name: 'Lớp 9A Trường Mẫu',
    kind: 'SCHOOL',
    from: at('08:30'),
    rule: 'ALL',
    people: Array.from({ length: 5 }, () => person()),
    ...changes,
  })

  test('sits in slots one after the other, each with a booking of their own', async () => {
    await book(at('08:30'))
    const { id, placed } = await bookGroup(app, reception, group())
    expect(placed.map((one) => [one.row, one.at.toISOString()])).toEqual([
      [1, at('08:30')],
      [2, at('09:00')],
      [3, at('09:00')],
      [4, at('09:30')],
      [5, at('09:30')],
    ])
    const rows = await app.db.appointment.findMany({ where: { groupId: id } })
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set(placed.map((one) => one.id)))
  })

  test('is booked whole or not at all, and says whose row does not fit and why', async () => {
    const one = await registerResident(app)
    await book(at('08:00', 5), { number: one.number })
    const free = await registerResident(app)
    const people = [
      person({ number: one.number }),
      person({ name: 'Mẫu 2' }),
      person({ number: free.number }),
      person({ number: free.number }),
      ...Array.from({ length: 6 }, () => person()),
    ]
    await expect(bookGroup(app, reception, group({ people }))).rejects.toMatchObject({
      code: 'GROUP_DOES_NOT_FIT',
      facts: { leftOut: 4, people: 10 },
      text: {
        vi: expect.stringMatching(
          /thông tin chưa đúng: dòng 2; đã có lịch hẹn: dòng 1; trùng số trong danh sách: dòng 4; hết chỗ trong ngày: dòng 10/,
        ),
      },
    })
    expect(await timesOf({ at: { lt: new Date(at('00:00', 5)) } })).toEqual([])
    const some = await bookGroup(app, reception, group({ people, rule: 'AS_MANY' }))
    expect(some.placed.map(({ row }) => row)).toEqual([3, 5, 6, 7, 8, 9])
    expect(some.leftOut).toEqual([
      { row: 1, why: 'ALREADY_BOOKED' },
      { row: 2, why: 'ILLEGAL_BOOKING' },
      { row: 4, why: 'TWICE_IN_LIST' },
      { row: 10, why: 'NO_ROOM' },
    ])
  })
})

describe('a closure', () => {
  const close = (changes = {}) =>
    closeCentre(app, supervisor, {
      centreCode,
      from: at('08:45'),
      until: at('12:00'),
      reason: 'Mất điện cả khu vực',
      ...changes,
    })

  test('moves those who booked to the next places in their order, and their history tells them why', async () => {
    const first = await book(at('08:30'))
    const second = await book(at('09:00'))
    const third = await book(at('09:30'))
    const early = await book(at('08:00'))
    await book(at('08:00', 5))
    expect(await close()).toMatchObject({ rebooked: 3, displaced: 0 })
    const timeOf = async ({ id }: { readonly id: string }) =>
      (await app.db.appointment.findUniqueOrThrow({ where: { id } })).at.toISOString()
    expect(await Promise.all([first, second, third, early].map(timeOf))).toEqual([
      at('08:00', 5),
      at('08:30', 5),
      at('08:30', 5),
      at('08:00'),
    ])
    const told = await app.db.transition.findMany({ where: { record: 'appointment', recordId: first.id } })
    expect(told).toMatchObject([{ event: 'rebook', toState: 'BOOKED', reason: 'CENTRE_CLOSED' }])
    await expect(book(at('09:00'))).rejects.toMatchObject({
      code: 'SLOT_CLOSED',
      text: { vi: expect.stringContaining('Mất điện cả khu vực') },
    })
    const [day] = await appointmentCalendar(app, reception, { centreCode, from: '2026-03-04', days: 1 })
    expect(day?.slots.map(({ closed, taken }) => [closed, taken])).toEqual([
      [null, 1],
      ['Mất điện cả khu vực', 0],
      ['Mất điện cả khu vực', 0],
      ['Mất điện cả khu vực', 0],
    ])
  })

  test('leaves nobody behind in hours that are booked while they are being closed', async () => {
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 6 }, () => book(at('09:00'))),
      close(),
      ...Array.from({ length: 6 }, () => book(at('09:30'))),
    ])
    expect(outcomes[6]?.status).toBe('fulfilled')
    const within = { gte: new Date(at('08:30')), lt: new Date(at('12:00')) }
    expect(await timesOf({ at: within, place: { not: null } })).toEqual([])
  })

  test('as long as appointments are made leaves no place: who booked is to choose anew, elsewhere if need be', async () => {
    const one = await registerResident(app)
    const holder = own(one.residentId)
    const { id } = await bookOwnVisit(app, citizen(one), { ...visit, holder, centreCode, at: at('08:00', 3) })
    // Sixty days from now: the last of them, 01/05/2026, is a public holiday.
    const until = new Date(Date.parse(at('09:00', 2)) + days(60)).toISOString()
    const { id: closure, ...moved } = await close({ from: at('09:00', 2), until })
    expect(moved).toEqual({ rebooked: 0, displaced: 1 })
    expect((await ownVisits(app, citizen(one), holder))[0]).toMatchObject({ id, status: 'DISPLACED' })
    const elsewhere = await openCentre()
    await rebookOwnVisit(app, citizen(one), { holder, id, centreCode: elsewhere, at: at('08:00', 3) })
    expect((await ownVisits(app, citizen(one), holder))[0]).toMatchObject({ id, status: 'BOOKED' })
    await liftClosure(app, supervisor, { id: closure })
    await book(at('08:00', 3))
  })

  test.each([
    ['without a reason', { reason: ' . ' }],
    ['that ends before it begins', { until: at('08:00') }],
    ['that is over', { from: at('08:00', 1), until: at('10:00', 1) }],
    ['of no time', { from: 'mai' }],
  ])('%s is refused', async (_, changes) => {
    expect(await refusalOf(close(changes))).toBe('ILLEGAL_CLOSURE')
  })

  test('is a supervisor’s to make', async () => {
    const { id } = await close()
    await expect(liftClosure(app, reception, { id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const input = { centreCode, from: at('08:00'), until: at('09:00'), reason: 'Nghỉ họp' }
    await expect(closeCentre(app, reception, input)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
