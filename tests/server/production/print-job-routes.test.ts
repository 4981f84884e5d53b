import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { printJobAnswerSchema, printOrderSchema } from '../../../core/contracts/print-job.ts'
import { minutes, type TestApp, testApp } from '../../support/app.ts'
import { jobOf, plannedJob, receiveStock, renderSha256, stockKeeper } from '../../support/factory.ts'
import { type Credentials, type HttpServer, openHttp, refusalIn, tokenOf } from '../../support/http.ts'
import { installMachine, type Machine } from '../../support/machines.ts'
import { contentOf } from '../../support/rows.ts'
import { issueBlanks } from '../../../server/production/issue-blanks.ts'

let running: TestApp
let server: HttpServer
let machine: Machine
let station: Credentials

beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  machine = await installMachine(running.app, 'STATION')
  await receiveStock(running.app, 20)
  await issueBlanks(running.app, stockKeeper, { stationId: machine.actor.id, count: 20 })
})
beforeEach(async () => {
  station = await tokenOf(server, running.app, machine)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const post = (path: string, body?: unknown, headers = station) =>
  fetch(`${server.url}/print-jobs/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

async function claimed() {
  await plannedJob(running.app)
  return printOrderSchema.parse(await (await post('claim')).json())
}

test('a station works a job through over HTTP', async () => {
  const { id, lease, blankSerial, face } = await claimed()
  const reports = [
    { event: 'feed', lease, blankSerial },
    { event: 'print', lease, renderSha256 },
    { event: 'verify', lease, qr: face.qr },
    { event: 'stack', lease },
  ]
  const states: string[] = []
  for (const report of reports) {
    const answer = await post(`${id}/events`, report)
    states.push(printJobAnswerSchema.parse(await answer.json()).state)
  }
  expect(states).toEqual(['CARD_FED', 'PRINTED', 'VERIFIED', 'STACKED'])
})

test('there is nothing to claim when nothing is planned', async () => {
  expect((await post('claim')).status).toBe(204)
})

test('the portrait goes to the station that makes the card, while it makes it, and to no other', async () => {
  const portraitSha256 = await running.app.blobs.put(Buffer.from([0xff, 0xd8, 9]))
  await plannedJob(running.app, { portraitSha256 })
  const { id, lease } = printOrderSchema.parse(await (await post('claim')).json())
  const portrait = (headers: Credentials) => fetch(`${server.url}/print-jobs/${id}/portrait`, { headers })
  const own = await portrait(station)
  expect(own.headers.get('cache-control')).toBe('no-store')
  expect(Buffer.from(await own.arrayBuffer())).toEqual(Buffer.from([0xff, 0xd8, 9]))
  const other = await tokenOf(server, running.app, await installMachine(running.app, 'STATION'))
  expect(await refusalIn(await portrait(other))).toBe('404 NOT_FOUND')
  await post(`${id}/events`, { event: 'release', lease, reason: 'CARDS_OUT' })
  expect(await refusalIn(await portrait(station))).toBe('404 NOT_FOUND')
})

describe('a report is refused, and nothing is changed,', () => {
  async function refused(sending: () => Promise<Response>): Promise<string> {
    const before = await contentOf(running.app)
    const code = await refusalIn(await sending())
    expect(await contentOf(running.app)).toEqual(before)
    return code
  }

  test('when it is not of the agreed form', async () => {
    const { id, lease } = await claimed()
    for (const body of [
      {},
      { event: 'pass', lease },
      { event: 'stack' },
      { event: 'stack', lease, more: 1 },
    ]) {
      expect(await refused(() => post(`${id}/events`, body))).toBe('400 ILLEGAL_REQUEST')
    }
    expect(await refused(() => post(`${id}/heartbeat`, { lease: 'một' }))).toBe('400 ILLEGAL_REQUEST')
    expect(await refused(() => post('khong-phai/events', { event: 'stack', lease }))).toBe(
      '400 ILLEGAL_REQUEST',
    )
  })

  test('when the QR does not match, and the answer does not tell what stands on the card', async () => {
    const { id, lease, blankSerial, face } = await claimed()
    await post(`${id}/events`, { event: 'feed', lease, blankSerial })
    await post(`${id}/events`, { event: 'print', lease, renderSha256 })
    const response = await post(`${id}/events`, { event: 'verify', lease, qr: 'khác' })
    const text = await response.clone().text()
    expect(await refusalIn(response)).toBe('422 QR_MISMATCH')
    for (const secret of [face.name, face.number, face.residence]) expect(text).not.toContain(secret)
    expect(await jobOf(running.app, id)).toMatchObject({ status: 'PRINTED' })
  })

  test('under a lost lease, or once the token has expired', async () => {
    const { id, lease, blankSerial } = await claimed()
    const feed = (under: number) => () => post(`${id}/events`, { event: 'feed', lease: under, blankSerial })
    expect(await refused(feed(lease + 1))).toBe('409 LEASE_LOST')
    running.advanceClock(minutes(11))
    expect(await refused(feed(lease))).toBe('401 UNAUTHENTICATED')
  })
})
