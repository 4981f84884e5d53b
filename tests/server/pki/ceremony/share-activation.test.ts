import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writeShareFiles } from '../../../../server/commands/share-files.ts'
import { systemActor } from '../../../../server/kernel/actor.ts'
import { keyId } from '../../../../server/pki/key-store.ts'
import { activateKeys } from '../../../../server/pki/ceremony/activate-keys.ts'
import { type CustodianShare, shareActivation } from '../../../../server/pki/ceremony/share-activation.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { hireCustodians, lastCeremony, twoOfThree } from './custodians.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server.close())

/** For what is refused before any share is made. */
const toNobody = () => Promise.reject(new Error('shares were made'))

test('gives each custodian a share of their own, and keeps who has which, but nothing of the shares', async () => {
  const { app } = server
  const { one, two, three, ids } = await twoOfThree(app)
  expect(new Set([one, two, three]).size).toBe(3)
  const ceremony = await lastCeremony(app)
  expect(ceremony).toMatchObject({
    kind: 'SHARE_ACTIVATION',
    threshold: 2,
    custodians: 3,
    record: { custodians: ids.map((officerId, i) => ({ index: i + 1, officerId })) },
  })
  const entry = await app.db.auditEntry.findFirst({ where: { subjectId: ceremony.id } })
  expect(entry).toMatchObject({ action: 'pki.ceremony', subjectKind: 'ceremony' })
  const written = JSON.stringify([ceremony, entry, server.logged], (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  for (const group of [one, two, three].flatMap((text) => text.split(/\s/).slice(2, -1)))
    expect(written).not.toContain(group)
})

test.each([
  ['one custodian alone', 1, 1],
  ['a threshold of one', 1, 3],
  ['a threshold above their number', 4, 3],
])('refuses %s', async (_, threshold, count) => {
  const { usernames } = await hireCustodians(server.app, count)
  await expect(
    shareActivation(server.app, systemActor, { threshold, usernames, handOut: toNobody }),
  ).rejects.toMatchObject({
    code: 'CUSTODIANS_REFUSED',
    facts: { reason: 'TOO_FEW' },
  })
})

test('refuses somebody twice, nobody, and an officer who left', async () => {
  const { app } = server
  const { usernames: officers, ids } = await hireCustodians(app, 2)
  const [present = '', gone = ''] = officers
  await app.db.officer.update({ where: { id: ids[1] ?? '' }, data: { active: false } })
  for (const other of [present, 'khong.co.ai', gone]) {
    const usernames = [present, other]
    await expect(
      shareActivation(app, systemActor, { threshold: 2, usernames, handOut: toNobody }),
    ).rejects.toMatchObject({
      facts: { reason: 'NOT_OFFICERS' },
    })
  }
})

describe('a sharing that writes files', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shares-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const written = (shares: readonly CustodianShare[]) => writeShareFiles(folder, shares)

  test('has them all on the disk before the earlier shares stop to count', async () => {
    const { app } = server
    const { usernames } = await hireCustodians(app, 3)
    const before = await app.db.keyCeremony.count()
    const handOut = async (shares: readonly CustodianShare[]) => {
      await written(shares)
      expect(await app.db.keyCeremony.count()).toBe(before)
    }
    await shareActivation(app, systemActor, { threshold: 2, usernames, handOut })
    expect(readdirSync(folder)).toEqual(['share-1.txt', 'share-2.txt', 'share-3.txt'])
    expect(statSync(join(folder, 'share-1.txt')).mode & 0o777).toBe(0o600)
    expect(await app.db.keyCeremony.count()).toBe(before + 1)
  })

  test('that breaks off leaves no file of its own, and the earlier shares go on to count', async () => {
    const { app } = server
    const { one, two, usernames } = await twoOfThree(app)
    writeFileSync(join(folder, 'share-2.txt'), 'another one')
    const sharing = shareActivation(app, systemActor, { threshold: 2, usernames, handOut: written })
    await expect(sharing).rejects.toMatchObject({ code: 'SHARE_FILE_EXISTS', facts: { index: 2 } })
    expect(readdirSync(folder)).toEqual(['share-2.txt'])
    expect(await activateKeys(app, systemActor, { shares: [one, two] })).toMatchObject({ present: 2 })
  })
})

test('only the operator at the machine may, and only while the keys are active', async () => {
  const { app } = server
  const { usernames } = await hireCustodians(app, 2)
  const input = { threshold: 2, usernames, handOut: toNobody }
  await expect(shareActivation(app, officerOf('ADMINISTRATOR'), input)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await app.cardKeys.generate(keyId('some-key'), 'SIGN')
  rmSync(app.env.cardKeys.wrappingKeyFile)
  await expect(shareActivation(app, systemActor, input)).rejects.toMatchObject({
    code: 'KEY_STORE_UNAVAILABLE',
    facts: { reason: 'NOT_ACTIVATED' },
  })
})
