import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formProgress, type ProgressQuestion } from '../../../../server/registry/progress/form-progress.ts'
import { progressCurve } from '../../../../server/registry/progress/progress-curve.ts'
import { reportTally } from '../../../../server/registry/progress/report-tally.ts'
import { takeSnapshot } from '../../../../server/registry/progress/take-snapshot.ts'
import { unknownId } from '../../../support/factory.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { askGraphql, type HttpServer, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { nationalOfficer, seedFieldReport } from './field-report.ts'

let running: TestApp
let server: HttpServer
const nation = nationalOfficer('STEERING_COMMITTEE')
const committee = officerOf('STEERING_COMMITTEE', '86')
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  await seedFieldReport(running.app)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const read = (question: Partial<ProgressQuestion>, actor = committee) =>
  formProgress(running.app, actor, { kind: 'DC01', ...question })

describe('both eras of units', () => {
  test('today the forms of Trà Vinh’s districts, which are no more, are Vĩnh Long’s', async () => {
    const { whole, besideParts, parts } = await read({ unitCode: '86' })
    const ofBothNeighbours = (await read({ kind: 'DC01', on: '2020-08-20' }, nation)).parts
      .filter(({ unitCode }) => unitCode === '86' || unitCode === '83')
      .reduce((sum, { counts }) => sum + counts.returned, 0)
    expect(whole.counts.returned).toBe(1_187_439 + ofBothNeighbours)
    expect(whole.name).toBe('Tỉnh Vĩnh Long')
    expect(parts.every(({ counts }) => counts.issued === 0)).toBe(true)
    expect(besideParts).toBe(whole.counts.issued)
  })

  test('under the tree of 2020 they stand where they were, down to the district', async () => {
    const { whole, path } = await read({ unitCode: '846', on: '2020-08-20' })
    expect(whole).toMatchObject({ name: 'Huyện Tiểu Cần', level: 2, counts: { returned: 107_676 } })
    expect(path.map(({ name }) => name)).toEqual(['Toàn quốc', 'Tỉnh Trà Vinh', 'Huyện Tiểu Cần'])
  })

  test('no form is lost between them', async () => {
    const of = async (on: string) => (await read({ on }, nation)).whole.counts
    expect(await of('2020-08-20')).toEqual(await of('2026-03-02'))
  })

  test('a unit of the other era is not found', async () => {
    expect(await refusalOf(read({ unitCode: '846' }, nation))).toBe('NOT_FOUND')
    expect(await refusalOf(read({ unitCode: '846', on: 'yesterday' }, nation))).toBe('ILLEGAL_DATE')
  })
})

describe('jurisdiction', () => {
  test('reaches a unit of an earlier day through its province, and no other province', async () => {
    expect(await refusalOf(read({ unitCode: '249', on: '2020-08-20' }))).toBe('FORBIDDEN')
    expect(await refusalOf(read({ unitCode: '01' }))).toBe('FORBIDDEN')
    expect(await refusalOf(read({ unitCode: '86' }, officerOf('STOCK_KEEPER', '86')))).toBe('FORBIDDEN')
  })

  test('reaches the nation for somebody who reaches every province', async () => {
    expect(await refusalOf(read({ unitCode: null }))).toBe('FORBIDDEN')
    const without = {
      ...nation,
      roles: nation.roles.filter(({ unitCode }) => unitCode !== '96' && unitCode !== '95'),
    }
    expect(await refusalOf(read({ unitCode: null }, without))).toBe('FORBIDDEN')
    expect((await read({ unitCode: null }, nation)).parts).toHaveLength(34)
  })

  test('a campaign that there is not is told', async () => {
    expect(await refusalOf(read({ unitCode: '86', campaignId: unknownId() }))).toBe('NOT_FOUND')
    expect(await refusalOf(read({ unitCode: '86', campaignId: 'none' }))).toBe('NOT_FOUND')
  })
})

describe('what a unit with its own software reports', () => {
  const counts = { issued: 10, returned: 9, checked: 9, scanned: 8, loaded: 7 }
  const report = (changes: object, unitCode = '01') =>
    reportTally(running.app, officerOf('REGISTRAR', '01'), { unitCode, kind: 'DC01', ...counts, ...changes })

  test.each([
    [{ loaded: 9 }],
    [{ returned: 11 }],
    [{ checked: 11 }],
    [{ scanned: 10 }],
    [{ loaded: -1 }],
    [{ issued: 1.5 }],
    [{ issued: 2_000_000_000 }],
  ])('is refused where it contradicts itself: %j', async (changes) => {
    expect(await refusalOf(report(changes))).toBe('ILLEGAL_COUNTS')
  })

  test('is its own to report', async () => {
    expect(await refusalOf(report({}, '79'))).toBe('FORBIDDEN')
  })

  test('told twice on a day, the later counts stand', async () => {
    await report({})
    await report({ loaded: 8 })
    const { whole } = await read({ unitCode: '01' }, nation)
    expect(whole.reported).toMatchObject({ issued: 10, handedOut: 9, sent: 8, entered: 8, loaded: 8 })
  })
})

describe('the curve', () => {
  const curve = (question: { from?: string; to?: string } = {}) =>
    progressCurve(running.app, committee, { unitCode: '86', kind: 'DC01', ...question })

  test('has a point for each evening, and today as it stands; a second snapshot of a day replaces the first', async () => {
    const before = (await curve()).at(-1)?.counts.returned ?? 0
    await takeSnapshot(running.app)
    await running.app.db.formTally.create({
      data: { unitCode: '86', formKind: 'DC01', status: 'LOADED', count: 100 },
    })
    const rows = await takeSnapshot(running.app)
    expect(await takeSnapshot(running.app)).toBe(rows)
    running.advanceClock(days(1))
    await running.app.db.formTally.create({
      data: { unitCode: '84', formKind: 'DC01', status: 'LOADED', count: 11 },
    })
    const points = (await curve()).map(({ on, counts }) => [on, counts.returned - before])
    expect(points).toEqual([
      ['2026-03-02', 100],
      ['2026-03-03', 111],
    ])
    expect((await curve({ to: '2026-03-02' })).map(({ on }) => on)).toEqual(['2026-03-02'])
    expect(await curve({ from: '2026-04-01', to: '2026-05-01' })).toEqual([])
  })

  test('is within jurisdiction', async () => {
    const refused = progressCurve(running.app, committee, { unitCode: '01', kind: 'DC01' })
    expect(await refusalOf(refused)).toBe('FORBIDDEN')
  })
})

test('a screen asks for roll-up, league and path in one question', async () => {
  const { credentials } = await signIn(server, await hireOfficer(running.app, 'STEERING_COMMITTEE', '86'))
  const query = `{ formProgress(unitCode: "84", kind: DC01, on: "2020-08-20") {
    __typename ... on FormRollUp { on path { name } whole { name counts { returned } advance { percentText } }
      parts { unitCode name rank level hasParts } partsCollecting besideParts } } }`
  const { data, errors } = await askGraphql(server, { query }, credentials)
  expect(errors).toEqual([])
  expect(data?.['formProgress']).toMatchObject({
    __typename: 'FormRollUp',
    whole: { name: 'Tỉnh Trà Vinh', counts: { returned: 1_187_450 }, advance: { percentText: null } },
    partsCollecting: 9,
    besideParts: 11,
  })
})
