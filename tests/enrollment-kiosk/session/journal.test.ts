import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JournalPage } from '../../../core/contracts/desk/station.ts'
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
import { makeDataDirectory, startKioskProcess, type KioskProcess } from './kiosk-process.ts'

let server: ContractServer
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
let kiosk: KioskProcess

const start = () => startKioskProcess({ server: server.url, directory: directory.path })
const journal = async (query = '') =>
  (await succeed(kiosk.get(`/journal?q=${encodeURIComponent(query)}`))) as unknown as JournalPage

async function begin(number: string, person: { readonly name: string; readonly birthDate: string }) {
  server.registry = registryAnswer(number, person)
  const begun = await succeed(kiosk.post('/sessions', { number, birthDate: person.birthDate }))
  return String(begun['id'])
}

beforeAll(async () => {
  server = await startContractServer()
  hireOfficers(server)
  server.officers.set('operator2', { id: '6f1f0c52-3a52-4ff5-9d1f-1f0f8a0a9c11', role: 'OPERATOR' })
  directory = await makeDataDirectory()
  kiosk = await start()
  await openDesk(kiosk)
})
afterAll(async () => {
  await kiosk.kill()
  await server.close()
  await directory.remove()
})

test('a file is in the journal from its first step, and stays when it is cancelled', async () => {
  const id = await begin(adultNumber, adultPerson)
  expect((await journal("h'hen nie")).entries).toMatchObject([
    { code: id, name: adultPerson.name, number: adultNumber, cancelled: false },
  ])
  await succeed(kiosk.post(`/sessions/${id}/events`, { event: 'abandon' }))
  expect((await journal(adultNumber)).entries).toMatchObject([{ code: id, cancelled: true, outbox: null }])
})

test('another operator finds nothing of it; after a kill its own operator finds it again', async () => {
  await succeed(signIn(kiosk, 'operator2', 'operator'))
  expect(await journal()).toEqual({ entries: [], next: null })
  await kiosk.kill()
  kiosk = await start()
  expect((await kiosk.get('/journal')).body['code']).toBe('OFFICER_NOT_SIGNED_IN')
  await openDesk(kiosk)
  expect((await journal('hhen')).entries).toEqual([])
  expect((await journal('H HEN')).entries).toHaveLength(1)
})

test('a file that was sent is found after its draft is gone', async () => {
  server.registry = registryAnswer(childNumber, childPerson)
  const { id, sha256 } = await sealChildFile(kiosk)
  await untilState(kiosk, sha256, 'RECEIVED')
  expect((await kiosk.get(`/sessions/${id}`)).status).toBe(404)
  expect((await journal('thuy duong')).entries).toMatchObject([
    { code: id, state: 'SEALED', outbox: 'RECEIVED', cancelled: false },
  ])
})
