import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calendarDateOf } from '../../../../server/kernel/clock.ts'
import { approveDeclaration } from '../../../../server/registry/residence/approve-declaration.ts'
import { rejectDeclaration } from '../../../../server/registry/residence/reject-declaration.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { makePerson, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { approver, declare, registrar, settle, versionOf } from './registrar.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const moved = (from: string, more: Readonly<Record<string, string>> = {}) => ({
  kind: 'ADDRESS',
  addressKind: 'PERMANENT',
  unitCode: '00002',
  text: 'Số nhà 7, Tổ dân phố 1, Phường Mẫu Một, Thành phố Hà Nội',
  from,
  ...more,
})
const absent = (status: string, from: string, reason: string | null = 'WORKING_ELSEWHERE') => ({
  kind: 'STATUS',
  status,
  reason,
  from,
})

async function periodsOf(residentId: string, kind = 'PERMANENT') {
  const rows = await running.app.db.address.findMany({
    where: { residentId, kind },
    orderBy: { validFrom: 'asc' },
    include: { unit: true },
  })
  return rows.map(({ unit, validFrom, validTo }) => [
    unit.code,
    calendarDateOf(validFrom),
    validTo && calendarDateOf(validTo),
  ])
}

async function statusesOf(residentId: string) {
  const rows = await running.app.db.residenceStatus.findMany({
    where: { residentId },
    orderBy: { validFrom: 'asc' },
  })
  return rows.map(({ status, validFrom, validTo }) => [
    status,
    calendarDateOf(validFrom),
    validTo && calendarDateOf(validTo),
  ])
}

const resident = async () => (await registerResident(running.app)).residentId

