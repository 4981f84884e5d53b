/** What the database itself holds of periods, whoever writes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { dateOf } from '../../../../server/kernel/clock.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { registerResident } from '../../../support/people.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

/** What the database says where a constraint or its trigger does not hold. */
const refusedByConstraint = /constraint/i

const day = (text: string | null) => (text === null ? null : dateOf(parseCalendarDate(text)))

/** A person who has lived nowhere yet, as far as addresses of this kind and statuses go. */
async function newcomer() {
  const { residentId } = await registerResident(running.app)
  const { unitId } = await running.app.db.address.findFirstOrThrow({ where: { residentId } })
  await running.app.db.residenceStatus.deleteMany({ where: { residentId } })
  return { residentId, unitId }
}
type Newcomer = Awaited<ReturnType<typeof newcomer>>

const period = (from: string, to: string | null) => ({
  validFrom: dateOf(parseCalendarDate(from)),
  validTo: day(to),
})

const live = ({ residentId, unitId }: Newcomer, from: string, to: string | null) =>
  running.app.db.address.create({
    data: { residentId, unitId, kind: 'TEMPORARY', text: 'Số 1', ...period(from, to) },
  })

const status = ({ residentId, unitId }: Newcomer, from: string, to: string | null) =>
  running.app.db.residenceStatus.create({
    data: { residentId, unitId, status: 'TEMPORARY', ...period(from, to) },
  })

describe.each([
  ['addresses of a kind', live],
  ['residence statuses', status],
] as const)('%s', (_, write) => {
  test.each([
    ['two that are open', ['2020-01-01', null], ['2021-01-01', null]],
    [
      'an open one that begins before a closed one has ended',
      ['2020-01-01', '2022-01-01'],
      ['2021-01-01', null],
    ],
    [
      'a closed one that ends after an open one has begun',
      ['2021-01-01', null],
      ['2020-01-01', '2022-01-01'],
    ],
    ['two closed ones that share days', ['2020-01-01', '2022-01-01'], ['2021-06-01', '2023-01-01']],
  ] as const)('%s are refused', async (_case, [from, to], [laterFrom, laterTo]) => {
    const person = await newcomer()
    await write(person, from, to)
    await expect(write(person, laterFrom, laterTo)).rejects.toThrow(refusedByConstraint)
  })

  test('follow each other day by day, moves of one day included', async () => {
    const person = await newcomer()
    await write(person, '2020-01-01', '2021-01-01')
    await write(person, '2021-01-01', '2021-01-01')
    await write(person, '2021-01-01', '2021-01-01')
    await write(person, '2021-01-01', null)
    await write(person, '2019-01-01', '2020-01-01')
  })

  test('of two writers at once who do not see each other, one is refused', async () => {
    for (let round = 0; round < 5; round++) {
      const person = await newcomer()
      const both = await Promise.allSettled([
        write(person, '2019-01-01', '2021-01-01'),
        write(person, '2020-01-01', null),
      ])
      expect(both.filter(({ status: end }) => end === 'fulfilled')).toHaveLength(1)
    }
  })
})

test('a period that is made longer, or moved to another person, is looked at again; one that ends earlier is not', async () => {
  const person = await newcomer()
  const first = await live(person, '2020-01-01', '2021-01-01')
  const second = await live(person, '2021-01-01', null)
  const { address } = running.app.db
  const change = (id: string, data: { validTo?: Date | null; validFrom?: Date; residentId?: string }) =>
    address.update({ where: { id }, data })
  await change(second.id, { validTo: day('2022-01-01') })
  await expect(change(first.id, { validTo: day('2021-06-01') })).rejects.toThrow(refusedByConstraint)
  await expect(change(second.id, { validFrom: dateOf(parseCalendarDate('2020-12-31')) })).rejects.toThrow(
    refusedByConstraint,
  )
  const other = await newcomer()
  const others = await live(other, '2021-05-01', null)
  await expect(change(others.id, { residentId: person.residentId })).rejects.toThrow(refusedByConstraint)
  await change(second.id, { validTo: null })
})

test('a person is in one household at a time, and has one number in force', async () => {
  const { residentId, unitId } = await newcomer()
  const { db } = running.app
  const home = () => db.household.create({ data: { headId: residentId, unitId, addressText: 'Số 1' } })
  const join = async (from: string, to: string | null) =>
    db.householdMember.create({
      data: { householdId: (await home()).id, residentId, relation: 'HEAD', ...period(from, to) },
    })
  await db.householdMember.deleteMany({ where: { residentId } })
  await join('2020-01-01', '2021-01-01')
  await join('2021-01-01', null)
  await expect(join('2022-01-01', null)).rejects.toThrow(refusedByConstraint)
  const allotted = { residentId, allottedOn: dateOf(parseCalendarDate('2020-01-01')) }
  await expect(
    db.identityNumber.create({ data: { ...allotted, number: '001190999999', status: 'ACTIVE' } }),
  ).rejects.toThrow(refusedByConstraint)
  await db.identityNumber.create({ data: { ...allotted, number: '001190999999', status: 'CANCELLED' } })
})
