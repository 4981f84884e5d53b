import { afterAll, beforeAll, expect, test } from 'vitest'
import { dispatchCard } from '../../../server/production/dispatch-card.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import {
  cardOf,
  controller,
  openStation,
  passedCard,
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

test('a passed card leaves, and its file with it', async () => {
  const { app } = running
  const { applicationId } = await plannedJob(app)
  const { id } = await passedCard(app, station)
  await dispatchCard(app, producer, { id })
  expect(await app.db.card.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'DISPATCHED' })
  expect(await app.db.application.findUniqueOrThrow({ where: { id: applicationId } })).toMatchObject({
    status: 'IN_TRANSIT',
  })
})

test('a card does not leave, and nothing is changed, before quality control, by another role, or under an unknown id', async () => {
  const { app } = running
  await plannedJob(app)
  const job = await workUntil(app, station, 'STACKED')
  const { id } = await cardOf(app, job.id)
  const before = await contentOf(app)
  expect(await refusalOf(dispatchCard(app, producer, { id }))).toBe('TRANSITION_REFUSED')
  expect(await refusalOf(dispatchCard(app, controller, { id }))).toBe('FORBIDDEN')
  expect(await refusalOf(dispatchCard(app, producer, { id: unknownId() }))).toBe('NOT_FOUND')
  expect(await contentOf(app)).toEqual(before)
})
