import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DayReconciliation, DayView, ReturnedFile, TicketView } from '../../core/contracts/desk/day.ts'
import type { SessionView } from '../../core/contracts/desk/session.ts'
import type { Booking } from '../../core/contracts/kiosk-day.ts'
import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import {
  atNoon,
  bookings,
  childCode,
  content,
  earlier,
  finger,
  lateCode,
  nothingGood,
  returnedCode,
  returnedNotice,
  today,
  units,
} from './day-data.ts'
import { startContractServer, type ContractServer } from './session/contract-server.ts'
import {
  adultNumber,
  adultPerson,
  childDetails,
  childNumber,
  childPerson,
  consent,
  hireOfficers,
  openDesk,
  registryAnswer,
  sealChildFile,
  signIn,
  succeed,
  untilState,
} from './session/desk.ts'
import { makeDataDirectory, startKioskProcess, until, type KioskProcess } from './session/kiosk-process.ts'

/** The tests follow one day at a desk: bookings in the morning, an afternoon without the network, the sum in the evening. */
let server: ContractServer
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
let kiosk: KioskProcess

const start = () =>
  startKioskProcess({
    server: server.url,
    directory: directory.path,
    environment: { SETTINGS_REFRESH_MS: '50' },
  })
const answer = async <T>(path: string, body?: unknown) =>
  (await succeed(body === undefined ? kiosk.get(path) : kiosk.post(path, body))) as T
const day = () => answer<DayView>('/day')
const [first] = bookings as [Booking]

beforeAll(async () => {
  server = await startContractServer()
  hireOfficers(server)
  server.registry = registryAnswer(adultNumber, adultPerson)
  server.day.day = {
    on: today,
    phone: '0243000001',
    desk: { number: 4, name: 'Bàn 4' },
    bookings: [...bookings],
    tickets: [],
    returned: [
      returnedNotice(returnedCode, '2999-01-01'),
      returnedNotice(lateCode, '2000-01-01'),
      returnedNotice(childCode, '2999-01-01'),
    ],
  }
  server.day.reference = {
    on: today,
    units,
    centres: [{ code: 'HN001', name: 'Điểm Mẫu', unit: 'Tỉnh Mẫu 1' }],
    forecastDays: 4,
  }
  for (const { id, number } of bookings) {
    const subject = registryAnswer(String(number), adultPerson)
    server.day.subjects.set(id, {
      ...subject,
      number: parseCitizenNumber(String(number)),
      person: adultPerson,
    })
  }
  server.day.cuts = 1
  directory = await makeDataDirectory()
  kiosk = await start()
  await openDesk(kiosk)
}, 60_000)
afterAll(async () => {
  await kiosk.kill()
  await server.close()
  await directory.remove()
})

test('the first synchronisation goes on after a cut, and what is here is not sent again', async () => {
  await until(
    day,
    ({ appointments }) => appointments.length === 2 && appointments.every((one) => one.snapshot),
  )
  expect(server.day.cuts).toBe(0)
  const { sent } = server.day
  await until(
    () => kiosk.get('/status'),
    ({ body }) => {
      const { steps } = body['installation'] as { steps: { name: string; state: string }[] }
      return steps.every(({ state }) => state === 'DONE')
    },
  )
  const once = { ...sent }
  expect(once).toMatchObject({ '/kiosk/day': 1, '/kiosk/reference': 1, '/kiosk/subjects': 2 })
  // A change is fetched, and only it.
  server.day.day = { ...server.day.day, phone: '0243000002' }
  await until(
    async () => sent['/kiosk/day'],
    (count) => count === 2,
  )
  expect(sent).toEqual({ ...once, '/kiosk/day': 2 })
})

test('nothing of the people who booked can be read on the disk', async () => {
  const names = (await readdir(join(directory.path, 'day'))).filter((name) => !name.endsWith('.tmp'))
  expect(names.toSorted()).toEqual(expect.arrayContaining(['subjects.box', 'synced.box']))
  for (const name of names) {
    const content = await readFile(join(directory.path, 'day', name), 'utf8')
    expect(content.includes(adultNumber) || content.includes('NIÊ')).toBe(false)
  }
})

test('without marks a place is found among all units of the country, at most 50 at once', async () => {
  expect(units).toHaveLength(34 + 34 * 98)
  const typed = ['binh dap', 'Bình Đáp 12', 'xom thu 9', 'x', 'binh dap mau 3', '00107']
  const found = await Promise.all(typed.map((q) => answer<unknown[]>(`/units?q=${encodeURIComponent(q)}`)))
  expect(found.every((list) => list.length > 0 && list.length <= 50)).toBe(true)
  expect(found[1]).toMatchObject([{ name: 'Xã Bình Đáp 12', path: 'Xã Bình Đáp 12, Tỉnh Mẫu 12' }])
  expect(await answer('/centres')).toEqual([{ code: 'HN001', name: 'Điểm Mẫu', unit: 'Tỉnh Mẫu 1' }])
})

