import { afterAll, beforeAll, expect, test } from 'vitest'
import { largestTrayPicture } from '../../../../core/contracts/tray-picture.ts'
import { failPrintJob } from '../../../../server/production/fail-print-job.ts'
import { issueBlanks } from '../../../../server/production/issue-blanks.ts'
import { passPrintJob } from '../../../../server/production/pass-print-job.ts'
import { cardToCheck } from '../../../../server/production/quality/card-to-check.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { controller, plannedJob, receiveStock, stockKeeper, workUntil } from '../../../support/factory.ts'
import {
  type Credentials,
  type HttpServer,
  openHttp,
  refusalIn,
  signIn,
  tokenOf,
} from '../../../support/http.ts'
import { installMachine, type Machine } from '../../../support/machines.ts'
import { hireOfficer } from '../../../support/officers.ts'

/** As much of a PNG as tells that it is one. */
const picture = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(2000, 7)])

let running: TestApp
let server: HttpServer
let machine: Machine
let station: Credentials
let desk: Credentials
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  machine = await installMachine(running.app, 'STATION')
  await receiveStock(running.app, 20)
  await issueBlanks(running.app, stockKeeper, { stationId: machine.actor.id, count: 20 })
  station = await tokenOf(server, running.app, machine)
  desk = (await signIn(server, await hireOfficer(running.app, 'QUALITY_CONTROLLER'))).credentials
})
afterAll(async () => {
  await server.close()
  await running.close()
})

async function cardAt(step: 'PRINTED' | 'VERIFIED' | 'STACKED') {
  await plannedJob(running.app)
  return workUntil(running.app, machine.actor, step)
}
interface Sent {
  readonly id: string
  readonly lease: number
  readonly body?: Buffer
  readonly type?: string
}
const send = ({ id, lease, body = picture, type = 'image/png' }: Sent, headers = station) =>
  fetch(`${server.url}/print-jobs/${id}/tray-picture?lease=${lease}`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body: Uint8Array.from(body),
  })
const look = (id: string, headers = desk) => fetch(`${server.url}/quality/${id}/tray-picture`, { headers })
const kept = (jobId: string) => running.app.db.trayPicture.count({ where: { jobId } })

test('whoever checks a card sees it as its station’s camera did, until it has passed', async () => {
  const { app } = running
  const { id, lease, face } = await cardAt('STACKED')
  expect((await cardToCheck(app, controller, { jobId: id })).hasTrayPicture).toBe(false)
  expect((await send({ id, lease })).status).toBe(204)
  expect((await cardToCheck(app, controller, { jobId: id })).hasTrayPicture).toBe(true)
  const shown = await look(id)
  expect([shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([
    'image/png',
    'private, no-store',
  ])
  expect(Buffer.from(await shown.arrayBuffer()).equals(picture)).toBe(true)
  const views = { action: 'print-job.see-tray-picture', subjectId: id }
  expect(await app.db.auditEntry.count({ where: views })).toBe(1)
  await passPrintJob(app, controller, { id, qr: face.qr })
  expect(await kept(id)).toBe(0)
  expect(await refusalIn(await look(id))).toBe('404 NOT_FOUND')
  // What comes after the decision is not kept.
  expect((await send({ id, lease })).status).toBe(204)
  expect(await kept(id)).toBe(0)
})

test('a card that fails takes its picture with it', async () => {
  const { id, lease } = await cardAt('STACKED')
  await send({ id, lease })
  await failPrintJob(running.app, controller, { id, failClass: 'PRINT' })
  expect(await kept(id)).toBe(0)
})

test('a picture is taken from the station that makes the card, under its lease, if it is one', async () => {
  const { id, lease } = await cardAt('VERIFIED')
  const other = await tokenOf(server, running.app, await installMachine(running.app, 'STATION'))
  expect(await refusalIn(await send({ id, lease }, other))).toBe('409 LEASE_LOST')
  expect(await refusalIn(await send({ id, lease: lease + 1 }))).toBe('409 LEASE_LOST')
  expect(await refusalIn(await send({ id, lease }, desk))).toBe('403 FORBIDDEN')
  expect(await refusalIn(await send({ id, lease, body: Buffer.from('%PDF-1.7') }))).toBe(
    '422 PICTURE_UNREADABLE',
  )
  expect(await refusalIn(await send({ id, lease, type: 'image/gif' }))).toBe('422 PICTURE_UNREADABLE')
  const large = Buffer.concat([picture, Buffer.alloc(largestTrayPicture)])
  expect((await send({ id, lease, body: large })).status).toBe(413)
  expect(await kept(id)).toBe(0)
  // A card that is still in the station's hands is nobody's to look at.
  await send({ id, lease })
  expect(await refusalIn(await look(id))).toBe('404 NOT_FOUND')
  expect(await refusalIn(await look(id, station))).toBe('403 FORBIDDEN')
})

test('the picture is in no archive of changes: its table is unlogged', async () => {
  const [table] = await running.app.db.$queryRaw<{ relpersistence: string }[]>`
    SELECT relpersistence::text FROM pg_class WHERE relname = 'TrayPicture'`
  expect(table?.relpersistence).toBe('u')
})
