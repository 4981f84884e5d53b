import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type EidMessage, eidMessageSchema } from '../../../../core/contracts/eid.ts'
import { eidConsent } from '../../../../core/eid/consent.ts'
import { passOnEid } from '../../../../server/issuance/eid/pass-on-eid.ts'
import { requestEid } from '../../../../server/issuance/eid/request-eid.ts'
import type { Actor } from '../../../../server/kernel/actor.ts'
import { minutes, type TestApp, testApp } from '../../../support/app.ts'
import { applicationIn } from '../../../support/files.ts'
import { officerOf } from '../../../support/officers.ts'
import { type Applicant, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'

let running: TestApp
let peer: Server
/** What the peer answers next; a status of 0 cuts the line. */
let answers: { status: number; body: unknown }[] = []
let received: { readonly message: EidMessage; readonly headers: Record<string, unknown> }[] = []

beforeAll(async () => {
  peer = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const message = eidMessageSchema.parse(JSON.parse(Buffer.concat(parts).toString()))
      received.push({ message, headers: request.headers })
      const { status, body } = answers.shift() ?? { status: 201, body: { reference: `E-${received.length}` } }
      if (status === 0) return void response.destroy()
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => void peer.listen(0, '127.0.0.1', resolve))
  const address = peer.address()
  const port = typeof address === 'object' ? address?.port : 0
  const tokenFile = join(tmpdir(), `eid-token-${process.pid}`)
  await writeFile(tokenFile, 'khoa-thu-nghiem\n', { mode: 0o600 })
  running = await testApp({
    variables: {
      EID_URL: `http://127.0.0.1:${port}/requests`,
      EID_TOKEN_FILE: tokenFile,
      EID_TIMEOUT_MS: '2000',
    },
  })
})
afterAll(async () => {
  peer.closeAllConnections()
  await new Promise((resolve) => void peer.close(resolve))
  await running.close()
})

let applicant: Applicant
let file: { readonly id: string }
beforeEach(async () => {
  answers = []
  received = []
  await running.app.db.eidRequest.deleteMany()
  applicant = await registerResident(running.app)
  file = await applicationIn(running.app, 'SCREENING', { applicant })
})

const desk = officerOf('RECEPTION')
const asking = (changes: object = {}, actor: Actor = desk) =>
  requestEid(running.app, actor, {
    applicationId: file.id,
    level: 2,
    phone: '+84 912 345 678',
    consentVersion: eidConsent.version,
    ...changes,
  })
const requestNow = (id: string) => running.app.db.eidRequest.findUniqueOrThrow({ where: { id } })

test('what was asked for at the desk is passed on with the consent, once', async () => {
  const { id } = await asking()
  expect(await passOnEid(running.app)).toBe(1)
  expect(received).toHaveLength(1)
  const message = received[0]?.message
  const headers = received[0]?.headers ?? {}
  expect(message).toMatchObject({
    requestId: id,
    number: applicant.number,
    level: 2,
    phone: '0912345678',
    consent: { version: eidConsent.version },
  })
  expect([headers['authorization'], headers['idempotency-key']]).toEqual(['Bearer khoa-thu-nghiem', id])
  expect(await requestNow(id)).toMatchObject({ status: 'PASSED_ON', reference: 'E-1', attempts: 1 })
  expect(await passOnEid(running.app)).toBe(0)
})

test('a peer that is away, ill or unreadable gets it again later under the same id', async () => {
  answers = [
    { status: 0, body: null },
    { status: 503, body: null },
    { status: 200, body: { other: true } },
  ]
  const { id } = await asking()
  const faults: (string | null)[] = []
  for (let i = 0; i < 3; i++) {
    expect(await passOnEid(running.app)).toBe(1)
    faults.push((await requestNow(id)).faultCode)
    expect(await passOnEid(running.app)).toBe(0)
    running.advanceClock(minutes(2 ** i))
  }
  expect(faults).toEqual(['UNREACHABLE', 'HTTP_503', 'UNREADABLE'])
  await passOnEid(running.app)
  expect(await requestNow(id)).toMatchObject({ status: 'PASSED_ON', attempts: 4, faultCode: null })
  expect(new Set(received.map(({ message }) => message.requestId))).toEqual(new Set([id]))
})

test('what the peer refuses is refused for good, with its code; what was cut off while sending is sent again', async () => {
  const { app } = running
  answers = [{ status: 422, body: { code: 'PHONE_NOT_OWN' } }]
  const { id } = await asking()
  await passOnEid(app)
  expect(await requestNow(id)).toMatchObject({ status: 'REFUSED', faultCode: 'PHONE_NOT_OWN' })
  const next = await asking()
  await app.db.eidRequest.update({ where: { id: next.id }, data: { status: 'SENDING', attempts: 1 } })
  await passOnEid(app)
  expect(await requestNow(next.id)).toMatchObject({ status: 'PASSED_ON', attempts: 2 })
})

test('without consent to the text in force, a telephone or a file of the unit nothing is recorded', async () => {
  const { app } = running
  expect(await refusalOf(asking({ consentVersion: 'EID/2020-1' }))).toBe('EID_NOT_REQUESTED')
  expect(await refusalOf(asking({ phone: '0241234567' }))).toBe('EID_NOT_REQUESTED')
  expect(await refusalOf(asking({ email: 'a@' }))).toBe('EID_NOT_REQUESTED')
  expect(await refusalOf(asking({ level: 3 }))).toBe('EID_NOT_REQUESTED')
  expect(await refusalOf(asking({ applicationId: null }))).toBe('NOT_FOUND')
  expect(await refusalOf(asking({}, officerOf('RECEPTION', '79')))).toBe('FORBIDDEN')
  expect(await app.db.eidRequest.count()).toBe(0)
  await asking()
  expect(await refusalOf(asking())).toBe('EID_NOT_REQUESTED')
})

test('a citizen who signed in asks for themselves, without a file', async () => {
  const { id } = await asking({ applicationId: null }, { kind: 'citizen', id: applicant.residentId })
  expect(await requestNow(id)).toMatchObject({ residentId: applicant.residentId, applicationId: null })
})
