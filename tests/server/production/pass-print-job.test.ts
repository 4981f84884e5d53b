import { afterAll, beforeAll, expect, test } from 'vitest'
import { passPrintJob } from '../../../server/production/pass-print-job.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import {
  controller,
  jobOf,
  openStation,
  plannedJob,
  producer,
  unknownId,
  workUntil,
} from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app)
})
afterAll(() => running.close())

test('a passed card makes its file PRODUCED', async () => {
  const { app } = running
  const { applicationId } = await plannedJob(app)
  const { id, face } = await workUntil(app, station, 'STACKED')
  await passPrintJob(app, controller, { id, qr: face.qr })
  expect(await jobOf(app, id)).toMatchObject({ status: 'PASSED' })
  expect(await app.db.application.findUniqueOrThrow({ where: { id: applicationId } })).toMatchObject({
    status: 'PRODUCED',
    flags: [],
  })
})

test('a card is not passed, and nothing is changed, before it is stacked, by another role, or under an unknown id', async () => {
  const { app } = running
  await plannedJob(app)
  const { id } = await workUntil(app, station, 'VERIFIED')
  const before = await contentOf(app)
  expect(await refusalOf(passPrintJob(app, controller, { id }))).toBe('TRANSITION_REFUSED')
  expect(await refusalOf(passPrintJob(app, producer, { id }))).toBe('FORBIDDEN')
  expect(await refusalOf(passPrintJob(app, controller, { id: unknownId() }))).toBe('NOT_FOUND')
  expect(await contentOf(app)).toEqual(before)
})
