import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { calendarDateOf } from '../../../../server/kernel/clock.ts'
import { carryAddresses } from '../../../../server/registry/units/carry-statements.ts'
import { carryUnits } from '../../../../server/registry/units/carry-units.ts'
import { decideSplit } from '../../../../server/registry/units/decide-split.ts'
import { reorganiseUnits } from '../../../../server/registry/units/reorganise-units.ts'
import { undecidedResidents } from '../../../../server/registry/units/undecided-residents.ts'
import { unitChildren } from '../../../../server/registry/units/unit-children.ts'
import { readResident } from '../../../../server/registry/residents/read-resident.ts'
import { days, minutes, type TestApp, testApp } from '../../../support/app.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { makePerson, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { administrator, changes, loadUnits, on, order } from './decree.ts'

let running: TestApp
beforeEach(async () => {
  running = await testApp()
  await loadUnits(running.app)
})
afterEach(() => running.close())

/** Somebody who has lived in a unit since before the decree. */
async function living(code: string, residence = `Số nhà 1, Xã Mẫu, Thành phố Hà Nội`) {
  const { app } = running
  const { id: unitId } = await app.db.administrativeUnit.findFirstOrThrow({
    where: { code },
    orderBy: { validFrom: 'asc' },
  })
  const { residentId } = await registerResident(app, makePerson({ residence, residenceUnit: '01' }))
  await app.db.address.updateMany({ where: { residentId }, data: { unitId } })
  const validFrom = new Date('2025-08-01')
  await app.db.residenceStatus.create({
    data: { residentId, status: 'ABSENT', reason: 'ABROAD', unitId, validFrom },
  })
  await app.db.household.create({
    data: {
      headId: residentId,
      unitId,
      addressText: residence,
      members: { create: { residentId, relation: 'HEAD', validFrom } },
    },
  })
  return residentId
}

async function placesOf(residentId: string) {
  const { db } = running.app
  const query = { where: { residentId }, orderBy: { validFrom: 'asc' as const }, include: { unit: true } }
  const rows = [...(await db.address.findMany(query)), ...(await db.residenceStatus.findMany(query))]
  return rows.map(({ unit, validFrom, validTo }) =>
    [unit.name, calendarDateOf(validFrom), validTo && calendarDateOf(validTo)].join(' '),
  )
}

const unitOfHousehold = async (headId: string) =>
  (await running.app.db.household.findFirstOrThrow({ where: { headId }, include: { unit: true } })).unit.code

const carry = (reorganisationId: string) => carryUnits(running.app, { reorganisationId })
const isFinished = async (id: string) =>
  (await running.app.db.unitReorganisation.findUniqueOrThrow({ where: { id } })).finishedAt !== null