describe('a registration of residence', () => {
  test('waits for another officer, then closes the running period and opens the next', async () => {
    const { app } = running
    const residentId = await resident()
    const id = await declare(app, { residentId, declaration: moved('2026-02-10') })
    expect(await periodsOf(residentId), 'nothing before the decision').toEqual([['01', '1990-05-20', null]])
    await approveDeclaration(app, approver, { id })
    expect(await periodsOf(residentId)).toEqual([
      ['01', '1990-05-20', '2026-02-10'],
      ['00002', '2026-02-10', null],
    ])
    expect(await statusesOf(residentId)).toEqual([['PERMANENT', '2026-02-10', null]])
    expect(await versionOf(app, residentId)).toBe(2)
    const row = await app.db.residenceDeclaration.findUniqueOrThrow({ where: { id } })
    expect(row).toMatchObject({ status: 'APPLIED', makerId: registrar.id, checkerId: approver.id })
    expect(row.diff).toMatchObject({ permanentAddress: { to: moved('').text } })
  })

  test('is not decided by its maker, and not twice', async () => {
    const { app } = running
    const both = { ...registrar, roles: [...registrar.roles, { role: 'APPROVER', unitCode: '01' }] }
    const residentId = await resident()
    const id = await declare(app, { residentId, declaration: moved('2026-02-10') })
    expect(await refusalOf(approveDeclaration(app, both, { id }))).toBe('SAME_PERSON')
    await approveDeclaration(app, approver, { id })
    const before = await contentOf(app)
    expect(await refusalOf(approveDeclaration(app, approver, { id }))).toBe('TRANSITION_REFUSED')
    expect(await contentOf(app)).toEqual(before)
  })

  test('of a day within or before what is on record is refused, as are the future and the time before birth', async () => {
    const { app } = running
    const residentId = await resident()
    await settle(app, { residentId, declaration: moved('2026-02-10') })
    const outcomes: string[] = []
    for (const day of ['2026-02-10', '2026-01-01', '1989-01-01', '2026-03-03']) {
      const declaration = moved(day, { text: 'Số nhà 9, Phường Mẫu Một, Thành phố Hà Nội' })
      outcomes.push(await refusalOf(declare(app, { residentId, declaration })))
    }
    expect(outcomes).toEqual(outcomes.map(() => 'DAY_NOT_POSSIBLE'))
    expect(await refusalOf(declare(app, { residentId, declaration: moved('2026-02-30') }))).toBe(
      'ILLEGAL_DECLARATION',
    )
  })

  test('in a unit that is no more, and the address that is on record already, are refused', async () => {
    const { app } = running
    const residentId = await resident()
    const abolished = moved('2026-02-10', { unitCode: '00003' })
    expect(await refusalOf(declare(app, { residentId, declaration: abolished }))).toBe('UNIT_UNKNOWN')
    await settle(app, { residentId, declaration: moved('2026-02-10') })
    expect(await refusalOf(declare(app, { residentId, declaration: moved('2026-02-20') }))).toBe(
      'NOTHING_TO_DECLARE',
    )
  })

  test('is taken down by the unit that the person comes to, not by another', async () => {
    const { app } = running
    const residentId = await resident()
    const there = officerOf('REGISTRAR', '79')
    const declaration = moved('2026-02-10')
    expect(await refusalOf(declare(app, { residentId, declaration, actor: there }))).toBe('FORBIDDEN')
    expect(await refusalOf(declare(app, { residentId, declaration, actor: officerOf('COLLECTOR') }))).toBe(
      'FORBIDDEN',
    )
    const coming = moved('2026-02-10', { unitCode: '26735' })
    const id = await declare(app, { residentId, declaration: coming, actor: there })
    expect(await refusalOf(approveDeclaration(app, approver, { id })), 'nor decided elsewhere').toBe(
      'FORBIDDEN',
    )
    await approveDeclaration(app, officerOf('APPROVER', '79'), { id })
    expect((await periodsOf(residentId)).at(-1)).toEqual(['26735', '2026-02-10', null])
  })

  test('on an older version is refused when declared and when decided; one waits at a time', async () => {
    const { app } = running
    const residentId = await resident()
    const declaration = moved('2026-02-10')
    expect(await refusalOf(declare(app, { residentId, declaration, baseVersion: 7 }))).toBe('STALE_VERSION')
    const id = await declare(app, { residentId, declaration })
    expect(await refusalOf(declare(app, { residentId, declaration }))).toBe('DECLARATION_UNDER_WAY')
    await app.db.resident.update({ where: { id: residentId }, data: { version: { increment: 1 } } })
    expect(await refusalOf(approveDeclaration(app, approver, { id }))).toBe('STALE_VERSION')
    await rejectDeclaration(app, approver, { id, reason: 'OUTDATED' })
    expect(await periodsOf(residentId)).toHaveLength(1)
    await settle(app, { residentId, declaration })
  })

  test('decided by two at once is applied once', async () => {
    const { app } = running
    const residentId = await resident()
    const id = await declare(app, { residentId, declaration: moved('2026-02-10') })
    const outcomes = await Promise.all(
      [approver, officerOf('APPROVER')].map((actor) => refusalOf(approveDeclaration(app, actor, { id }))),
    )
    // The later one finds the declaration moved on, on the move, or what it says in the register already.
    expect(outcomes.filter((outcome) => outcome === 'NOT_REFUSED')).toHaveLength(1)
    const refused = outcomes.find((outcome) => outcome !== 'NOT_REFUSED')
    expect(['STALE_VERSION', 'TRANSITION_REFUSED', 'NOTHING_TO_DECLARE']).toContain(refused)
    expect(await versionOf(app, residentId)).toBe(2)
    expect(await periodsOf(residentId)).toHaveLength(2)
  })

  test('of a temporary residence ends with the day on which the person left, and home is home again', async () => {
    const { app } = running
    const residentId = await resident()
    const lodging = moved('2026-01-05', { addressKind: 'TEMPORARY' })
    await settle(app, { residentId, declaration: lodging })
    const left = { kind: 'ADDRESS_END', addressKind: 'TEMPORARY', from: '2026-02-01' }
    await settle(app, { residentId, declaration: left })
    expect(await periodsOf(residentId, 'TEMPORARY')).toEqual([['00002', '2026-01-05', '2026-02-01']])
    expect(await statusesOf(residentId)).toEqual([
      ['TEMPORARY', '2026-01-05', '2026-02-01'],
      ['PERMANENT', '2026-02-01', null],
    ])
    expect(await refusalOf(declare(app, { residentId, declaration: left }))).toBe('NOTHING_TO_DECLARE')
  })

  test('a current abode is only taken down', async () => {
    const { app } = running
    const residentId = await resident()
    await declare(app, { residentId, declaration: moved('2026-03-02', { addressKind: 'CURRENT' }) })
    expect(await periodsOf(residentId, 'CURRENT')).toEqual([['00002', '2026-03-02', null]])
    expect(await statusesOf(residentId)).toEqual([])
    expect(await versionOf(app, residentId)).toBe(2)
  })
})

