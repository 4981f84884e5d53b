import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  assignCollector,
  type NewAssignment,
} from '../../../../server/registry/progress/collectors/assign-collector.ts'
import { collectorLoads } from '../../../../server/registry/progress/collectors/collector-loads.ts'
import { endCollectorAssignment } from '../../../../server/registry/progress/collectors/end-collector-assignment.ts'
import { importHamlets } from '../../../../server/registry/progress/collectors/import-hamlets.ts'
import { listCollectors } from '../../../../server/registry/progress/collectors/list-collectors.ts'
import {
  type HamletQuestion,
  listHamlets,
} from '../../../../server/registry/progress/collectors/list-hamlets.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import { type Account, hireOfficer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'

let running: TestApp
let collectors: readonly [Account, Account]
const [here, there] = ['00002', '00009'] as const
const manager = officerOf('CAMPAIGN_MANAGER', '01')
const csv = [
  'unit;hamlet;households',
  `${here};Tổ dân phố 1;100`,
  `${here};Tổ dân phố 2;1.200`,
  `${here};"Tổ dân phố 3; khu B";31`,
  `${there};Thôn Đông;50`,
].join('\n')
beforeAll(async () => {
  running = await testApp()
  collectors = [
    await hireOfficer(running.app, 'COLLECTOR', here),
    await hireOfficer(running.app, 'COLLECTOR', '01'),
  ]
  await importHamlets(running.app, manager, { unitCode: '01', csv })
})
afterAll(() => running.close())

const load = (rows: string, unitCode = '01', actor = manager) =>
  importHamlets(running.app, actor, { unitCode, csv: `unit;hamlet;households\n${rows}` })

const assign = (changes: Partial<NewAssignment> = {}, actor = manager) =>
  assignCollector(running.app, actor, {
    officerId: collectors[0].actor.id,
    unitCode: here,
    hamlet: 'Tổ dân phố 1',
    team: 'Tổ công tác số 1',
    validFrom: null,
    validTo: null,
    ...changes,
  })

const hamlets = async (question: Partial<HamletQuestion> = {}) =>
  (await listHamlets(running.app, manager, { unitCode: here, ...question })).hamlets
const uncovered = async (on?: string) => (await hamlets({ uncovered: true, on })).map(({ name }) => name)

describe('hamlets', () => {
  test('are brought up to date by another file; bad rows are told by line', async () => {
    const { loaded, errors } = await load(
      [
        `${here};Tổ dân phố 1;101`,
        `${here};Tổ dân phố 1;102`,
        `${here};;5`,
        `${here};Tổ dân phố 9;nhiều`,
        '79;Ấp 1;5',
        '01;Ấp 1;5',
        `${here};Ấp 1`,
      ].join('\n'),
    )
    expect(loaded).toBe(1)
    expect(errors.map(({ line, fault }) => [line, fault])).toEqual([
      [3, 'DUPLICATE'],
      [4, 'NAME'],
      [5, 'HOUSEHOLDS'],
      [6, 'UNIT'],
      [7, 'UNIT'],
      [8, 'COLUMNS'],
    ])
    expect((await hamlets()).map(({ households }) => households)).toEqual([101, 1200, 31])
    await load(`${here};Tổ dân phố 1;100`)
  })

  test('of another unit may not be imported or listed', async () => {
    const stranger = officerOf('CAMPAIGN_MANAGER', '79')
    expect(await refusalOf(load('x;y;1', '01', stranger))).toBe('FORBIDDEN')
    expect(await refusalOf(listHamlets(running.app, stranger, { unitCode: here }))).toBe('FORBIDDEN')
  })
})

