import { afterAll, beforeAll, expect, test } from 'vitest'
import { failPrintJob } from '../../../server/production/fail-print-job.ts'
import { passPrintJob } from '../../../server/production/pass-print-job.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import {
  cardOf,
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

test('a card that fails is revoked, its blank wasted, and its remake passes without the flag', async () => {
  const { app } = running
  const { applicationId } = await plannedJob(app)
  const { id, blankSerial } = await workUntil(app, station, 'STACKED')
  await failPrintJob(app, controller, { id, failClass: 'PRINT' })
  expect(await jobOf(app, id)).toMatchObject({ status: 'SPOILED', failureCode: 'PRINT' })
  expect(await cardOf(app, id)).toMatchObject({ status: 'REVOKED' })
  expect(await app.db.blankCard.findUniqueOrThrow({ where: { serial: blankSerial } })).toMatchObject({
    status: 'SPOILED',
  })
  const file = () => app.db.application.findUniqueOrThrow({ where: { id: applicationId } })
  expect(await file()).toMatchObject({ status: 'IN_PRODUCTION', flags: ['REMAKING'] })
  const remake = await workUntil(app, station, 'STACKED')
  await passPrintJob(app, controller, { id: remake.id, qr: remake.face.qr })
  expect(await file()).toMatchObject({ status: 'PRODUCED', flags: [] })
  expect(await app.db.card.count({ where: { applicationId, status: 'MADE' } })).toBe(1)
})

test('a card is not failed, and nothing is changed, once passed, by another role, or under an unknown id', async () => {
  const { app } = running
  await plannedJob(app)
  const { id, face } = await workUntil(app, station, 'STACKED')
  await passPrintJob(app, controller, { id, qr: face.qr })
  const before = await contentOf(app)
  const failClass = 'DATA'
  expect(await refusalOf(failPrintJob(app, controller, { id, failClass }))).toBe('TRANSITION_REFUSED')
  expect(await refusalOf(failPrintJob(app, producer, { id, failClass }))).toBe('FORBIDDEN')
  expect(await refusalOf(failPrintJob(app, controller, { id: unknownId(), failClass }))).toBe('NOT_FOUND')
  expect(await contentOf(app)).toEqual(before)
})
