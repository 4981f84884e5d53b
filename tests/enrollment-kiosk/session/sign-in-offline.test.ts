import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StationStatus } from '../../../core/contracts/desk/station.ts'
import { startContractServer, type ContractServer } from './contract-server.ts'
import {
  adultNumber,
  adultPerson,
  childNumber,
  childPerson,
  hireOfficers,
  openDesk,
  registryAnswer,
  sealChildFile,
  signIn,
  succeed,
  untilState,
} from './desk.ts'
import { makeDataDirectory, startKioskProcess, until, type KioskProcess } from './kiosk-process.ts'

let server: ContractServer
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
let kiosk: KioskProcess
let officers: { operator: string; supervisor: string }
const pins = { operator: '274916', supervisor: '605813' } as const

const start = () => startKioskProcess({ server: server.url, directory: directory.path })
const status = async () => (await kiosk.get('/status')).body as unknown as StationStatus
const unlock = (role: 'operator' | 'supervisor', pin: string = pins[role]) =>
  kiosk.post('/officers/unlock', { officerId: officers[role], role, pin })
const beginAdult = () => kiosk.post('/sessions', { number: adultNumber, birthDate: adultPerson.birthDate })

beforeAll(async () => {
  server = await startContractServer()
  officers = hireOfficers(server)
  server.registry = registryAnswer(adultNumber, adultPerson)
  directory = await makeDataDirectory()
  kiosk = await start()
  await openDesk(kiosk)
})
afterAll(async () => {
  await kiosk.kill()
  await server.close()
  await directory.remove()
})

/** The tests follow one morning: the network goes, the agent is killed, the officers come back with their PINs. */
let begunOnline: string

test('an officer who signed in online chooses a PIN; one that is easily guessed is refused', async () => {
  const poor = await kiosk.post('/officers/pin', { role: 'operator', pin: '111111' })
  expect(poor).toMatchObject({ status: 400, body: { code: 'PIN_UNACCEPTABLE', who: 'OFFICER' } })
  for (const role of ['operator', 'supervisor'] as const) {
    const seat = await succeed(kiosk.post('/officers/pin', { role, pin: pins[role] }))
    expect(seat).toMatchObject({ officerId: officers[role], by: 'SERVER', hasPin: true })
  }
  begunOnline = String((await succeed(beginAdult()))['id'])
  expect((await status()).officers.operator).toMatchObject({ name: 'Cán bộ operator1' })
})

test('without the network and after a kill, the PIN opens the same work; a wrong one does not', async () => {
  await server.goDown()
  await kiosk.kill()
  kiosk = await start()
  const known = (await status()).knownOfficers
  expect(known.map(({ officerId }) => officerId).toSorted()).toEqual(Object.values(officers).toSorted())
  expect(await unlock('operator', '274917')).toMatchObject({ status: 403, body: { code: 'PIN_WRONG' } })
  expect(await kiosk.get('/sessions')).toMatchObject({ status: 200, body: [] })
  const seat = await succeed(unlock('operator'))
  expect(seat).toMatchObject({ officerId: officers.operator, by: 'LOCAL', name: 'Cán bộ operator1' })
  expect(Date.parse(String(seat['until']))).toBeGreaterThan(Date.now() + 3_600_000)
  expect(await succeed(kiosk.get('/sessions'))).toMatchObject([{ id: begunOnline }])
})

test('a PIN of one role does not open the other', async () => {
  const wrongRole = { officerId: officers.operator, role: 'supervisor', pin: pins.operator }
  expect((await kiosk.post('/officers/unlock', wrongRole)).body['code']).toBe('OFFICER_UNKNOWN_HERE')
})

test('the registry counts as unreachable for an officer who came by the PIN, also once the network is back', async () => {
  expect(await succeed(beginAdult())).toMatchObject({ registryOutcome: 'UNREACHABLE' })
  await server.comeBack()
  await until(status, ({ online }) => online)
  expect(await succeed(beginAdult())).toMatchObject({ registryOutcome: 'UNREACHABLE' })
})

test('what two officers sign who came by their PINs is taken by the server', async () => {
  server.registry = registryAnswer(childNumber, childPerson)
  await succeed(unlock('supervisor'))
  const { sha256 } = await sealChildFile(kiosk)
  await untilState(kiosk, sha256, 'RECEIVED')
  const { signers } = await server.open(sha256)
  expect(signers).toContain(`OPERATOR ${officers.operator}`)
})

test('the next sign-in with the password is a session at the server again, on the same work', async () => {
  server.registry = registryAnswer(adultNumber, adultPerson)
  const seat = await succeed(signIn(kiosk, 'operator1', 'operator'))
  expect(seat).toMatchObject({ by: 'SERVER', hasPin: true })
  expect(await succeed(beginAdult())).toMatchObject({ registryOutcome: 'FOUND' })
  expect(await succeed(kiosk.get('/sessions'))).toContainEqual(expect.objectContaining({ id: begunOnline }))
})

test('five wrong PINs stop the sixth, after a restart too', async () => {
  for (let tried = 0; tried < 4; tried++) expect((await unlock('supervisor', '000001')).status).toBe(403)
  expect((await unlock('supervisor', '000001')).body['code']).toBe('PIN_WRONG')
  await kiosk.kill()
  kiosk = await start()
  expect((await unlock('supervisor')).body['code']).toBe('PIN_LOCKED')
  const locked = (await status()).knownOfficers.find(({ officerId }) => officerId === officers.supervisor)
  expect(Date.parse(locked?.lockedUntil ?? '')).toBeGreaterThan(Date.now())
  expect(await unlock('operator')).toMatchObject({ status: 200 })
})

test('no name, number or PIN stands anywhere in the data folder', async () => {
  const secrets = [adultPerson.name, adultNumber, childNumber, 'Cán bộ operator1', pins.operator]
  for (const entry of await readdir(directory.path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const content = await readFile(join(entry.parentPath, entry.name))
    for (const secret of secrets) expect(content.includes(secret)).toBe(false)
  }
})
