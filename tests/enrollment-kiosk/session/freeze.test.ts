import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StationStatus } from '../../../core/contracts/desk/station.ts'
import { openStationVault } from '../../../enrollment-kiosk/store/station-vault.ts'
import { startContractServer, type ContractServer } from './contract-server.ts'
import {
  adultPerson,
  childNumber,
  childPerson,
  hireOfficers,
  openDesk,
  registryAnswer,
  signChildFile,
  succeed,
} from './desk.ts'
import {
  hostSecretOf,
  makeDataDirectory,
  startKioskProcess,
  until,
  type KioskProcess,
} from './kiosk-process.ts'

let server: ContractServer
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
let kiosk: KioskProcess
let operator: string
const pin = '274916'

const start = (environment: Readonly<Record<string, string>>) =>
  startKioskProcess({
    server: server.url,
    directory: directory.path,
    environment: { SETTINGS_REFRESH_MS: '100', ...environment },
  })
const begin = () => kiosk.post('/sessions', { birthDate: adultPerson.birthDate })
const status = async () => (await kiosk.get('/status')).body as unknown as StationStatus
const freezes = async () => (await status()).freezes.map(({ code }) => code)
const untilThawed = () => until(freezes, (codes) => codes.length === 0)

beforeAll(async () => {
  server = await startContractServer()
  ;({ operator } = hireOfficers(server))
  server.registry = registryAnswer(childNumber, childPerson)
  directory = await makeDataDirectory()
  kiosk = await start({ KIOSK_FREEZE_UNSENT: '1' })
  await openDesk(kiosk)
  await succeed(kiosk.post('/officers/pin', { role: 'operator', pin }))
})
afterAll(async () => {
  await kiosk.kill()
  await server.close()
  await directory.remove()
})

test('a clock that differs from the server is measured, and freezes the station until it is right', async () => {
  server.clockAheadMs = 3_600_000
  const wrong = await until(status, ({ installation: { fault } }) => fault?.code === 'CLOCK_WRONG')
  expect(Math.abs((wrong.clockAheadMs ?? 0) + 3_600_000)).toBeLessThan(60_000)
  expect(wrong.freezes.map(({ code }) => code)).toEqual(['CLOCK_WRONG'])
  const refused = await begin()
  expect(refused).toMatchObject({ status: 409, body: { code: 'STATION_FROZEN', who: 'SUPERVISOR' } })
  expect(String(refused.body['vi'])).toContain('chỉnh ngày giờ')
  const failed = await until(status, ({ installation: { steps } }) =>
    steps.some(({ state }) => state === 'FAILED'),
  )
  expect(failed.installation.steps.find(({ state }) => state === 'FAILED')).toMatchObject({
    name: 'SETTINGS',
    remedy: { vi: expect.stringContaining('ngày giờ') as unknown },
  })
  server.clockAheadMs = 0
  await untilThawed()
  expect((await begin()).status).toBe(200)
})

test('too many unsent packets: the file in work is still sealed, and sending thaws the station', async () => {
  const inWork = await signChildFile(kiosk)
  await server.goDown()
  await succeed(kiosk.post(`/sessions/${inWork}/countersign`))
  expect(await freezes()).toEqual(['TOO_MANY_UNSENT'])
  expect((await begin()).body['code']).toBe('STATION_FROZEN')
  await until(status, ({ online }) => !online)
  await server.comeBack()
  await untilThawed()
  expect((await begin()).status).toBe(200)
})

test('too long without the server, and a full disk: begun files go on, nothing new begins', async () => {
  const id = String((await succeed(begin()))['id'])
  await kiosk.stop()
  await server.goDown()
  await lastHeard(Date.now() - 8 * 86_400_000)
  kiosk = await start({ KIOSK_FREEZE_DISK_MB: '1000000000' })
  await succeed(kiosk.post('/officers/unlock', { officerId: operator, role: 'operator', pin }))
  expect(await freezes()).toEqual(['NOT_SYNCED', 'DISK_FULL'])
  const refused = await begin()
  expect(refused.body['code']).toBe('STATION_FROZEN')
  for (const remedy of ['Nối mạng', 'giải phóng đĩa']) expect(String(refused.body['vi'])).toContain(remedy)
  expect(await succeed(kiosk.post(`/sessions/${id}/events`, { event: 'park' }))).toMatchObject({
    state: 'PARKED',
  })
  await server.comeBack()
  expect(await until(freezes, (codes) => !codes.includes('NOT_SYNCED'))).toEqual(['DISK_FULL'])
})

/** Puts the last synchronisation back in time, as the station itself would have written it. */
async function lastHeard(at: number): Promise<void> {
  const seal = { by: 'file', secretFile: hostSecretOf(directory.path) } as const
  const vault = await openStationVault(directory.path, seal)
  const stored: unknown = JSON.parse(new TextDecoder().decode((await vault.read('sync-state')) ?? undefined))
  const state = { ...(stored as object), lastSyncAt: new Date(at).toISOString() }
  await vault.write('sync-state', new TextEncoder().encode(JSON.stringify(state)))
}
