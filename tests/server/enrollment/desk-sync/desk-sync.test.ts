import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type DayReport,
  type DayTicket,
  kioskDaySchema,
  kioskReferenceSchema,
  subjectsAnswerSchema,
} from '../../../../core/contracts/kiosk-day.ts'
import { takeTicket } from '../../../../server/enrollment/appointments/take-ticket.ts'
import { moveApplication } from '../../../../server/enrollment/move-application.ts'
import { centres, days, minutes, type TestApp, testApp } from '../../../support/app.ts'
import { type Credentials, type HttpServer, openHttp, tokenOf } from '../../../support/http.ts'
import { type Desk, openDesk } from '../../../support/desk.ts'
import { installMachine } from '../../../support/machines.ts'
import { officerOf } from '../../../support/officers.ts'
import { type Applicant, registerResident } from '../../../support/people.ts'
import { apply } from '../../../support/pipeline.ts'

let running: TestApp
let server: HttpServer
let desk: Desk
let kiosk: Credentials
let applicant: Applicant

beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  desk = await openDesk(running.app)
  kiosk = await tokenOf(server, running.app, desk.kiosk)
  applicant = await registerResident(running.app)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

interface Answer {
  readonly status: number
  readonly etag: string | null
  readonly bytes: number
  readonly body: unknown
}

/** Over the bare wire: what is compressed and what is not sent shows in bytes. */
function ask(
  path: string,
  { as = kiosk, known, body }: { as?: Credentials; known?: string; body?: unknown } = {},
): Promise<Answer> {
  const headers = {
    ...as,
    'accept-encoding': 'gzip',
    ...(known && { 'if-none-match': known }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const sent = request(server.url + path, { method, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const raw = Buffer.concat(parts)
        const text = response.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw
        resolve({
          status: response.statusCode ?? 0,
          etag: response.headers.etag ?? null,
          bytes: raw.length,
          body: text.length === 0 ? null : JSON.parse(text.toString()),
        })
      })
    })
    sent.on('error', reject)
    sent.end(body === undefined ? '' : JSON.stringify(body))
  })
}

/** Somebody new each time: one person has one open booking. */
async function booked(
  changes: { readonly at?: number; readonly centre?: string; readonly birthDate?: string } = {},
) {
  const { app } = running
  const { person, number } = await registerResident(app)
  return app.db.appointment.create({
    data: {
      centreCode: changes.centre ?? centres.here.code,
      at: new Date(changes.at ?? app.clock() + days(1)),
      name: person.name,
      number,
      birthDate: changes.birthDate ?? person.birthDate,
      kind: 'FIRST_ISSUE',
      createdAt: new Date(app.clock()),
    },
  })
}

const day = async () => kioskDaySchema.parse((await ask('/kiosk/day')).body)
const viewsOf = (action: string) => running.app.db.auditEntry.findMany({ where: { action } })

describe('the day of a kiosk', () => {
  test('holds the bookings of its own centre, today and a week ahead, and nobody else’s', async () => {
    const now = running.app.clock()
    const wanted = [await booked(), await booked({ at: now + days(7) })]
    await booked({ at: now + days(9) })
    await booked({ at: now - days(1) })
    await booked({ centre: centres.elsewhere.code })
    expect((await day()).bookings.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort())
  })

  test('is not sent twice; a change sends it again, and each sending is in the audit with counts', async () => {
    const first = await ask('/kiosk/day')
    const before = (await viewsOf('kiosk.day')).length
    const again = await ask('/kiosk/day', { known: first.etag ?? '' })
    expect(again).toMatchObject({ status: 304, bytes: 0, body: null })
    expect(await viewsOf('kiosk.day')).toHaveLength(before)
    await booked()
    const changed = await ask('/kiosk/day', { known: first.etag ?? '' })
    expect(changed.status).toBe(200)
    expect(changed.etag).not.toBe(first.etag)
    const views = await viewsOf('kiosk.day')
    expect(views).toHaveLength(before + 1)
    expect(views.at(-1)?.details).toBe('{"bookings":3,"returned":0}')
  })

  test('names the files that came back to this centre, with reasons, parts, deadline and whom to call', async () => {
    const { app } = running
    await app.db.centre.update({ where: { code: desk.centre }, data: { phone: '0243000001' } })
    const file = await apply(desk, applicant)
    await app.db.$transaction((tx) =>
      moveApplication(tx, app, file, {
        event: 'returnToDesk',
        actor: officerOf('APPROVER'),
        reasons: ['FINGERS_UNCLEAR'],
        fingers: [1, 6],
      }),
    )
    const { returned, phone } = await day()
    expect(phone).toBe('0243000001')
    expect(returned).toEqual([
      {
        code: file.code,
        name: applicant.person.name,
        reasons: ['FINGERS_UNCLEAR'],
        returnedFor: { parts: ['FINGERS'], fingers: [1, 6], deadlineOn: '2026-04-01' },
        returnedAt: new Date(app.clock()).toISOString(),
      },
    ])
  })

  test('has the numbers that the reception gives', async () => {
    const { app } = running
    await takeTicket(app, officerOf('RECEPTION'), { centreCode: centres.here.code, kind: null })
    expect((await day()).tickets).toMatchObject([{ series: '', number: 1, status: 'WAITING' }])
  })

  test('is for kiosks: a station is refused, and so is nobody', async () => {
    const station = await tokenOf(server, running.app, await installMachine(running.app, 'STATION'))
    expect((await ask('/kiosk/day', { as: station })).status).toBe(403)
    expect((await ask('/kiosk/day', { as: {} })).status).toBe(401)
  })
})

