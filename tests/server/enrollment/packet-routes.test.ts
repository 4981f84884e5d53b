import { createHash } from 'node:crypto'
import { readdir, utimes } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  applicationCodeHeader,
  lengthHeader,
  packetReceiptSchema,
  packetStateSchema,
} from '../../../core/contracts/kiosk-sync.ts'
import { chunkType, offsetHeader } from '../../../core/contracts/uploads.ts'
import { forgetPieces } from '../../../server/enrollment/packet-pieces.ts'
import { centres, days, minutes, type TestApp, testApp } from '../../support/app.ts'
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

/** What a receipt says; it is signed afresh each time. */
const saidIn = (answer: string) => ({ ...packetReceiptSchema.parse(JSON.parse(answer)), jws: null })

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
    expect(saidIn(await (await upload(packet)).text())).toEqual(saidIn(first))
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

  test('does not learn of another centre’s packets', async () => {
    const { sha256 } = packetReceiptSchema.parse(await (await upload(await freshPacket())).json())
    const machine = await installMachine(running.app, 'KIOSK', centres.elsewhere.code)
    const other = await tokenOf(server, running.app, machine)
    expect(await refused(() => fetch(`${server.url}/packets/${sha256}`, { headers: other }))).toBe(
      '404 NOT_FOUND',
    )
  })
})

describe('in pieces a packet', () => {
  const hashOf = ({ bytes }: Pick<Packet, 'bytes'>) => createHash('sha256').update(bytes).digest('hex')
  const heldOf = async (packet: Packet) => {
    const answer = await fetch(`${server.url}/packets/${hashOf(packet)}`, { headers: kiosk })
    return answer.status === 404 ? 0 : packetStateSchema.parse(await answer.json())
  }
  const pieceRequest = (packet: Packet, from: number, to: number) => ({
    method: 'PATCH',
    headers: {
      'content-type': chunkType,
      [applicationCodeHeader]: packet.code,
      [offsetHeader]: String(from),
      [lengthHeader]: String(packet.bytes.length),
      ...kiosk,
    },
    body: packet.bytes.subarray(from, to),
  })
  const send = (packet: Packet, from: number, to: number) =>
    fetch(`${server.url}/packets/${hashOf(packet)}`, pieceRequest(packet, from, to))

  test('is one file once its last byte is there, and leaves no pieces', async () => {
    const packet = await freshPacket()
    const { length } = packet.bytes
    expect(await (await send(packet, 0, 1000)).json()).toEqual({ received: 1000 })
    expect(await heldOf(packet)).toEqual({ state: 'PARTIAL', received: 1000 })
    const last = await send(packet, 1000, length)
    expect(last.status).toBe(201)
    const receipt = packetReceiptSchema.parse(await last.json())
    expect(receipt).toMatchObject({ sha256: hashOf(packet), applicationCode: packet.code })
    expect(await heldOf(packet)).toMatchObject({ state: 'STORED', refusalCode: null })
    expect(await readdir(join(running.dataDir, 'packet-pieces'))).toEqual([])
    expect((await send(packet, 0, 10)).status).toBe(201)
    expect(await running.app.db.application.count({ where: { code: packet.code } })).toBe(1)
    await runPipeline(running.app)
    expect(await heldOf(packet)).toMatchObject({ state: 'OPENED' })
  })

  test('keeps what came of a piece that was cut off', async () => {
    const packet = await freshPacket()
    const { port } = new URL(server.url)
    const { method, headers, body } = pieceRequest(packet, 0, packet.bytes.length)
    const socket = connect(Number(port), '127.0.0.1')
    const lines = Object.entries({ host: 'x', 'content-length': body.length, ...headers })
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    socket.write(`${method} /packets/${hashOf(packet)} HTTP/1.1\r\n${head}\r\n`)
    socket.write(body.subarray(0, 3000))
    const all = JSON.stringify({ state: 'PARTIAL', received: 3000 })
    while (JSON.stringify(await heldOf(packet)) !== all) await new Promise(setImmediate)
    socket.destroy()
    const before = running.logged.length
    expect((await send(packet, 3000, packet.bytes.length)).status).toBe(201)
    expect(running.logged.slice(before).join()).not.toContain('unexpected')
  })

  test('that begins too far on is told where to go on; the same bytes may come again', async () => {
    const packet = await freshPacket()
    await send(packet, 0, 500)
    const tooFar = await send(packet, 501, 600)
    expect(tooFar.headers.get(offsetHeader)).toBe('500')
    expect(await refusalIn(tooFar)).toBe('409 WRONG_OFFSET')
    expect(await (await send(packet, 100, 700)).json()).toEqual({ received: 700 })
  })

  test('whose bytes came altered begins anew', async () => {
    const packet = await freshPacket()
    const { length } = packet.bytes
    await send({ ...packet, bytes: packet.bytes }, 0, 1000)
    const other = altered(packet.bytes, 1)
    const rest = { ...pieceRequest(packet, 1000, length), body: other.subarray(1000) }
    const answer = await fetch(`${server.url}/packets/${hashOf(packet)}`, rest)
    expect(await refusalIn(answer)).toBe('422 PACKET_PIECES_DAMAGED')
    expect(await heldOf(packet)).toBe(0)
    expect((await send(packet, 0, length)).status).toBe(201)
  })

  test('that is longer than was said, or than any packet, is refused', async () => {
    const packet = await freshPacket()
    const request = pieceRequest(packet, 0, 2000)
    const ask = (length: number) =>
      fetch(`${server.url}/packets/${hashOf(packet)}`, {
        ...request,
        headers: { ...request.headers, [lengthHeader]: String(length) },
      })
    expect(await refused(() => ask(1999))).toBe('413 PACKET_TOO_LARGE')
    expect(await refused(() => ask(running.app.env.intake.maxBytes + 1))).toBe('413 PACKET_TOO_LARGE')
  })

  test('that nobody went on with for a month leaves the disk', async () => {
    const packet = await freshPacket()
    await send(packet, 0, 500)
    const path = join(running.dataDir, 'packet-pieces', `${desk.kiosk.actor.id}.${hashOf(packet)}`)
    const fresh = new Date(running.app.clock() - days(29))
    await utimes(path, fresh, fresh)
    expect(await heldOf(packet)).toEqual({ state: 'PARTIAL', received: 500 })
    const old = new Date(running.app.clock() - days(31))
    await utimes(path, old, old)
    expect(await forgetPieces(running.app)).toBe(1)
    expect(await heldOf(packet)).toBe(0)
  })
})

