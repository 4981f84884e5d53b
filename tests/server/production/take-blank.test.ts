import { afterAll, beforeAll, expect, test } from 'vitest'
import { chipSerialOf } from '../../../core/contracts/chip-order.ts'
import { takeBlank } from '../../../server/production/take-blank.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { jobOf, openStation, plannedJob, workUntil } from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app, 20)
})
afterAll(() => running.close())

async function workedUntil(step: Parameters<typeof workUntil>[2]) {
  await plannedJob(running.app)
  return workUntil(running.app, station, step)
}

const take = (order: { readonly id: string; readonly lease: number }, serial: string, actor = station) =>
  takeBlank(running.app, actor, { id: order.id, lease: order.lease, chipSerial: chipSerialOf(serial) })

test('a job takes the blank that the feeder gave, and the job that was to get it takes its own', async () => {
  const fed = await workedUntil('CARD_FED')
  const waiting = await workedUntil('CLAIMED')
  expect(await take(fed, waiting.blankSerial)).toMatchObject({ id: fed.id, blankSerial: waiting.blankSerial })
  expect(await jobOf(running.app, fed.id)).toMatchObject({ blankSerial: waiting.blankSerial })
  expect(await jobOf(running.app, waiting.id)).toMatchObject({ blankSerial: fed.blankSerial })
  // Said again it changes nothing.
  expect(await take(fed, waiting.blankSerial)).toMatchObject({ blankSerial: waiting.blankSerial })
})

test('where the maker told the number of the chip, the blank is known by that one and not by its own', async () => {
  const fed = await workedUntil('CARD_FED')
  const waiting = await workedUntil('CLAIMED')
  const chipSerial = '0000C0FFEE000001'
  await running.app.db.blankCard.update({ where: { serial: waiting.blankSerial }, data: { chipSerial } })
  expect(await refusalOf(take(fed, waiting.blankSerial))).toBe('BLANK_NOT_OURS')
  const taken = await takeBlank(running.app, station, { id: fed.id, lease: fed.lease, chipSerial })
  expect(taken).toMatchObject({ id: fed.id, blankSerial: waiting.blankSerial })
})

test('nothing is changed by a blank of nobody, of another station, or in another card’s hands', async () => {
  const fed = await workedUntil('CARD_FED')
  const inWork = await workedUntil('CARD_FED')
  const done = await workedUntil('PRINTED')
  const elsewhere = await openStation(running.app, 1)
  const [theirs] = await running.app.db.blankCard.findMany({ where: { stationId: elsewhere.id } })
  const before = await contentOf(running.app)
  for (const serial of ['LA0001', theirs?.serial ?? '', inWork.blankSerial, done.blankSerial])
    expect(await refusalOf(take(fed, serial))).toBe('BLANK_NOT_OURS')
  expect(await refusalOf(take({ ...fed, lease: fed.lease + 1 }, fed.blankSerial))).toBe('LEASE_LOST')
  expect(await refusalOf(take(done, done.blankSerial))).toBe('LEASE_LOST')
  expect(await refusalOf(take(fed, fed.blankSerial, elsewhere))).toBe('LEASE_LOST')
  expect(await contentOf(running.app)).toEqual(before)
})