describe('the registry’s data of those who booked', () => {
  const subjects = async (appointments: readonly string[], as = kiosk) =>
    subjectsAnswerSchema.parse((await ask('/kiosk/subjects', { as, body: { appointments } })).body)

  test('are given with their version, one audit entry for all', async () => {
    const { id, number, name } = await booked()
    const before = (await viewsOf('kiosk.subjects')).length
    const { subjects: given, later } = await subjects([id])
    expect(later).toBe(false)
    expect(given).toMatchObject([{ number, person: { name } }])
    const known = (await day()).bookings.find((one) => one.id === id)
    expect(known?.subjectVersion).toBe(given[0]?.version)
    expect((await viewsOf('kiosk.subjects')).slice(before)).toMatchObject([
      { details: '{"asked":1,"given":1}' },
    ])
  })

  test('are not given to a booking under a number that is somebody else’s, nor to another centre', async () => {
    const { id } = await booked({ birthDate: '1991-01-01' })
    expect(await subjects([id])).toEqual({ subjects: [], later: false })
    const there = await tokenOf(server, running.app, await installMachine(running.app, 'KIOSK', 'SG001'))
    expect(await subjects([(await booked()).id], there)).toEqual({ subjects: [], later: false })
  })
})

describe('what a desk offers for choice', () => {
  test('is every unit of today and every place of collection, compressed, once', async () => {
    const first = await ask('/kiosk/reference')
    const reference = kioskReferenceSchema.parse(first.body)
    expect(reference.centres.map(({ code }) => code)).toEqual(['HN001', 'SG001'])
    expect(reference.units.every(([code, name]) => code !== '' && name !== '')).toBe(true)
    expect(new Set(reference.units.map(([code]) => code)).size).toBe(reference.units.length)
    expect(first.bytes).toBeLessThan(JSON.stringify(reference).length / 2)
    expect(await ask('/kiosk/reference', { known: first.etag ?? '' })).toMatchObject({
      status: 304,
      bytes: 0,
    })
  })
})

describe('the report of a desk that was offline', () => {
  const ticket = (number: number, changes: Partial<DayTicket> = {}): DayTicket => ({
    id: randomUUID(),
    day: '2026-03-02',
    series: 'A',
    number,
    kind: null,
    status: 'DONE',
    takenAt: '2026-03-02T01:00:00.000Z',
    calledAt: '2026-03-02T01:10:00.000Z',
    servedAt: '2026-03-02T01:11:00.000Z',
    finishedAt: '2026-03-02T01:30:00.000Z',
    ...changes,
  })
  const closing = {
    day: '2026-03-02',
    captured: 5,
    sent: 3,
    waiting: 1,
    cancelled: 1,
    closedBy: randomUUID(),
  }
  const report = (changes: Partial<DayReport>) =>
    ask('/kiosk/day-report', { body: { tickets: [], checkIns: [], closings: [], ...changes } })

  test('is taken over with the desk’s own times, and the same report again changes nothing', async () => {
    const { app } = running
    const { id } = await booked()
    const given = [
      ticket(1),
      ticket(2, { status: 'WAITING', calledAt: null, servedAt: null, finishedAt: null }),
    ]
    const whole = {
      tickets: given,
      checkIns: [{ appointment: id, at: '2026-03-02T01:05:00.000Z' }],
      closings: [{ ...closing, closedAt: '2026-03-02T10:00:00.000Z' }],
    }
    expect(await report(whole)).toMatchObject({
      status: 200,
      body: { tickets: 2, checkIns: 1, closings: 1 },
    })
    const kept = async () => ({
      tickets: await app.db.ticket.findMany({ where: { series: 'A' }, orderBy: { number: 'asc' } }),
      moves: await app.db.transition.count({ where: { record: { in: ['ticket', 'appointment'] } } }),
      booking: await app.db.appointment.findUniqueOrThrow({ where: { id } }),
      closings: await app.db.dayClosing.findMany(),
    })
    const first = await kept()
    expect(first.tickets).toMatchObject([
      { status: 'DONE', finishedAt: new Date('2026-03-02T01:30:00Z') },
      { status: 'WAITING' },
    ])
    expect(first.booking).toMatchObject({
      status: 'CHECKED_IN',
      checkedInAt: new Date('2026-03-02T01:05:00Z'),
    })
    expect(first.closings).toMatchObject([{ captured: 5, machineId: desk.kiosk.actor.id }])
    await report(whole)
    expect(await kept()).toEqual(first)
  })

  test('of a day that was closed again later stands as it was closed last', async () => {
    running.advanceClock(minutes(1))
    const later = { ...closing, captured: 6, sent: 4, closedAt: '2026-03-02T11:00:00.000Z' }
    await report({ closings: [later] })
    await report({ closings: [{ ...closing, closedAt: '2026-03-02T10:00:00.000Z' }] })
    expect(await running.app.db.dayClosing.findMany()).toMatchObject([{ captured: 6 }])
  })

  test('is refused with numbers of another kiosk, or with a sum that is wrong', async () => {
    expect(await report({ tickets: [ticket(1, { series: 'B' })] })).toMatchObject({
      status: 422,
      body: { code: 'DAY_REPORT_FOREIGN' },
    })
    const wrong = { ...closing, captured: 9, closedAt: '2026-03-02T12:00:00.000Z' }
    expect((await report({ closings: [wrong] })).body).toMatchObject({ code: 'DAY_REPORT_FOREIGN' })
  })
})
