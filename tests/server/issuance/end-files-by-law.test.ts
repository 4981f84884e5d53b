import { afterAll, beforeAll, expect, test } from 'vitest'
import { endFilesByLaw } from '../../../server/issuance/end-files-by-law.ts'
import { declareDeath } from '../../../server/registry/declare-death.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { jobOf, openStation, passedCard, plannedJob, workUntil } from '../../support/factory.ts'
import { applicationIn } from '../../support/files.ts'
import type { MachineActor } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { registerResident } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app, 20)
})
afterAll(() => running.close())

const registrar = officerOf('REGISTRAR')
const fileOf = (id: string) => running.app.db.application.findUniqueOrThrow({ where: { id } })
const blankOf = (serial: string) => running.app.db.blankCard.findUniqueOrThrow({ where: { serial } })

test('a death on record puts the end of the person’s files on the queue, once', async () => {
  const { app } = running
  const { residentId } = await registerResident(app)
  await declareDeath(app, registrar, { residentId, baseVersion: 1, on: '2026-01-31' })
  expect(await app.db.resident.findUniqueOrThrow({ where: { id: residentId } })).toMatchObject({
    deathOn: '2026-01-31',
    version: 2,
  })
  const jobs = await app.db.$queryRaw<{ payload: unknown }[]>`
    SELECT payload FROM graphile_worker._private_jobs WHERE key = ${`end-files-by-law:${residentId}`}`
  expect(jobs).toEqual([{ payload: { residentId } }])
  const again = declareDeath(app, registrar, { residentId, baseVersion: 2, on: '2026-01-31' })
  expect(await refusalOf(again)).toBe('DEATH_NOT_POSSIBLE')
})

test.each(['2999-01-01', '1900-01-01', '2026-02-30'])(
  'a death on %s is refused and changes nothing',
  async (on) => {
    const { app } = running
    const { residentId } = await registerResident(app)
    const before = await contentOf(app)
    const refusal = await refusalOf(declareDeath(app, registrar, { residentId, baseVersion: 1, on }))
    expect(['DEATH_NOT_POSSIBLE', 'ILLEGAL_DATE']).toContain(refusal)
    expect(await contentOf(app)).toEqual(before)
  },
)

test('a file that waits for approval is closed', async () => {
  const { app } = running
  const applicant = await registerResident(app)
  const { id } = await applicationIn(app, 'AWAITING_APPROVAL', { applicant })
  await endFilesByLaw(app, applicant)
  expect(await fileOf(id)).toMatchObject({ status: 'CLOSED' })
})

test('a planned card is not made; one in the machine becomes waste with its blank, and no remake is planned', async () => {
  const { app } = running
  for (const step of [null, 'CLAIMED', 'CARD_FED', 'PRINTED', 'VERIFIED', 'STACKED'] as const) {
    const applicant = await registerResident(app)
    const { id, applicationId } = await plannedJob(app, { applicant })
    const order = step && (await workUntil(app, station, step))
    await endFilesByLaw(app, applicant)
    const cancelled = step === null || step === 'CLAIMED'
    expect(await jobOf(app, id)).toMatchObject({ status: cancelled ? 'CANCELLED' : 'SPOILED' })
    expect(await fileOf(applicationId)).toMatchObject({ status: 'CLOSED' })
    expect(await app.db.printJob.count({ where: { applicationId } })).toBe(1)
    const blanks = order ? [(await blankOf(order.blankSerial)).status] : []
    expect(blanks).toEqual(order ? [cancelled ? 'AT_STATION' : 'SPOILED'] : [])
    for (const card of await app.db.card.findMany({ where: { applicationId } }))
      expect(card.status).toBe('REVOKED')
  }
})

test('a made card is revoked wherever it is; done again nothing more happens', async () => {
  const { app } = running
  const applicant = await registerResident(app)
  await plannedJob(app, { applicant })
  const { id } = await passedCard(app, station)
  await endFilesByLaw(app, applicant)
  expect(await app.db.card.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'REVOKED' })
  const before = await contentOf(app)
  await endFilesByLaw(app, applicant)
  expect(await contentOf(app)).toEqual(before)
})
