import { afterAll, beforeAll, expect, test } from 'vitest'
import { receiveCard } from '../../../server/issuance/receive-card.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { dispatchedCard, openStation, plannedJob, unknownId } from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app)
})
afterAll(() => running.close())

const issuer = officerOf('ISSUING_OFFICER')

test('a card that arrives makes its file READY, once', async () => {
  const { app } = running
  const { applicationId } = await plannedJob(app)
  const { id } = await dispatchedCard(app, station)
  await receiveCard(app, issuer, { id })
  expect(await app.db.card.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'AT_UNIT' })
  expect(await app.db.application.findUniqueOrThrow({ where: { id: applicationId } })).toMatchObject({
    status: 'READY',
  })
  const before = await contentOf(app)
  expect(await refusalOf(receiveCard(app, issuer, { id }))).toBe('TRANSITION_REFUSED')
  expect(await contentOf(app)).toEqual(before)
})

test('a card is not received, and nothing is changed, in another province, by another role, or under an unknown id', async () => {
  const { app } = running
  await plannedJob(app)
  const { id } = await dispatchedCard(app, station)
  const before = await contentOf(app)
  expect(await refusalOf(receiveCard(app, officerOf('ISSUING_OFFICER', '79'), { id }))).toBe('FORBIDDEN')
  expect(await refusalOf(receiveCard(app, officerOf('RECEPTION'), { id }))).toBe('FORBIDDEN')
  expect(await refusalOf(receiveCard(app, issuer, { id: unknownId() }))).toBe('NOT_FOUND')
  expect(await contentOf(app)).toEqual(before)
})