test('without the network a booking begins a file with the registry’s data that were kept', async () => {
  await server.goDown()
  const session = await answer<SessionView>('/sessions', { appointment: first.id })
  expect(session).toMatchObject({
    registryOutcome: 'FOUND',
    registryFrom: 'SNAPSHOT',
    appointment: { id: first.id },
    registry: { number: adultNumber },
  })
  await succeed(kiosk.post(`/sessions/${session.id}/events`, { event: 'abandon' }))
})

test('without the network numbers are given one after the other, and none twice after a kill', async () => {
  const taken = await Promise.all([1, 2, 3].map(() => answer<TicketView>('/day/tickets', {})))
  expect(taken.map(({ name }) => name).toSorted()).toEqual(['G1', 'G2', 'G3'])
  const one = taken.find(({ number }) => number === 1)
  for (const event of ['call', 'serve', 'finish'])
    await succeed(kiosk.post(`/day/tickets/${one?.id}/events`, { event }))
  const again = await kiosk.post(`/day/tickets/${one?.id}/events`, { event: 'call' })
  expect(again.body['code']).toBe('TRANSITION_REFUSED')
  await succeed(kiosk.post(`/day/appointments/${first.id}/check-in`))
  await kiosk.kill()
  await server.comeBack()
  kiosk = await start()
  await openDesk(kiosk)
  expect(await answer<TicketView>('/day/tickets', { kind: 'EXCHANGE' })).toMatchObject({
    name: 'G4',
    status: 'WAITING',
    events: ['call'],
  })
  const { appointments, tickets } = await day()
  expect(appointments.find(({ id }) => id === first.id)?.status).toBe('CHECKED_IN')
  expect(tickets.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'G1 DONE',
    'G2 WAITING',
    'G3 WAITING',
    'G4 WAITING',
  ])
})

test('what the desk did without the network is reported once when it is back', async () => {
  const reported = () => server.day.reports.flatMap(({ tickets }) => tickets.map(({ number }) => number))
  await until(
    async () => reported(),
    (numbers) => numbers.includes(4),
  )
  expect(reported().toSorted()).toEqual([1, 2, 3, 4])
  expect(server.day.reports.flatMap(({ checkIns }) => checkIns)).toMatchObject([{ appointment: first.id }])
  const { tickets } = server.day.reports[0] ?? { tickets: [] }
  expect(tickets.find(({ number }) => number === 1)).toMatchObject({
    series: 'G',
    status: 'DONE',
    finishedAt: expect.any(String),
  })
})

test('a file that came back asks for its faulty finger alone, prefilled, under its old code', async () => {
  const listed = await answer<readonly ReturnedFile[]>('/returned')
  expect(listed.map(({ code }) => code)).toEqual([returnedCode, lateCode, childCode])
  expect(listed[0]).toMatchObject({ phone: '0243000002', deadlineOn: '2999-01-01' })
  expect((await kiosk.post(`/returned/${lateCode}/open`)).body['code']).toBe('RETURN_DEADLINE_PASSED')
  expect((await kiosk.post('/returned/HN001-07-260101-9999-X/open')).body['code']).toBe('RETURNED_UNKNOWN')
  server.day.returned.set(returnedCode, {
    ...earlier(returnedCode, adultPerson, adultNumber),
    content: {
      ...content(adultPerson),
      good: {
        ...nothingGood,
        fingers: [2, 3, 4, 5, 6, 7, 8, 9, 10].map(finger),
        portrait: {
          file: 'portrait.jpg',
          device: 'VC0706',
          capturedAt: atNoon,
          quality: null,
          findings: [],
          reason: null,
        },
      },
    },
  })
  const session = await answer<SessionView>(`/returned/${returnedCode}/open`, {})
  expect(session).toMatchObject({
    id: returnedCode,
    state: 'CAPTURING',
    details: { person: { name: adultPerson.name } },
    marks: 'Nốt ruồi ở cằm',
    returned: { parts: ['FINGERS'], fingers: [1], phone: '0243000002' },
  })
  const open = session.steps.filter(({ state }) => state === 'TODO').map(({ id }) => id)
  expect(open.filter((id) => /finger|FINGER|^F/.test(id))).toHaveLength(1)
  expect(session.missing?.filter(({ code }) => code.startsWith('FINGER'))).toMatchObject([{ position: 1 }])
  expect(session.missing?.map(({ code }) => code)).not.toContain('PORTRAIT_MISSING')
  // It is here now: the list no longer offers it, and opening it again shows the same session.
  const left = await answer<readonly ReturnedFile[]>('/returned')
  expect(left.map(({ code }) => code)).toEqual([lateCode, childCode])
  expect(await answer<SessionView>(`/returned/${returnedCode}/open`, {})).toMatchObject({ id: returnedCode })
  await succeed(kiosk.post(`/sessions/${returnedCode}/events`, { event: 'abandon' }))
})