describe('a merger', () => {
  test('carries people with their history: the printed address stays, the unit is the new one', async () => {
    const { app } = running
    const people = [await living('99001'), await living('99002')]
    const before = await app.db.resident.findUniqueOrThrow({ where: { id: people[0] ?? '' } })
    const id = await order(app, { changes: changes.slice(0, 2) })
    await carry(id)
    for (const [i, residentId] of people.entries()) {
      const former = ['Mẫu Cũ Một', 'Mẫu Cũ Hai'][i]
      expect(await placesOf(residentId)).toEqual([
        `${former} 1990-05-20 2026-03-01`,
        'Mẫu Mới Ba 2026-03-01 ',
        `${former} 2025-08-01 2026-03-01`,
        'Mẫu Mới Ba 2026-03-01 ',
      ])
      expect(await unitOfHousehold(residentId)).toBe('99003')
      const texts = await app.db.address.findMany({ where: { residentId }, distinct: ['text'] })
      expect(texts).toHaveLength(1)
    }
    expect(await app.db.resident.findUnique({ where: { id: before.id } }), 'not a correction').toMatchObject({
      version: before.version,
    })
    expect(await isFinished(id)).toBe(true)
    running.advanceClock(minutes(2))
    const record = await readResident(app, officerOf('REGISTRAR', '99003'), { id: before.id })
    expect(record.addresses.map(({ unitPath }) => unitPath)).toEqual([
      'Xã Mẫu Cũ Một, Thành phố Hà Nội',
      'Phường Mẫu Mới Ba, Thành phố Hà Nội',
    ])
  })

  test('lets periods that ended before stay, cuts one that reaches into the new era, and moves what began in it', async () => {
    const { app } = running
    const residentId = await living('99001')
    const [{ id, unitId } = { id: '', unitId: 0 }] = await app.db.address.findMany({ where: { residentId } })
    await app.db.address.update({ where: { id }, data: { validTo: new Date('2025-12-01') } })
    const period = (validFrom: string, validTo: string | null) => ({
      residentId,
      kind: 'PERMANENT',
      unitId,
      text: 'Số nhà 2',
      validFrom: new Date(validFrom),
      validTo: validTo && new Date(validTo),
    })
    await app.db.address.createMany({
      data: [period('2025-12-01', '2026-03-02'), period('2026-03-02', null)],
    })
    await carry(await order(app))
    expect((await placesOf(residentId)).slice(0, 4)).toEqual([
      'Mẫu Cũ Một 1990-05-20 2025-12-01',
      'Mẫu Cũ Một 2025-12-01 2026-03-01',
      'Mẫu Mới Ba 2026-03-01 2026-03-02',
      'Mẫu Mới Ba 2026-03-02 ',
    ])
  })

  test('gives the officers of the former communes their roles in the new one, and visits to make move along', async () => {
    const { app } = running
    const residentId = await living('99001')
    running.advanceClock(-days(30))
    const { actor } = await hireOfficer(app, 'COLLECTOR', '99001')
    running.advanceClock(days(30))
    await app.db.visitAssignment.create({
      data: {
        unitCode: '99001',
        officerId: actor.id,
        residentId,
        purpose: 'ABSENT',
        assignedById: randomUUID(),
        assignedAt: new Date('2026-02-20'),
      },
    })
    await carry(await order(app))
    const held = await app.db.assignment.findMany({
      where: { officerId: actor.id },
      orderBy: { validFrom: 'asc' },
    })
    expect(held.map(({ unitCode, validTo }) => [unitCode, validTo && calendarDateOf(validTo)])).toEqual([
      ['99001', '2026-02-28'],
      ['99003', null],
    ])
    const visit = await app.db.visitAssignment.findFirst({ where: { residentId } })
    expect(visit?.unitCode).toBe('99003')
  })

  test('that is cut off goes on where it was; a second run of a finished one changes nothing', async () => {
    const { app } = running
    const people = []
    for (let i = 0; i < 7; i++) people.push(await living(i % 2 ? '99001' : '99002'))
    const id = await order(app, { changes: changes.slice(0, 2) })
    await app.db.$executeRaw`
      CREATE FUNCTION break_down() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cut off'; END $$`
    await app.db.$executeRaw`
      CREATE TRIGGER broken BEFORE UPDATE ON "Household" FOR EACH ROW EXECUTE FUNCTION break_down()`
    // A first batch, as a killed process leaves it, then a run that breaks behind the addresses.
    const routes = await app.db.unitCarry.findMany({ where: { reorganisationId: id } })
    const first = routes.map(({ fromUnitId, toUnitId }) => ({ from: fromUnitId, to: toUnitId ?? 0 }))
    expect(await carryAddresses(app.db, { on, routes: first }, 3)).toBe(3)
    await expect(carry(id)).rejects.toThrow('cut off')
    expect(await isFinished(id)).toBe(false)
    await app.db.$executeRaw`DROP TRIGGER broken ON "Household"`
    await carry(id)
    expect(await isFinished(id)).toBe(true)
    for (const residentId of people) {
      expect(await placesOf(residentId)).toHaveLength(4)
      expect(await unitOfHousehold(residentId)).toBe('99003')
    }
    const before = await contentOf(app)
    await carry(id)
    expect(await contentOf(app)).toEqual(before)
  })

  test('run twice at once carries everybody once', async () => {
    const people = []
    for (let i = 0; i < 6; i++) people.push(await living('99001'))
    const id = await order(running.app)
    await Promise.all([carry(id), carry(id)])
    for (const residentId of people) expect(await placesOf(residentId)).toHaveLength(4)
    expect(await isFinished(id)).toBe(true)
  })

  test('of a later day is ordered now and carried when the day has come', async () => {
    const { app } = running
    const residentId = await living('99001')
    const id = await order(app, { on: parseCalendarDate('2026-03-10'), changes: changes.slice(0, 1) })
    await carry(id)
    expect(await placesOf(residentId)).toHaveLength(2)
    running.advanceClock(days(9))
    await carry(id)
    expect((await placesOf(residentId))[1]).toBe('Mẫu Mới Ba 2026-03-10 ')
  })
})

