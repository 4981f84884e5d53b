import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../../server/audit/verify-audit.ts'
import { audit } from '../../../server/kernel/audit.ts'
import { systemActor } from '../../../server/kernel/actor.ts'
import { type TestApp, testApp } from '../../support/app.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const record = (subjectId: string, details: Record<string, string | number> = {}) =>
  audit(running.app.db, {
    actor: systemActor,
    at: running.app.clock(),
    action: 'test.write',
    subjectKind: 'test',
    subjectId,
    details,
  })

test('entries written at the same moment form chains that hold', async () => {
  await Promise.all(
    Array.from({ length: 80 }, (_, i) => record(`subject-${i % 5}`, { i, note: 'chữ có dấu "và" ngoặc' })),
  )
  const { entries, faults } = await verifyAudit(running.app)
  expect(entries).toBeGreaterThanOrEqual(80)
  expect(faults).toEqual([])
})

describe('the database refuses', () => {
  test.each(['AuditEntry', 'Transition'])('to update, delete or empty %s', async (table) => {
    const { db } = running.app
    await record('another')
    await db.transition.createMany({
      data: [
        {
          record: 'test',
          recordId: table,
          version: 1,
          event: 'e',
          fromState: 'A',
          toState: 'B',
          at: new Date(0),
          actorKind: 'system',
        },
      ],
    })
    const column = table === 'AuditEntry' ? 'action' : 'event'
    const before = await db.$queryRawUnsafe(`SELECT count(*) FROM "${table}"`)
    for (const sql of [
      `UPDATE "${table}" SET "${column}" = 'x'`,
      `DELETE FROM "${table}"`,
      `TRUNCATE "${table}"`,
    ]) {
      await expect(db.$executeRawUnsafe(sql)).rejects.toThrow(/append-only/)
    }
    expect(await db.$queryRawUnsafe(`SELECT count(*) FROM "${table}"`)).toEqual(before)
  })
})

describe('whoever gets round the triggers is found out:', () => {
  const withoutTriggers = (sql: string) =>
    running.app.db.$transaction([
      running.app.db.$executeRawUnsafe('SET LOCAL session_replication_role = replica'),
      running.app.db.$executeRawUnsafe(sql),
    ])
  const faults = async () => (await verifyAudit(running.app)).faults.map(({ fault }) => fault)

  test('an altered entry', async () => {
    await record('altered')
    await withoutTriggers(
      `UPDATE "AuditEntry" SET "details" = '{"by":"nobody"}' WHERE "subjectId" = 'altered'`,
    )
    expect(await faults()).toEqual(['ALTERED'])
    await withoutTriggers(`UPDATE "AuditEntry" SET "details" = '{}' WHERE "subjectId" = 'altered'`)
    expect(await faults()).toEqual([])
  })

  test('a cut tail', async () => {
    await record('tail')
    await withoutTriggers(`DELETE FROM "AuditEntry" WHERE "subjectId" = 'tail'`)
    expect(await faults()).toEqual(['HEAD'])
  })
})