describe('an assignment', () => {
  test('covers a hamlet from its first to its last day; then it is uncovered again', async () => {
    const all = ['Tổ dân phố 1', 'Tổ dân phố 2', 'Tổ dân phố 3; khu B']
    expect(await uncovered()).toEqual(all)
    const id = await assign({ validFrom: '2026-03-02', validTo: '2026-04-01' })
    expect(await uncovered()).toEqual(all.slice(1))
    expect(await uncovered('2026-03-31')).toEqual(all.slice(1))
    expect(await uncovered('2026-04-01')).toEqual(all)
    const end = (on: string) => endCollectorAssignment(running.app, manager, { id, on })
    expect(await refusalOf(end('2026-03-02'))).toBe('ILLEGAL_PERIOD')
    expect(await refusalOf(end('2026-05-01'))).toBe('ILLEGAL_PERIOD')
    await end('2026-03-10')
    expect(await uncovered('2026-03-10')).toEqual(all)
    const stranger = officerOf('CAMPAIGN_MANAGER', '79')
    const by = endCollectorAssignment(running.app, stranger, { id, on: '2026-03-05' })
    expect(await refusalOf(by)).toBe('FORBIDDEN')
  })

  test('shows who goes there, as a team', async () => {
    const second = collectors[1].actor.id
    await assign({ hamlet: 'Tổ dân phố 2' })
    await assign({ hamlet: 'Tổ dân phố 2', officerId: second })
    const found = (await hamlets()).find(({ name }) => name === 'Tổ dân phố 2')
    expect(found?.collectors).toMatchObject([
      { officerId: collectors[0].actor.id, team: 'Tổ công tác số 1' },
      { officerId: second },
    ])
  })

  test('is of somebody who holds the collector’s role there, for all of the time', async () => {
    const registrar = await hireOfficer(running.app, 'REGISTRAR', here)
    const elsewhere = await hireOfficer(running.app, 'COLLECTOR', there)
    const before = await contentOf(running.app)
    for (const officerId of [registrar.actor.id, elsewhere.actor.id, unknownId()])
      expect(await refusalOf(assign({ officerId }))).toBe('NO_COLLECTOR')
    expect(await refusalOf(assign({ validFrom: '2026-02-01' }))).toBe('NO_COLLECTOR')
    expect(await contentOf(running.app)).toEqual(before)
  })

  test.each([
    [{ hamlet: 'Ấp không có' }, 'NOT_FOUND'],
    [{ officerId: 'x' }, 'NOT_FOUND'],
    [{ validFrom: '2026-03-05', validTo: '2026-03-05' }, 'ILLEGAL_PERIOD'],
    [{ validFrom: 'mai' }, 'ILLEGAL_DATE'],
    [{ unitCode: '79' }, 'FORBIDDEN'],
  ])('with %j is refused: %s', async (changes, code) => {
    expect(await refusalOf(assign(changes))).toBe(code)
  })

  test('is made once for the same time, however often and at once it is asked for', async () => {
    const twice = { hamlet: 'Tổ dân phố 3; khu B', validFrom: '2026-06-01', validTo: '2026-07-01' }
    const outcomes = await Promise.all([assign(twice), assign(twice)].map(refusalOf))
    expect(outcomes.toSorted()).toEqual(['ASSIGNED_ALREADY', 'NOT_REFUSED'])
    const overlapping = assign({ ...twice, validFrom: '2026-06-30', validTo: null })
    expect(await refusalOf(overlapping)).toBe('ASSIGNED_ALREADY')
    await assign({ ...twice, validFrom: '2026-07-01', validTo: null })
  })

  test('is the manager’s and the registrar’s to make', async () => {
    expect(await refusalOf(assign({}, collectors[0].actor))).toBe('FORBIDDEN')
  })
})

test('the load of a collector is shared with others in the same hamlet', async () => {
  const loads = await collectorLoads(running.app, manager, { unitCode: here, on: '2026-05-01' })
  expect(loads.map(({ hamlets: count, households }) => [count, households])).toEqual([
    [1, 600],
    [1, 600],
  ])
  const refused = collectorLoads(running.app, officerOf('CAMPAIGN_MANAGER', '79'), { unitCode: here })
  expect(await refusalOf(refused)).toBe('FORBIDDEN')
})

test('hamlets come page by page, also where names hold spaces', async () => {
  const names: string[] = []
  for (let after: string | null | undefined; after !== null;) {
    const page = await listHamlets(running.app, manager, { unitCode: '01', first: 1, after })
    names.push(...page.hamlets.map(({ name }) => name))
    after = page.next
  }
  expect(names).toEqual(['Tổ dân phố 1', 'Tổ dân phố 2', 'Tổ dân phố 3; khu B', 'Thôn Đông'])
})

describe('who may be sent', () => {
  test('are collectors of the commune and of units above it; only who assigns them is told', async () => {
    const ask = (unitCode: string, actor = manager) => listCollectors(running.app, actor, { unitCode })
    const [inCommune, inProvince] = collectors.map(({ actor }) => actor.id)
    const ids = async (unitCode: string) => (await ask(unitCode)).map(({ officerId }) => officerId)
    expect(await ids(here)).toEqual(expect.arrayContaining([inCommune, inProvince]))
    expect(await ids(there)).toContain(inProvince)
    expect(await ids(there)).not.toContain(inCommune)
    expect(await refusalOf(ask(here, officerOf('CAMPAIGN_MANAGER', '79')))).toBe('FORBIDDEN')
  })
})