describe('a residence status', () => {
  test('of declared absence and of return applies at once, one at a time', async () => {
    const { app } = running
    const residentId = await resident()
    await declare(app, { residentId, declaration: absent('DECLARED_ABSENT', '2026-01-10') })
    await declare(app, { residentId, declaration: absent('PERMANENT', '2026-02-20', null) })
    expect(await statusesOf(residentId)).toEqual([
      ['DECLARED_ABSENT', '2026-01-10', '2026-02-20'],
      ['PERMANENT', '2026-02-20', null],
    ])
    const back = absent('ABSENT', '2026-02-01')
    expect(await refusalOf(declare(app, { residentId, declaration: back }))).toBe('DAY_NOT_POSSIBLE')
  })

  test('of somebody who is away without a word is decided by two', async () => {
    const { app } = running
    const residentId = await resident()
    const id = await declare(app, { residentId, declaration: absent('WHEREABOUTS_UNKNOWN', '2026-03-01') })
    expect(await statusesOf(residentId)).toEqual([])
    await approveDeclaration(app, approver, { id })
    expect(await statusesOf(residentId)).toEqual([['WHEREABOUTS_UNKNOWN', '2026-03-01', null]])
  })

  test('of absence has a reason, presence has none; of a lodger only with a lodging', async () => {
    const { app } = running
    const residentId = await resident()
    const refusal = (declaration: ReturnType<typeof absent>) =>
      refusalOf(declare(app, { residentId, declaration }))
    expect(await refusal(absent('DECLARED_ABSENT', '2026-03-01', null))).toBe('ILLEGAL_DECLARATION')
    expect(await refusal(absent('DECLARED_ABSENT', '2026-03-01', 'HOLIDAY'))).toBe('ILLEGAL_DECLARATION')
    expect(await refusal(absent('PERMANENT', '2026-03-01'))).toBe('ILLEGAL_DECLARATION')
    expect(await refusal(absent('TEMPORARY', '2026-03-01', null))).toBe('NO_SUCH_RESIDENCE')
  })

  test('is not declared of the dead', async () => {
    const { app } = running
    const residentId = await resident()
    await app.db.resident.update({ where: { id: residentId }, data: { deathOn: '2026-02-01' } })
    const declaration = absent('DECLARED_ABSENT', '2026-03-01')
    expect(await refusalOf(declare(app, { residentId, declaration }))).toBe('PERSON_DECEASED')
  })
})

describe('relatives', () => {
  const spouse = (name: string, relatedNumber: string | null = null) => ({
    kind: 'RELATIONSHIP',
    relation: 'SPOUSE',
    relatedNumber,
    name,
    from: '2026-02-14',
  })

  test('are added, found in the register by number, and ended, with their days', async () => {
    const { app } = running
    const residentId = await resident()
    const other = await registerResident(app)
    await settle(app, { residentId, declaration: spouse(other.person.name, other.number) })
    const row = await app.db.relationship.findFirstOrThrow({ where: { residentId, kind: 'SPOUSE' } })
    expect(row).toMatchObject({ relatedId: other.residentId, number: other.number, validTo: null })
    const ended = { kind: 'RELATIONSHIP_END', relationshipId: row.id, from: '2026-03-01' }
    await settle(app, { residentId, declaration: ended })
    expect(await refusalOf(declare(app, { residentId, declaration: ended }))).toBe('NOTHING_TO_DECLARE')
    await settle(app, { residentId, declaration: { ...spouse(other.person.name), from: '2026-03-02' } })
    const again = await app.db.relationship.findMany({ where: { residentId, kind: 'SPOUSE' } })
    expect(again.filter(({ validTo }) => validTo === null)).toHaveLength(1)
    expect(again).toHaveLength(2)
  })

  test('cannot be oneself, somebody of another name, an unknown number, or a second spouse', async () => {
    const { app } = running
    const { residentId, number, person } = await registerResident(app)
    const other = await registerResident(app)
    const refusal = (declaration: ReturnType<typeof spouse>) =>
      refusalOf(declare(app, { residentId, declaration }))
    expect(await refusal(spouse(person.name, number))).toBe('RELATIVE_NOT_POSSIBLE')
    expect(await refusal(spouse('LÊ VĂN KHÁC', other.number))).toBe('RELATIVE_NOT_POSSIBLE')
    expect(await refusal(spouse('LÊ VĂN KHÁC', '001099999999'))).toBe('RELATIVE_NOT_POSSIBLE')
    await settle(app, { residentId, declaration: spouse('LÊ VĂN MỘT') })
    expect(await refusal(spouse('LÊ VĂN HAI'))).toBe('RELATIVE_NOT_POSSIBLE')
  })

  test('of somebody else are not ended from here', async () => {
    const { app } = running
    const other = await resident()
    const { id } = await app.db.relationship.findFirstOrThrow({ where: { residentId: other } })
    const declaration = { kind: 'RELATIONSHIP_END', relationshipId: id, from: '2026-03-01' }
    expect(await refusalOf(declare(app, { residentId: await resident(), declaration }))).toBe('NOT_FOUND')
  })
})

