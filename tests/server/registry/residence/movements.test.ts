import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { movementColumns } from '../../../../core/residence/movement-list.ts'
import { calendarDateOf } from '../../../../server/kernel/clock.ts'
import { applyMovement } from '../../../../server/registry/residence/movements/apply-movement.ts'
import { importMovements } from '../../../../server/registry/residence/movements/import-movements.ts'
import { rejectMovement } from '../../../../server/registry/residence/movements/reject-movement.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { askGraphql, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { type Applicant, freeNumber, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

/** An industrial zone in Thành phố Hồ Chí Minh; its workers come from Hà Nội. */
const unitCode = '25742'
const clerk = officerOf('REGISTRAR', unitCode)
const reviewer = officerOf('REGISTRAR', unitCode)

const row = (kind: string, on: string, { number, person }: Pick<Applicant, 'person'> & { number: string }) =>
  `${kind},${on},${number},${person.name},1990-05-20,"Nhà trọ Mẫu, Phường Mẫu Mười Ba"`

let firms = 0
const report = (rows: readonly string[], reporter = `Công ty Mẫu ${++firms}`, actor = clerk) =>
  importMovements(running.app, actor, {
    unitCode,
    reporterKind: 'EMPLOYER',
    reporter,
    csv: [movementColumns.join(','), ...rows].join('\n'),
  })

/** Imports one row and gives its event. */
async function reported(line: string): Promise<string> {
  const reporter = `Công ty Mẫu ${++firms}`
  await report([line], reporter)
  return (await running.app.db.movementEvent.findFirstOrThrow({ where: { reporter } })).id
}

async function lodgings(residentId: string) {
  const rows = await running.app.db.address.findMany({
    where: { residentId, kind: 'TEMPORARY' },
    orderBy: { validFrom: 'asc' },
    include: { unit: true },
  })
  return rows.map(({ unit, validFrom, validTo }) => [
    unit.code,
    calendarDateOf(validFrom),
    validTo && calendarDateOf(validTo),
  ])
}

describe('an employer’s list', () => {
  test('stores good rows once, tells bad ones by line and column, and matches by number or by name and birth', async () => {
    const [one, two] = [await registerResident(running.app), await registerResident(running.app)]
    const rows = [
      row('đến', '01/03/2026', one),
      row('đến', '01/03/2026', { person: two.person, number: '' }),
      row('đến', '32/03/2026', two),
      row('đến', '01/03/2026', { person: one.person, number: freeNumber() }),
    ]
    const first = await report(rows, 'Công ty Mẫu Một')
    expect(first).toMatchObject({ added: 3, knownBefore: 0, matched: 2, faults: [{ line: 4, column: 'on' }] })
    const events = await running.app.db.movementEvent.findMany({ where: { reporter: 'Công ty Mẫu Một' } })
    expect(new Set(events.map(({ residentId }) => residentId))).toEqual(
      new Set([one.residentId, two.residentId, null]),
    )
    expect(await report(rows, 'Công ty Mẫu Một')).toMatchObject({ added: 0, knownBefore: 3, matched: 0 })
    expect(await lodgings(one.residentId), 'nothing before the review').toEqual([])
  })

  test('of a name that two people have matches neither', async () => {
    const one = await registerResident(running.app)
    await registerResident(running.app, { ...one.person, legacyNumber: null })
    expect(await report([row('đến', '01/03/2026', { person: one.person, number: '' })])).toMatchObject({
      added: 1,
      matched: 0,
    })
  })

  test('is refused in a unit that is another’s or no more, without a reporter, and when too large', async () => {
    const { app } = running
    const list = { unitCode, reporterKind: 'LANDLORD' as const, reporter: 'Chủ nhà Mẫu', csv: '' }
    expect(await refusalOf(importMovements(app, officerOf('REGISTRAR', '01'), list))).toBe('FORBIDDEN')
    const southern = officerOf('REGISTRAR', '79')
    expect(await refusalOf(importMovements(app, southern, { ...list, unitCode: '25743' }))).toBe(
      'UNIT_UNKNOWN',
    )
    expect(await refusalOf(importMovements(app, clerk, { ...list, reporter: ' ' }))).toBe(
      'ILLEGAL_MOVEMENT_LIST',
    )
    const large = { ...list, csv: 'x'.repeat(2_000_001) }
    expect(await refusalOf(importMovements(app, clerk, large))).toBe('ILLEGAL_MOVEMENT_LIST')
  })
})

