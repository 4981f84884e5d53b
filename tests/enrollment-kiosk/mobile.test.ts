import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { DayReconciliation, DayView } from '../../core/contracts/desk/day.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { readConfiguration } from '../../enrollment-kiosk/env.ts'
import { type RunningKiosk, startKiosk } from '../../enrollment-kiosk/main.ts'
import { startContractServer, type ContractServer } from './session/contract-server.ts'
import {
  childDetails,
  childNumber,
  childPerson,
  hireOfficers,
  openDesk,
  registryAnswer,
  signChildFile,
  succeed,
} from './session/desk.ts'
import {
  hostSecretOf,
  makeDataDirectory,
  type Answer,
  type KioskProcess,
  until,
} from './session/kiosk-process.ts'

/** A kiosk in this process, so that the days pass by the clock that the test sets. */
let server: ContractServer
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
let running: RunningKiosk
let kiosk: KioskProcess
let officers: ReturnType<typeof hireOfficers>
const pins = { operator: '274916', supervisor: '605813' } as const
const dayMs = 86_400_000

async function start(): Promise<void> {
  const config = readConfiguration({
    SERVER_URL: server.url,
    KIOSK_DATA_DIR: directory.path,
    KIOSK_PORT: '0',
    CENTRE: 'HN001',
    KIOSK_SEAL: 'file',
    KIOSK_SECRET_FILE: hostSecretOf(directory.path),
    INSTALL_POLL_MS: '20',
    SETTINGS_REFRESH_MS: '50',
    OUTBOX_RETRY_MS: '20',
    OUTBOX_RETRY_MAX_MS: '100',
  })
  running = await startKiosk(config, pino({ level: 'silent' }))
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(running.url + path, {
      method,
      headers: { authorization: `Bearer ${running.token}` },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
  }
  kiosk = {
    url: running.url,
    token: running.token,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    delete: (path) => call('DELETE', path),
    kill: () => running.stop(),
    stop: () => running.stop().then(() => 0),
    log: () => '',
  }
}

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  server = await startContractServer()
  officers = hireOfficers(server)
  server.registry = registryAnswer(childNumber, childPerson)
  directory = await makeDataDirectory()
  await start()
  await openDesk(kiosk)
}, 60_000)
afterAll(async () => {
  vi.useRealTimers()
  await running.stop()
  await server.close()
  await directory.remove()
})

/** A file of a child at a school, up to the seal. */
async function captureAtSchool(group: string): Promise<string> {
  const field = { ...childDetails, channel: 'FIELD' }
  const id = await signChildFile(kiosk, { group }, field)
  await succeed(kiosk.post(`/sessions/${id}/countersign`))
  return id
}

test('three days at a school without the network: everything is captured, closed each evening, and sent at the end', async () => {
  for (const role of ['operator', 'supervisor'] as const)
    await succeed(kiosk.post('/officers/pin', { role, pin: pins[role] }))
  await server.goDown()
  const codes: string[] = []
  const days: string[] = []
  for (let day = 0; day < 3; day++) {
    if (day > 0) {
      vi.setSystemTime(Date.now() + dayMs)
      await running.stop()
      await start()
      for (const role of ['operator', 'supervisor'] as const)
        await succeed(kiosk.post('/officers/unlock', { officerId: officers[role], role, pin: pins[role] }))
    }
    days.push(calendarDateAt(Date.now()))
    const [first] = codes
    codes.push(await captureAtSchool(first ?? 'NEW'))
    codes.push(await captureAtSchool(first ?? codes[0] ?? ''))
    await succeed(kiosk.post('/day/tickets', {}))
    const closed = (await succeed(kiosk.post('/day/reconciliation'))) as unknown as DayReconciliation
    expect(closed).toMatchObject({ captured: 2, sent: 0, waiting: 2, cancelled: 0, difference: 0 })
  }
  expect(server.uploads).toHaveLength(0)
  const { entries } = (await succeed(kiosk.get('/journal'))) as unknown as { entries: { code: string }[] }
  expect(entries.map(({ code }) => code).toSorted()).toEqual(codes.toSorted())
  const group = await succeed(kiosk.get(`/groups/${codes[0]}`))
  expect((group['files'] as { code: string }[]).map(({ code }) => code)).toEqual(codes)

  await server.comeBack()
  await until(
    async () => server.stored.size,
    (count) => count === codes.length,
  )
  const received = [...server.stored.values()].map(({ receipt }) => receipt.applicationCode)
  expect(received.toSorted()).toEqual(codes.toSorted())
  const closings = () => server.day.reports.flatMap((report) => report.closings)
  await until(
    async () => closings(),
    (reported) => reported.length === 3,
  )
  expect(closings().map(({ day }) => day)).toEqual(days)
  const numbers = server.day.reports.flatMap(({ tickets }) => tickets)
  expect(numbers.map(({ day, series, number }) => `${day} ${series}${number}`)).toEqual(
    days.map((day) => `${day} G1`),
  )
  const sum = async () => ((await succeed(kiosk.get('/day'))) as unknown as DayView).reconciliation
  await until(sum, ({ sent }) => sent === 2)
  expect(await sum()).toMatchObject({ captured: 2, waiting: 0, difference: 0 })
  const tally = await readFile(join(directory.path, 'day', 'tally.log'), 'utf8')
  expect(tally.includes('ĐẶNG') || tally.includes(childNumber)).toBe(false)
})