test('what is put right is sealed under the old code and refers to the packet before; its papers need not come again', async () => {
  const notice = returnedNotice(childCode, '2999-01-01')
  const representative = {
    number: parseCitizenNumber('001090000033'),
    name: 'ĐẶNG VĂN MẪU',
    relation: 'FATHER',
  } as const
  const paper = {
    id: randomUUID(),
    type: 'REPRESENTATIVE_PROOF',
    pages: ['paper-1-1.jpg'],
    capturedAt: atNoon,
  }
  const papers = [{ ...paper, source: 'CAMERA' as const }]
  server.day.returned.set(childCode, {
    ...earlier(childCode, childPerson, childNumber),
    returned: {
      ...notice,
      reasons: ['DOES_NOT_FIT'],
      returnedFor: { ...notice.returnedFor, parts: ['DETAILS'] },
    },
    content: { ...content(childPerson), representative, good: { ...nothingGood, papers } },
  })
  const { state } = await answer<SessionView>(`/returned/${childCode}/open`, {})
  expect(state).toBe('DETAILS')
  await consent(kiosk, childCode)
  await succeed(kiosk.post(`/sessions/${childCode}/details`, childDetails))
  await succeed(kiosk.post(`/sessions/${childCode}/review`))
  await succeed(kiosk.post(`/sessions/${childCode}/sign`))
  const { packet } = await answer<SessionView>(`/sessions/${childCode}/countersign`, {})
  await untilState(kiosk, packet ?? '', 'RECEIVED')
  const { manifest } = await server.open(packet ?? '')
  expect(manifest).toMatchObject({
    applicationCode: childCode,
    papers: [],
    resubmits: { packet: 'ab'.repeat(32), fingers: [], portrait: false, papers: [paper.id] },
  })
})

test('files of a household begin with what the first one wrote down, and are listed together', async () => {
  server.registry = registryAnswer(childNumber, childPerson)
  const head = await sealChildFile(kiosk, { group: 'NEW' })
  await untilState(kiosk, head.sha256, 'RECEIVED')
  const begun = { number: childNumber, birthDate: childPerson.birthDate, group: head.id }
  const known = await answer<SessionView>('/sessions', begun)
  expect(known.drafts).toMatchObject({ details: { representative: { name: 'ĐẶNG VĂN MẪU' } } })
  // What the registry knows of the address, the family's does not overrule.
  expect(known.drafts['details']).not.toHaveProperty('person')
  server.registry = null
  const unknown = await answer<SessionView>('/sessions', begun)
  expect(unknown).toMatchObject({
    group: head.id,
    drafts: { details: { person: { residence: childPerson.residence } } },
  })
  server.registry = registryAnswer(childNumber, childPerson)
  expect(await answer(`/groups/${head.id}`)).toMatchObject({
    group: head.id,
    files: [
      { code: head.id, outbox: 'RECEIVED' },
      { code: known.id, state: 'COMPARING', outbox: null },
      { code: unknown.id, state: 'COMPARING', outbox: null },
    ],
  })
  for (const { id } of [known, unknown])
    await succeed(kiosk.post(`/sessions/${id}/events`, { event: 'abandon' }))
})

test('the day is not closed while a file is open; closed, it adds up and is reported', async () => {
  const begun = { number: childNumber, birthDate: childPerson.birthDate }
  const open = await answer<SessionView>('/sessions', begun)
  const refused = await kiosk.post('/day/reconciliation')
  expect(refused.body['code']).toBe('DAY_STILL_OPEN')
  expect(String(refused.body['vi'])).toContain(open.id)
  await succeed(kiosk.post(`/sessions/${open.id}/events`, { event: 'abandon' }))
  const closed = await answer<DayReconciliation>('/day/reconciliation', {})
  // One was sent; given up: the first booking’s, two of the household, and this one.
  expect(closed).toMatchObject({ captured: 5, sent: 1, waiting: 0, cancelled: 4, open: 0, difference: 0 })
  expect(closed.closedAt).not.toBeNull()
  const closings = () => server.day.reports.flatMap((report) => report.closings)
  await until(
    async () => closings(),
    (reported) => reported.length > 0,
  )
  expect(closings()).toMatchObject([{ day: today, captured: 5, sent: 1, cancelled: 4 }])
  const { desks, byHour } = await day()
  expect(desks).toMatchObject([{ desk: 'Bàn 4', done: 2 }])
  expect(byHour.reduce((sum, count) => sum + count, 0)).toBe(2)
})

test('names are for whoever has signed in', async () => {
  await succeed(kiosk.post('/officers/sign-out', { role: 'operator' }))
  await succeed(kiosk.post('/officers/sign-out', { role: 'supervisor' }))
  expect((await kiosk.get('/day')).body['code']).toBe('OFFICER_NOT_SIGNED_IN')
  expect((await kiosk.get('/returned')).body['code']).toBe('OFFICER_NOT_SIGNED_IN')
  await succeed(signIn(kiosk, 'operator1', 'operator'))
  expect((await day()).on).toBe(today)
})
