import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromPem } from '../../../../core/cms/certificate.ts'
import { systemActor } from '../../../../server/kernel/actor.ts'
import { holdCscaCeremony } from '../../../../server/pki/ceremony/hold-csca-ceremony.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { lastCeremony, twoOfThree } from './custodians.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server.close())

test('two custodians make the first CSCA, and later the next; each is in the record by its hash', async () => {
  const { app } = server
  const { one, two, three, ids } = await twoOfThree(app)
  const made = await holdCscaCeremony(app, systemActor, {
    kind: 'CREATE_CSCA',
    shares: [one, two],
    curve: 'P-384',
  })
  const row = await app.db.certificate.findUniqueOrThrow({ where: { serial: made.serial } })
  const sha256 = createHash('sha256').update(fromPem('CERTIFICATE', row.pem)).digest('hex')
  expect(made.fingerprint).toBe(sha256)
  const [first, second] = ids.map((officerId, i) => ({ index: i + 1, officerId }))
  expect(await lastCeremony(app)).toMatchObject({
    kind: 'CREATE_CSCA',
    completedAt: new Date(app.clock()),
    record: { custodians: [first, second], made: { serial: made.serial, sha256 } },
  })
  expect(await app.db.keySignature.count({ where: { keyId: row.keyId ?? '' } })).toBeGreaterThan(0)
  server.advanceClock(days(30))
  const next = await holdCscaCeremony(app, systemActor, { kind: 'ROLL_OVER_CSCA', shares: [three, two] })
  expect(next.serial).not.toBe(made.serial)
  expect(await lastCeremony(app)).toMatchObject({ kind: 'ROLL_OVER_CSCA', threshold: 2, custodians: 3 })
})

test('without enough custodians there is none; one that was broken off stays in the records without an end', async () => {
  const { app } = server
  const { one, two } = await twoOfThree(app)
  const certificates = await app.db.certificate.count()
  const kind = 'CREATE_CSCA'
  await expect(holdCscaCeremony(app, systemActor, { kind, shares: [two] })).rejects.toMatchObject({
    facts: { reason: 'TOO_FEW' },
  })
  rmSync(app.env.cardKeys.wrappingKeyFile)
  await expect(holdCscaCeremony(app, systemActor, { kind, shares: [one, two] })).rejects.toMatchObject({
    code: 'CSCA_EXISTS',
  })
  expect(await lastCeremony(app)).toMatchObject({ kind, completedAt: null })
  expect(await app.db.certificate.count()).toBe(certificates)
})