describe('a report', () => {
  test('that another officer accepts opens the temporary address, and the departure closes it', async () => {
    const { app } = running
    const worker = await registerResident(app)
    const { residentId } = worker
    await applyMovement(app, reviewer, { id: await reported(row('đến', '10/01/2026', worker)) })
    expect(await lodgings(residentId)).toEqual([[unitCode, '2026-01-10', null]])
    const status = () => app.db.residenceStatus.findFirst({ where: { residentId, validTo: null } })
    expect(await status()).toMatchObject({ status: 'TEMPORARY' })
    await applyMovement(app, reviewer, { id: await reported(row('đi', '01/02/2026', worker)) })
    expect(await lodgings(residentId)).toEqual([[unitCode, '2026-01-10', '2026-02-01']])
    expect(await status()).toMatchObject({ status: 'PERMANENT' })
    expect(await app.db.resident.findUnique({ where: { id: residentId } })).toMatchObject({ version: 3 })
    const declarations = await app.db.residenceDeclaration.findMany({ where: { residentId } })
    expect(declarations).toMatchObject(
      [1, 2].map(() => ({
        origin: 'MOVEMENT',
        status: 'APPLIED',
        makerId: clerk.id,
        checkerId: reviewer.id,
      })),
    )
  })

  test('is not reviewed by who took it in, nor twice, nor by another unit', async () => {
    const { app } = running
    const worker = await registerResident(app)
    const id = await reported(row('đến', '10/01/2026', worker))
    expect(await refusalOf(applyMovement(app, clerk, { id }))).toBe('SAME_PERSON')
    expect(await refusalOf(rejectMovement(app, clerk, { id, reason: 'NOT_THERE' }))).toBe('SAME_PERSON')
    expect(await refusalOf(applyMovement(app, officerOf('REGISTRAR', '01'), { id }))).toBe('FORBIDDEN')
    expect(await refusalOf(applyMovement(app, reviewer, { id: randomUUID() }))).toBe('NOT_FOUND')
    const outcomes = await Promise.all([1, 2, 3].map(() => refusalOf(applyMovement(app, reviewer, { id }))))
    expect(outcomes.filter((outcome) => outcome === 'NOT_REFUSED')).toHaveLength(1)
    const before = await contentOf(app)
    expect(await refusalOf(rejectMovement(app, reviewer, { id, reason: 'NOT_THERE' }))).toBe(
      'TRANSITION_REFUSED',
    )
    expect(await contentOf(app)).toEqual(before)
  })

  test('of nobody known waits for a number; one of somebody who does not lodge there cannot close anything', async () => {
    const { app } = running
    const worker = await registerResident(app)
    const stranger = { person: worker.person, number: freeNumber() }
    const id = await reported(row('đến', '10/01/2026', stranger))
    expect(await refusalOf(applyMovement(app, reviewer, { id }))).toBe('MOVEMENT_UNMATCHED')
    expect(await refusalOf(applyMovement(app, reviewer, { id, number: freeNumber() }))).toBe('NOT_FOUND')
    expect(await applyMovement(app, reviewer, { id, number: worker.number })).toEqual({
      residentId: worker.residentId,
    })
    const other = await registerResident(app)
    const left = await reported(row('đi', '10/02/2026', other))
    expect(await refusalOf(applyMovement(app, reviewer, { id: left }))).toBe('NOT_LODGING_THERE')
    await rejectMovement(app, reviewer, { id: left, reason: 'NOT_THERE' })
    expect(await app.db.movementEvent.findUnique({ where: { id: left } })).toMatchObject({
      status: 'REJECTED',
      reason: 'NOT_THERE',
      reviewedById: reviewer.id,
    })
  })

  test('of a day before what is on record changes nothing', async () => {
    const { app } = running
    const worker = await registerResident(app)
    await applyMovement(app, reviewer, { id: await reported(row('đến', '10/01/2026', worker)) })
    const late = await reported(row('đến', '05/01/2026', worker).replace('Nhà trọ', 'Khu tập thể'))
    const before = await contentOf(app)
    expect(await refusalOf(applyMovement(app, reviewer, { id: late }))).toBe('DAY_NOT_POSSIBLE')
    expect(await contentOf(app)).toEqual(before)
  })

  test('is on the list over GraphQL, with its count, for its units only', async () => {
    const { app } = running
    const server = await openHttp(running)
    try {
      const worker = await registerResident(app)
      await reported(row('đến', '10/01/2026', worker))
      const query = `{ movementsToReview(first: 50) { totalCount edges { node { kind on name residentName recordedByMe } } } }`
      const here = await signIn(server, await hireOfficer(app, 'REGISTRAR', unitCode))
      const { data } = await askGraphql(server, { query }, here.credentials)
      const list = data?.['movementsToReview'] as { totalCount: number; edges: unknown[] } | undefined
      expect(list?.edges).toHaveLength(list?.totalCount ?? 0)
      expect(list?.edges).toContainEqual({
        node: {
          kind: 'ARRIVED',
          on: '2026-01-10',
          name: worker.person.name,
          residentName: worker.person.name,
          recordedByMe: false,
        },
      })
      const there = await signIn(server, await hireOfficer(app, 'REGISTRAR', '01'))
      const other = await askGraphql(server, { query }, there.credentials)
      expect(other.data).toEqual({ movementsToReview: { totalCount: 0, edges: [] } })
    } finally {
      await server.close()
    }
  })
})
