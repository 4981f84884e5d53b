import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applicationCodeHeader, packetReceiptSchema } from '../../../core/contracts/kiosk-sync.ts'
import { minutes, type TestApp, testApp } from '../../support/app.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import {
  type Credentials,
  type HttpServer,
  openHttp,
  refusalIn,
  signIn,
  tokenOf,
} from '../../support/http.ts'
import { installMachine } from '../../support/machines.ts'
import { hireOfficer } from '../../support/officers.ts'
import { altered, type Packet, sealedPacket } from '../../support/packets.ts'
import { makePerson, registerResident } from '../../support/people.ts'
import { fileOf, runPipeline } from '../../support/pipeline.ts'
import { contentOf } from '../../support/rows.ts'

const marked = { name: 'NGUYỄN THỊ DẤU VẾT', residence: 'Số 77, ngõ Dấu Vết, Phường Mẫu Một' }

let running: TestApp
let server: HttpServer
let desk: Desk
let kiosk: Credentials

beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  desk = await openDesk(running.app)
})
beforeEach(async () => {
  kiosk = await tokenOf(server, running.app, desk.kiosk)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const freshPacket = async () => sealedPacket(desk, await registerResident(running.app, makePerson(marked)))

function upload(
  { code, bytes }: Pick<Packet, 'code' | 'bytes'>,
  headers: Credentials = kiosk,
  type = 'application/cms',
) {
  return fetch(`${server.url}/packets`, {
    method: 'POST',
    headers: { 'content-type': type, [applicationCodeHeader]: code, ...headers },
    body: bytes,
  })
}

/** The refusal of an upload that must change nothing, as `status CODE`. */
async function refused(sending: () => Promise<Response>): Promise<string> {
  const before = await contentOf(running.app)
  const code = await refusalIn(await sending())
  expect(await contentOf(running.app)).toEqual(before)
  return code
}

describe('over HTTP a kiosk', () => {
  test('sends a packet, gets a receipt of the agreed form, and asks later what became of it', async () => {
    const packet = await freshPacket()
    const response = await upload(packet)
    expect(response.status).toBe(201)
    const { sha256, applicationCode } = packetReceiptSchema.parse(await response.json())
    expect(applicationCode).toBe(packet.code)
    const state = async () => (await fetch(`${server.url}/packets/${sha256}`, { headers: kiosk })).json()
    expect(await state()).toMatchObject({ state: 'STORED', refusalCode: null })
    await runPipeline(running.app)
    expect(await state()).toMatchObject({ state: 'OPENED', refusalCode: null })
  })

  test('sends the same bytes again and gets the same receipt; other bytes under the code are refused', async () => {
    const packet = await freshPacket()
    const first = await (await upload(packet)).text()
    const before = await contentOf(running.app)
    expect(await (await upload(packet)).text()).toBe(first)
    expect(await contentOf(running.app)).toEqual(before)
    const other = { ...packet, bytes: altered(packet.bytes, 0.5) }
    expect(await refused(() => upload(other))).toBe('409 APPLICATION_ALREADY_RECEIVED')
  })

  test('learns why a packet was refused', async () => {
    const { code, bytes } = await freshPacket()
    const { sha256 } = packetReceiptSchema.parse(
      await (await upload({ code, bytes: altered(bytes, 1) })).json(),
    )
    await runPipeline(running.app)
    const answer = await fetch(`${server.url}/packets/${sha256}`, { headers: kiosk })
    expect(await answer.json()).toMatchObject({ state: 'REFUSED', refusalCode: 'PACKET_ALTERED' })
    expect(await fileOf(running.app, code)).toMatchObject({ status: 'RETURNED' })
  })

  test('does not learn of another kiosk’s packets', async () => {
    const { sha256 } = packetReceiptSchema.parse(await (await upload(await freshPacket())).json())
    const other = await tokenOf(server, running.app, await installMachine(running.app, 'KIOSK'))
    expect(await refused(() => fetch(`${server.url}/packets/${sha256}`, { headers: other }))).toBe(
      '404 NOT_FOUND',
    )
  })
})

describe('an upload is refused, and nothing is changed,', () => {
  test('without a token, with one that has expired, and from whoever is no kiosk', async () => {
    const packet = await freshPacket()
    const station = await tokenOf(server, running.app, await installMachine(running.app, 'STATION'))
    const { credentials } = await signIn(server, await hireOfficer(running.app, 'CAPTURE_OFFICER'))
    expect(await refused(() => upload(packet, {}))).toBe('401 UNAUTHENTICATED')
    expect(await refused(() => upload(packet, station))).toBe('403 FORBIDDEN')
    expect(await refused(() => upload(packet, credentials))).toBe('403 FORBIDDEN')
    running.advanceClock(minutes(11))
    expect(await refused(() => upload(packet, kiosk))).toBe('401 UNAUTHENTICATED')
  })

  test('under a code that is none, or that another machine allotted', async () => {
    const packet = await freshPacket()
    const other = await openDesk(running.app)
    const none = 'HN001-01-260302-0001-A' as Packet['code']
    expect(await refused(() => upload({ ...packet, code: none }))).toBe('422 ILLEGAL_APPLICATION_CODE')
    expect(await refused(() => upload({ ...packet, code: other.nextCode() }))).toBe(
      '422 PACKET_FROM_ANOTHER_MACHINE',
    )
  })

  test('when it is empty, of another content type, or larger than any packet', async () => {
    const packet = await freshPacket()
    expect(await refused(() => upload({ ...packet, bytes: new Uint8Array() }))).toBe('400 ILLEGAL_REQUEST')
    expect(await refused(() => upload(packet, kiosk, 'application/json'))).toBe('400 ILLEGAL_REQUEST')
    const huge = new Uint8Array(running.app.env.intake.maxBytes + 1)
    expect(await refused(() => upload({ ...packet, bytes: huge }))).toBe('413 TOO_LARGE')
  })

  test('while the system is busy; it says when to try again', async () => {
    await upload(await freshPacket())
    running.advanceClock(minutes(31))
    kiosk = await tokenOf(server, running.app, desk.kiosk)
    const packet = await freshPacket()
    const response = await upload(packet)
    expect(response.headers.get('retry-after')).toBe('60')
    expect(await refusalIn(response)).toBe('503 INTAKE_BUSY')
    await runPipeline(running.app)
    expect((await upload(packet)).status).toBe(201)
  })
})

test('an address or a body that cannot be read is the client’s fault, and is not logged as ours', async () => {
  const before = running.logged.length
  const json = { 'content-type': 'application/json' }
  const ask = async (path: string, init: RequestInit = {}) =>
    refusalIn(await fetch(`${server.url}${path}`, init))
  expect(await ask('/packets/%E0%A4%A')).toBe('400 ILLEGAL_REQUEST')
  expect(await ask('/machines', { method: 'POST', headers: json, body: '{' })).toBe('400 ILLEGAL_REQUEST')
  expect(await ask('/machines', { method: 'POST', headers: json, body: '{"kind":"TANK"}' })).toBe(
    '400 ILLEGAL_REQUEST',
  )
  expect(await ask('/machines/khong-phai')).toBe('400 ILLEGAL_REQUEST')
  const charset = { 'content-type': 'application/json; charset=x-khong-co' }
  expect(await ask('/machines', { method: 'POST', headers: charset, body: '{}' })).toBe('415 ILLEGAL_REQUEST')
  const form = new URLSearchParams({ grant_type: 'password' })
  expect(await ask('/machines/token', { method: 'POST', body: form })).toBe('400 ILLEGAL_REQUEST')
  expect(running.logged).toHaveLength(before)
})

test('nothing of an applicant stands in the log, however the files ended', () => {
  const log = running.logged.join('\n')
  for (const secret of [...Object.values(marked), 'Dấu Vết', '001190']) expect(log).not.toContain(secret)
})