describe('a packet that another machine of the centre carries', () => {
  test('becomes the file of the machine that made it; the audit says who brought it', async () => {
    const packet = await sealedPacket(desk, await registerResident(running.app))
    const carrier = await installMachine(running.app, 'KIOSK')
    const answer = await upload(packet, await tokenOf(server, running.app, carrier))
    expect(answer.status).toBe(201)
    await runPipeline(running.app)
    const file = await fileOf(running.app, packet.code)
    expect(file).toMatchObject({ status: 'AWAITING_APPROVAL', machineId: desk.kiosk.actor.id })
    const [brought] = await running.app.db.auditEntry.findMany({
      where: { subjectId: file.id, action: 'packet.receive' },
    })
    expect(brought?.actorId).toBe(carrier.actor.id)
    expect(JSON.parse(brought?.details ?? '')).toMatchObject({ carriedFor: desk.kiosk.actor.id })
    const asked = await fetch(`${server.url}/packets/${file.packetSha256}`, { headers: kiosk })
    const { receipt } = z.object({ receipt: packetReceiptSchema }).parse(await asked.json())
    expect(receipt.applicationCode).toBe(packet.code)
  })

  test('is refused at the door where that machine did not seal it, and its code stays free', async () => {
    const packet = await freshPacket()
    const carrier = await tokenOf(server, running.app, await installMachine(running.app, 'KIOSK'))
    const other = await openDesk(running.app)
    expect(await refused(() => upload({ ...packet, code: other.nextCode() }, carrier))).toBe(
      '422 PACKET_MANIFEST_FOREIGN',
    )
    const broken = { ...packet, bytes: altered(packet.bytes, 1) }
    expect(await refused(() => upload(broken, carrier))).toBe('422 PACKET_ALTERED')
    expect((await upload(packet)).status).toBe(201)
  })

  test('comes from that centre alone', async () => {
    const packet = await freshPacket()
    const far = await installMachine(running.app, 'KIOSK', centres.elsewhere.code)
    const credentials = await tokenOf(server, running.app, far)
    expect(await refused(() => upload(packet, credentials))).toBe('422 PACKET_FROM_ANOTHER_MACHINE')
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

  test('under a code that is none, or of another centre', async () => {
    const packet = await freshPacket()
    const other = await openDesk(running.app, centres.elsewhere)
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
