import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { instantAt } from '../../../../server/kernel/clock.ts'
import { foldFormTally } from '../../../../server/registry/progress/fold-form-tally.ts'
import { recountForms } from '../../../../server/registry/progress/recount-forms.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'

let running: TestApp
let printRunId: string
const administrator = officerOf('ADMINISTRATOR')
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())
beforeEach(async () => {
  await running.app.db.form.deleteMany()
  printRunId = randomUUID()
  await running.app.db.printRun.create({
    data: {
      id: printRunId,
      kind: 'DC01',
      unitCode: '01',
      firstSerial: `first ${printRunId}`,
      lastSerial: `last ${printRunId}`,
      count: 1,
      orderedById: randomUUID(),
      orderedAt: instantAt(running.app.clock()),
    },
  })
})

let printed = 0
async function printForms(unitCode: string, count: number): Promise<string[]> {
  const serials = Array.from({ length: count }, () => `T${String(++printed).padStart(6, '0')}`)
  await running.app.db.form.createMany({
    data: serials.map((serial) => ({ serial, kind: 'DC01', definition: 'DC01/2025', printRunId, unitCode })),
  })
  return serials
}

/** unit state: count */
async function tally(): Promise<Readonly<Record<string, number>>> {
  const rows = await running.app.db.$queryRaw<{ unitCode: string; status: string; count: number }[]>`
    SELECT "unitCode", "status", sum("count")::int AS "count" FROM "FormTallyNow"
    GROUP BY 1, 2 HAVING sum("count") <> 0 ORDER BY 1, 2`
  return Object.fromEntries(rows.map(({ unitCode, status, count }) => [`${unitCode} ${status}`, count]))
}

const differences = () => recountForms(running.app, administrator, { repair: false })
const noted = () => running.app.db.formTallyChange.count()

describe('the tally follows the forms', () => {
  test('through every kind of statement, also of thousands of rows, a change of unit and a hand-out', async () => {
    await printForms('01', 1500)
    const [one = '', two = ''] = await printForms('79', 3)
    expect(await tally()).toEqual({ '01 ISSUED': 1500, '79 ISSUED': 3 })
    const { db, clock } = running.app
    await db.$executeRaw`UPDATE "Form" SET "status" = 'COLLECTED' WHERE "unitCode" = '01'`
    await db.form.update({ where: { serial: one }, data: { handedOutAt: instantAt(clock()) } })
    await db.form.update({ where: { serial: two }, data: { unitCode: '01' } })
    expect(await tally()).toEqual({
      '01 COLLECTED': 1500,
      '01 ISSUED': 1,
      '79 HANDED_OUT': 1,
      '79 ISSUED': 1,
    })
    await db.form.deleteMany({ where: { unitCode: '79' } })
    expect(await tally()).toEqual({ '01 COLLECTED': 1500, '01 ISSUED': 1 })
    expect(await differences()).toEqual([])
  })

  test('and notes nothing where nothing that is counted changed', async () => {
    await printForms('01', 2)
    const before = await noted()
    await running.app.db.form.updateMany({ data: { archivePlace: 'Kệ 1' } })
    expect(await noted()).toBe(before)
  })

  test('not where a transaction is rolled back', async () => {
    await printForms('01', 2)
    const { db } = running.app
    const failed = db.$transaction(async (tx) => {
      await tx.form.deleteMany()
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect(await tally()).toEqual({ '01 ISSUED': 2 })
  })

  test('when officers move the same units’ forms in opposite orders, without waiting for each other', async () => {
    const [here, there] = [await printForms('01', 40), await printForms('79', 40)]
    const { db } = running.app
    const stack = (serials: readonly string[]) =>
      db.$transaction(async (tx) => {
        for (const serial of serials)
          await tx.$executeRaw`UPDATE "Form" SET "status" = 'DECLARED' WHERE "serial" = ${serial}`
      })
    const mixed = (from: number, to: number) =>
      here.slice(from, to).flatMap((one, i) => [one, there[from + i] ?? ''])
    const folding = [foldFormTally(running.app), foldFormTally(running.app)]
    await Promise.all([
      stack(mixed(0, 10)),
      stack(mixed(10, 20).toReversed()),
      stack(mixed(20, 30)),
      stack(mixed(30, 40).toReversed()),
      ...folding,
    ])
    expect(await tally()).toEqual({ '01 DECLARED': 40, '79 DECLARED': 40 })
    expect(await differences()).toEqual([])
  })
})

describe('folding', () => {
  test('empties what was noted and changes no sum', async () => {
    await printForms('01', 5)
    await running.app.db.$executeRaw`UPDATE "Form" SET "status" = 'DECLARED'`
    const before = await tally()
    expect(await foldFormTally(running.app)).toBeGreaterThan(0)
    expect(await noted()).toBe(0)
    expect(await tally()).toEqual(before)
    expect(await foldFormTally(running.app)).toBe(0)
  })
})

describe('a recount', () => {
  test('tells where the tally is wrong, and puts it right, also while forms move', async () => {
    await printForms('01', 30)
    await foldFormTally(running.app)
    const { db } = running.app
    await db.$executeRaw`UPDATE "FormTally" SET "count" = 7 WHERE "unitCode" = '01' AND "status" = 'ISSUED'`
    await db.$executeRaw`INSERT INTO "FormTally" VALUES ('79', 'DC01', 'LOADED', 4)`
    const found = [
      { unitCode: '01', formKind: 'DC01', state: 'ISSUED', counted: 30, tallied: 7 },
      { unitCode: '79', formKind: 'DC01', state: 'LOADED', counted: 0, tallied: 4 },
    ]
    expect(await differences()).toEqual(found)
    const [repaired] = await Promise.all([
      recountForms(running.app, administrator, { repair: true }),
      db.$executeRaw`UPDATE "Form" SET "status" = 'DECLARED' WHERE "serial" IN (SELECT "serial" FROM "Form" LIMIT 9)`,
    ])
    expect(repaired.length).toBeGreaterThan(0)
    expect(await differences()).toEqual([])
    expect(await tally()).toEqual({ '01 DECLARED': 9, '01 ISSUED': 21 })
    expect(await recountForms(running.app, administrator, { repair: true })).toEqual([])
  })

  test('by two at once repairs once', async () => {
    await printForms('01', 3)
    await running.app.db
      .$executeRaw`INSERT INTO "FormTallyChange" ("unitCode", "formKind", "status", "change") VALUES ('01', 'DC01', 'ISSUED', 5)`
    const repair = () => recountForms(running.app, administrator, { repair: true })
    const found = await Promise.all([repair(), repair()])
    expect(found.flat()).toHaveLength(1)
    expect(await tally()).toEqual({ '01 ISSUED': 3 })
  })

  test('is an administrator’s', async () => {
    const refused = recountForms(running.app, officerOf('CAMPAIGN_MANAGER'), { repair: true })
    expect(await refusalOf(refused)).toBe('FORBIDDEN')
  })
})