describe('a household', () => {
  const created = {
    kind: 'HOUSEHOLD_CREATE',
    unitCode: '00002',
    text: 'Số nhà 7, Phường Mẫu Một',
    from: '2026-01-10',
  }

  async function householdOf(residentId: string) {
    const member = await running.app.db.householdMember.findFirstOrThrow({
      where: { residentId, validTo: null },
    })
    return member
  }

  test('is created with its head, joined, gets another head, and is left', async () => {
    const { app } = running
    const [head, member] = [await resident(), await resident()]
    await settle(app, { residentId: head, declaration: created })
    const { householdId } = await householdOf(head)
    const join = { kind: 'HOUSEHOLD_JOIN', householdId, relation: 'CHILD', from: '2026-01-20' }
    await settle(app, { residentId: member, declaration: join })
    const leave = { kind: 'HOUSEHOLD_LEAVE', from: '2026-02-20' }
    expect(await refusalOf(declare(app, { residentId: head, declaration: leave }))).toBe('HEAD_IS_NEEDED')
    const handOver = { kind: 'HOUSEHOLD_HEAD', formerHead: 'PARENT', from: '2026-02-01' }
    await settle(app, { residentId: member, declaration: handOver })
    expect(await householdOf(member)).toMatchObject({ relation: 'HEAD', householdId })
    expect(await householdOf(head)).toMatchObject({ relation: 'PARENT', householdId })
    expect(await app.db.household.findUnique({ where: { id: householdId } })).toMatchObject({
      headId: member,
    })
    expect(await versionOf(app, head), 'its relation changed too').toBe(3)
    await settle(app, { residentId: head, declaration: leave })
    expect(await app.db.householdMember.count({ where: { residentId: head, validTo: null } })).toBe(0)
    expect(await app.db.householdMember.count({ where: { residentId: head } })).toBe(2)
  })

  test('is one at a time: who joins another leaves the first', async () => {
    const { app } = running
    const [one, two] = [await resident(), await resident()]
    for (const residentId of [one, two]) await settle(app, { residentId, declaration: created })
    const { householdId } = await householdOf(one)
    const join = { kind: 'HOUSEHOLD_JOIN', householdId, relation: 'SPOUSE', from: '2026-02-01' }
    await settle(app, { residentId: two, declaration: join })
    expect(await householdOf(two)).toMatchObject({ householdId, relation: 'SPOUSE' })
    expect(await refusalOf(declare(app, { residentId: two, declaration: join }))).toBe('DAY_NOT_POSSIBLE')
    const twice = app.db.householdMember.create({
      data: { householdId, residentId: two, relation: 'OTHER', validFrom: new Date('2026-02-02') },
    })
    await expect(twice, 'the database holds it too').rejects.toThrow('Unique constraint')
  })

  test('that nobody knows, or of another province, is not joined', async () => {
    const { app } = running
    const residentId = await resident()
    const far = await registerResident(app, makePerson({ residenceUnit: '26735' }))
    const southern = { actor: officerOf('REGISTRAR', '79'), residentId: far.residentId }
    const id = await declare(app, { ...southern, declaration: { ...created, unitCode: '26735' } })
    await approveDeclaration(app, officerOf('APPROVER', '79'), { id })
    const { householdId } = await householdOf(far.residentId)
    const join = (to: string) => ({
      kind: 'HOUSEHOLD_JOIN',
      householdId: to,
      relation: 'OTHER',
      from: '2026-02-01',
    })
    expect(await refusalOf(declare(app, { residentId, declaration: join(householdId) }))).toBe('FORBIDDEN')
    expect(await refusalOf(declare(app, { residentId, declaration: join(residentId) }))).toBe('NOT_FOUND')
  })
})