describe('a split', () => {
  test('goes by the hamlet in the address; the others are listed for the officers of the parts until decided', async () => {
    const { app } = running
    const east = await living('99004', 'Số nhà 1, Thôn Mẫu Đông, Xã Mẫu Cũ Bốn, Thành phố Hà Nội')
    const west = await living('99004', 'Thôn Mẫu Tây, Xã Mẫu Cũ Bốn, Thành phố Hà Nội')
    const neither = await living('99004', 'Thôn Mẫu Đông Nam, Xã Mẫu Cũ Bốn, Thành phố Hà Nội')
    const id = await order(app)
    await carry(id)
    expect((await placesOf(east)).at(-1)).toBe('Mẫu Mới Bốn 2026-03-01 ')
    expect((await placesOf(west)).slice(1)).toEqual([
      'Mẫu Mới Năm 2026-03-01 ',
      'Mẫu Cũ Bốn 2025-08-01 2026-03-01',
      'Mẫu Mới Năm 2026-03-01 ',
    ])
    expect(await unitOfHousehold(west)).toBe('99005')
    expect(await placesOf(neither)).toHaveLength(2)
    expect(await isFinished(id)).toBe(false)
    running.advanceClock(minutes(2))
    const [here, there] = [officerOf('REGISTRAR', '99005'), officerOf('REGISTRAR', '99003')]
    const listed = await undecidedResidents(app, here, {})
    expect(listed).toMatchObject({
      total: 1,
      next: null,
      residents: [
        {
          residentId: neither,
          fromCode: '99004',
          reorganisationId: id,
          parts: [
            { code: '99004', name: 'Phường Mẫu Mới Bốn' },
            { code: '99005', name: 'Xã Mẫu Mới Năm' },
          ],
        },
      ],
    })
    expect((await undecidedResidents(app, there, {})).total).toBe(0)
    expect((await readResident(app, here, { id: neither })).row.id, 'every part may read it').toBe(neither)
    const decision = { reorganisationId: id, fromCode: '99004', toCode: '99005', residentIds: [neither] }
    expect(await decideSplit(app, here, decision)).toBe(1)
    expect(await decideSplit(app, here, decision), 'twice').toBe(0)
    expect((await placesOf(neither)).at(-1)).toBe('Mẫu Mới Năm 2026-03-01 ')
    expect(await unitOfHousehold(neither)).toBe('99005')
    expect(await isFinished(id)).toBe(true)
  })

  test('is decided only for one’s own part, for a part that it has, and for people of that unit', async () => {
    const { app } = running
    const [neither, stranger] = [await living('99004'), await living('99009')]
    const id = await order(app)
    await carry(id)
    running.advanceClock(minutes(2))
    const decision = { reorganisationId: id, fromCode: '99004', toCode: '99005', residentIds: [neither] }
    const refusal = (more: Partial<typeof decision>, unit = '01') =>
      refusalOf(decideSplit(app, officerOf('REGISTRAR', unit), { ...decision, ...more }))
    expect(await refusal({}, '99004')).toBe('FORBIDDEN')
    expect(await refusal({ toCode: '99003' })).toBe('NOT_FOUND')
    expect(await refusal({ reorganisationId: randomUUID() })).toBe('NOT_FOUND')
    expect(await refusal({ residentIds: [] })).toBe('TOO_MANY_DECIDED')
    expect(await decideSplit(app, officerOf('REGISTRAR'), { ...decision, residentIds: [stranger] })).toBe(0)
    expect(await placesOf(stranger)).toHaveLength(2)
  })
})

