import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { systemActor } from '../../../server/kernel/actor.ts'
import { allotNumber } from '../../../server/registry/allot-number.ts'
import { registerProvisional } from '../../../server/registry/register-provisional.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { makePerson } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

test('persons registered at the same moment get numbers of their own', async () => {
  const people = Array.from({ length: 60 }, () => makePerson())
  const records = await Promise.all(
    people.map((person, i) =>
      registerProvisional(running.app, systemActor, { person, reference: `HN001-01-260302-${i}` }),
    ),
  )
  expect(new Set(records.map(({ number }) => number)).size).toBe(60)
  for (const { number } of records) expect(number).toMatch(/^001190\d{6}$/)
})

test('where every number of a place and year is or was somebody’s, none is drawn', async () => {
  const { db } = running.app
  const residentId = randomUUID()
  await db.$transaction([
    // A million rows: their references are right, and not looked at one by one.
    db.$executeRaw`SET LOCAL session_replication_role = replica`,
    db.$executeRaw`
      INSERT INTO "IdentityNumber" ("number", "residentId", "status", "allottedOn", "cancelledOn")
      SELECT '002201' || lpad(n::text, 6, '0'), ${residentId}::uuid, 'CANCELLED', DATE '2002-01-01', DATE '2003-01-01'
      FROM generate_series(0, 999999) n`,
  ])
  const holder = {
    residentId,
    birthCode: '002',
    sex: 'MALE',
    birthYear: 2001,
    on: parseCalendarDate('2026-03-02'),
  } as const
  const before = await db.identityNumber.count()
  expect(await refusalOf(db.$transaction((tx) => allotNumber(tx, holder)))).toBe('NUMBER_RANGE_EXHAUSTED')
  expect(await db.identityNumber.count()).toBe(before)
})
