import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { correctionDiffSchema } from '../../../../core/citizen/correction.ts'
import { changeLifecycle } from '../../../../core/lifecycle/registry.ts'
import { nextState } from '../../../../core/lifecycle/machine.ts'
import { readCounts } from '../../../../server/registry/imports/import-counts.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { registerResident } from '../../../support/people.ts'
import { contentOf } from '../../../support/rows.ts'
import { approver, csvOf, faultsOf, load, registrar, residentOf, rowOf } from './locality.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const ownTables = [
  'ImportJob',
  'ImportFault',
  'ImportRepeat',
  'MappingProfile',
  'Transition',
  'AuditEntry',
  'AuditHead',
  '_private_jobs',
]
const casesOf = (residentId: string) =>
  running.app.db.conflictCase.findMany({ where: { residentId }, include: { values: true } })

describe('the next delivery of the same source', () => {
  test('that says the same changes nothing', async () => {
    const rows = csvOf([rowOf(), rowOf()])
    const source = randomUUID()
    await load(running, rows, { source })
    const before = await contentOf(running.app, ownTables)
    const { counts } = await load(running, rows, { source })
    expect(readCounts(counts)).toMatchObject({ rows: 2, unchanged: 2, new: 0 })
    expect(await contentOf(running.app, ownTables)).toEqual(before)
  })

  test('brings what has changed as a correction with its history, and the address with its period', async () => {
    const source = randomUUID()
    const row = rowOf()
    await load(running, csvOf([row]), { source })
    const { id, counts } = await load(
      running,
      csvOf([{ ...row, TG: 'Phật giáo', NHA: 'Số 9', XA: '00009' }, rowOf()]),
      {
        source,
      },
    )
    expect(readCounts(counts)).toMatchObject({ updated: 1, new: 1, cases: 0 })
    const resident = await residentOf(running, row['SO'] ?? '')
    expect(resident).toMatchObject({ religion: 'Phật giáo', version: 2 })
    expect(resident?.addresses).toMatchObject([{ unit: { code: '00009' }, validTo: null }])
    const change = await running.app.db.residentChange.findFirstOrThrow({
      where: { residentId: resident?.id ?? '' },
    })
    expect(change).toMatchObject({
      status: 'APPLIED',
      evidenceKind: 'IMPORT',
      evidenceNumber: id,
      makerId: registrar.id,
      checkerId: approver.id,
    })
    expect(correctionDiffSchema.parse(change.diff)).toEqual({ religion: { from: 'Không', to: 'Phật giáo' } })
    const moves = await running.app.db.transition.findMany({
      where: { recordId: change.id },
      orderBy: { version: 'asc' },
    })
    expect(moves).toHaveLength(2)
    for (const { fromState, event, toState } of moves)
      expect(nextState(changeLifecycle, fromState, event)).toBe(toState)
    const third = await load(running, csvOf([{ ...row, TG: 'Công giáo', NHA: 'Số 9', XA: '00009' }]), {
      source,
    })
    expect(readCounts(third.counts)).toMatchObject({ updated: 1 })
    expect(await residentOf(running, row['SO'] ?? '')).toMatchObject({ religion: 'Công giáo', version: 3 })
  })

  test('opens a case where an officer has changed the record meanwhile', async () => {
    const source = randomUUID()
    const row = rowOf()
    await load(running, csvOf([row]), { source })
    const where = { number: row['SO'] ?? '' }
    await running.app.db.resident.update({ where, data: { religion: 'Cao Đài', version: 2 } })
    const { counts } = await load(running, csvOf([{ ...row, TG: 'Phật giáo' }]), { source })
    expect(readCounts(counts)).toMatchObject({ matched: 1, updated: 0, cases: 1 })
    const resident = await residentOf(running, where.number)
    expect(resident).toMatchObject({ religion: 'Cao Đài', version: 2 })
    const [opened] = await casesOf(resident?.id ?? '')
    expect(opened).toMatchObject({
      origin: 'IMPORT',
      kinds: ['OTHER_ITEM'],
      unitCode: '00002',
      status: 'OPEN',
    })
    const religion = opened?.values.filter(({ field }) => field === 'religion')
    expect(religion?.map(({ source: of, value }) => [of, value]).toSorted()).toEqual([
      ['IMPORT', 'Phật giáo'],
      ['REGISTER', 'Cao Đài'],
    ])
  })
})

describe('a person whom the register knows', () => {
  test('is matched by number; what contradicts is a case once, however often it is said', async () => {
    const { residentId, number, person } = await registerResident(running.app)
    const known = { SO: number, NS: '20/05/1990', CHA: person.fatherName ?? '', ME: person.motherName ?? '' }
    const row = rowOf({ ...known, TEN: person.name, DT: '02' })
    const first = await load(running, csvOf([row]))
    expect(readCounts(first.counts)).toMatchObject({ matched: 1, new: 0, cases: 1 })
    const again = await load(running, csvOf([row]))
    expect(readCounts(again.counts)).toMatchObject({ matched: 1, cases: 0 })
    expect(await casesOf(residentId)).toMatchObject([{ kinds: ['ETHNICITY'], importJobId: first.id }])
    expect(await residentOf(running, number)).toMatchObject({ ethnicity: 'Kinh', version: 1 })
  })

  test('keeps a number that a row claims for somebody else', async () => {
    const { residentId, number } = await registerResident(running.app)
    const { id, counts } = await load(running, csvOf([rowOf({ SO: number })]))
    expect(readCounts(counts)).toMatchObject({ new: 0, duplicates: 1, cases: 1 })
    expect(await faultsOf(running, id)).toEqual(['2 number NUMBER_HELD_BY_ANOTHER'])
    expect((await casesOf(residentId))[0]?.kinds).toContain('NUMBER_OF_ANOTHER')
  })

  test('is found without a number by name, birth date and a parent, and by the old number', async () => {
    const { residentId, person } = await registerResident(running.app)
    const same = {
      TEN: person.name,
      NS: '20/05/1990',
      SO: '',
      CHA: person.fatherName ?? '',
      ME: person.motherName ?? '',
    }
    const twin = await load(running, csvOf([rowOf(same)]))
    expect(await faultsOf(running, twin.id)).toEqual(['2  DUPLICATE_PERSON'])
    expect(await casesOf(residentId)).toMatchObject([{ kinds: ['DUPLICATE_PERSON'] }])
    const byOldNumber = await load(running, csvOf([rowOf({ ...same, CMND: person.legacyNumber ?? '' })]))
    expect(readCounts(byOldNumber.counts)).toMatchObject({ matched: 1, new: 0 })
  })
})