describe('an order', () => {
  test('names units of the day before and of the day, each once, and hamlets that go to a part', async () => {
    const { app } = running
    const refusal = (...one: Parameters<typeof reorganiseUnits>[2]['changes'][number][]) =>
      refusalOf(order(app, { changes: one }))
    const before = await contentOf(app)
    expect(await refusal()).toBe('ILLEGAL_REORGANISATION')
    expect(await refusal({ from: '99003', to: ['99005'] })).toBe('ILLEGAL_REORGANISATION')
    expect(await refusal({ from: '99001', to: [] })).toBe('ILLEGAL_REORGANISATION')
    expect(await refusal({ from: '99002', to: ['99007'] })).toBe('ILLEGAL_REORGANISATION')
    expect(await refusal({ from: '99002', to: ['99003'] }, { from: '99002', to: ['99005'] })).toBe(
      'ILLEGAL_REORGANISATION',
    )
    const chain = [
      { from: '99001', to: ['99002'] },
      { from: '99002', to: ['99003'] },
    ]
    expect(await refusal(...chain), 'to a unit that ends too').toBe('ILLEGAL_REORGANISATION')
    const astray = [{ hamlet: 'Thôn Mẫu', to: '99003' }]
    expect(await refusal({ from: '99004', to: ['99004', '99005'], hamlets: astray })).toBe(
      'ILLEGAL_REORGANISATION',
    )
    expect(await contentOf(app)).toEqual(before)
  })

  test('is given once for each decree, by an administrator', async () => {
    const { app } = running
    await order(app, { decree: 'NQ 9/2026' })
    expect(await refusalOf(order(app, { decree: ' NQ 9/2026 ' }))).toBe('ILLEGAL_REORGANISATION')
    const registrar = reorganiseUnits(app, officerOf('REGISTRAR'), { decree: 'NQ 10', on, changes })
    expect(await refusalOf(registrar)).toBe('FORBIDDEN')
    expect(await refusalOf(reorganiseUnits(app, administrator, { decree: '', on, changes }))).toBe(
      'ILLEGAL_REORGANISATION',
    )
  })
})

test('both eras of the tree can be shown, with what became of what', async () => {
  const { app } = running
  await order(app)
  running.advanceClock(minutes(2))
  const under = async (day: string) =>
    (await unitChildren(app, administrator, { code: '01', on: day })).filter(({ code }) =>
      code.startsWith('99'),
    )
  expect((await under('2026-02-28')).map(({ name, wentInto }) => [name, wentInto])).toEqual([
    ['Xã Mẫu Chín', []],
    ['Xã Mẫu Cũ Bốn', ['99004', '99005']],
    ['Xã Mẫu Cũ Hai', ['99003']],
    ['Xã Mẫu Cũ Một', ['99003']],
  ])
  expect((await under('2026-03-01')).map(({ name, madeOf }) => [name, madeOf.toSorted()])).toEqual([
    ['Phường Mẫu Mới Ba', ['99001', '99002']],
    ['Phường Mẫu Mới Bốn', ['99004']],
    ['Xã Mẫu Chín', []],
    ['Xã Mẫu Mới Năm', ['99004']],
  ])
  const provinces = await unitChildren(app, administrator, { on: '2024-06-01' })
  expect(provinces).toHaveLength(63)
  expect(provinces.find(({ code }) => code === '02')?.wentInto).toEqual(['08'])
})
