import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createCampaign,
  type NewCampaign,
} from '../../../../server/registry/progress/campaigns/create-campaign.ts'
import { importTargets } from '../../../../server/registry/progress/campaigns/import-targets.ts'
import { listCampaigns } from '../../../../server/registry/progress/campaigns/list-campaigns.ts'
import { setDeadlines } from '../../../../server/registry/progress/campaigns/set-deadlines.ts'
import { alertOverdue } from '../../../../server/registry/progress/alert-overdue.ts'
import { overdueAlerts } from '../../../../server/registry/progress/overdue-alerts.ts'
import { listOverdueUnits } from '../../../../server/registry/progress/overdue-units.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import { officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { districtsOfTraVinh, nationalOfficer, seedFieldReport } from './field-report.ts'

let running: TestApp
const manager = officerOf('CAMPAIGN_MANAGER', '84')
/** 15/12/2018, two weeks before the deadline of the directive of 2018. */
const december = Date.parse('2018-12-15T02:00:00Z')
beforeAll(async () => {
  running = await testApp({ now: december })
  await seedFieldReport(running.app)
})
afterAll(() => running.close())

const plan: NewCampaign = {
  name: 'Thu thập thông tin dân cư Trà Vinh',
  basis: 'Quyết định số 896/QĐ-TTg ngày 08/6/2013',
  unitCode: '84',
  startsOn: '2018-03-01',
  endsOn: null,
}
const create = (changes: Partial<NewCampaign> = {}) =>
  createCampaign(running.app, manager, { ...plan, ...changes })

describe('a campaign', () => {
  test('is opened by the manager of its unit, and listed with its basis', async () => {
    const id = await create()
    const listed = (await listCampaigns(running.app, manager)).find((campaign) => campaign.id === id)
    expect(listed).toMatchObject({ ...plan, unitName: 'Tỉnh Trà Vinh', running: true, deadlines: [] })
  })

  test.each([
    [{ name: '  ' }, 'ILLEGAL_CAMPAIGN'],
    [{ basis: '' }, 'ILLEGAL_CAMPAIGN'],
    [{ endsOn: '2018-02-28' }, 'ILLEGAL_CAMPAIGN'],
    [{ startsOn: '31/12/2018' }, 'ILLEGAL_DATE'],
    [{ unitCode: 'none' }, 'NOT_FOUND'],
    [{ unitCode: '01' }, 'FORBIDDEN'],
    [{ unitCode: null }, 'FORBIDDEN'],
  ])('with %j is refused: %s', async (changes, code) => {
    const before = await contentOf(running.app)
    expect(await refusalOf(create(changes))).toBe(code)
    expect(await contentOf(running.app)).toEqual(before)
  })
})

describe('targets', () => {
  const load = (campaignId: string, csv: string, actor = manager) =>
    importTargets(running.app, actor, { campaignId, csv })
  const targetsOf = (campaignId: string) =>
    running.app.db.campaignTarget.findMany({ where: { campaignId }, orderBy: { unitCode: 'asc' } })

  test('load row by row; bad rows are told by line, and a second file replaces what it names', async () => {
    const id = await create()
    const csv = [
      '\uFEFFunit;kind;target',
      '846;DC01;108.000',
      '',
      '846;DC01;5',
      '844;dc02;"140000"',
      'none;DC01;5',
      '249;DC01;5',
      '845;DC03;5',
      '845;DC01;0',
      '845;DC01;1.5',
      '845;DC01;-5',
      '845;DC01',
    ].join('\r\n')
    const { loaded, errors } = await load(id, csv)
    expect(loaded).toBe(2)
    expect(errors.map(({ line, fault }) => [line, fault])).toEqual([
      [4, 'DUPLICATE'],
      [6, 'UNIT'],
      [7, 'UNIT'],
      [8, 'KIND'],
      [9, 'TARGET'],
      [10, 'TARGET'],
      [11, 'TARGET'],
      [12, 'COLUMNS'],
    ])
    await load(id, 'unit;kind;target\n846;DC01;107.000')
    expect(await targetsOf(id)).toMatchObject([
      { unitCode: '844', formKind: 'DC02', target: 140_000 },
      { unitCode: '846', formKind: 'DC01', target: 107_000 },
    ])
  })

  test.each(['', 'unit,kind,target\n846,DC01,1', 'unit;target\n846;1', 'unit;kind;target\n846;"DC01;1'])(
    'in a file that is none are refused: %j',
    async (csv) => {
      expect(await refusalOf(load(await create(), csv))).toBe('ILLEGAL_TABLE')
    },
  )

  test('are the campaign manager’s of the campaign’s unit', async () => {
    const id = await create()
    const csv = 'unit;kind;target\n846;DC01;1'
    for (const actor of [officerOf('CAMPAIGN_MANAGER', '01'), officerOf('REGISTRAR', '84')])
      expect(await refusalOf(load(id, csv, actor))).toBe('FORBIDDEN')
    expect(await refusalOf(load(unknownId(), csv))).toBe('NOT_FOUND')
  })
})

describe('deadlines', () => {
  test.each([
    [[{ level: 4, step: 'COLLECTED', dueOn: '2018-12-31' }]],
    [[{ level: 2, step: 'COLLECTED', dueOn: '2018-02-28' }]],
    [
      [
        { level: 2, step: 'COLLECTED', dueOn: '2018-12-31' },
        { level: 2, step: 'COLLECTED', dueOn: '2019-12-31' },
      ],
    ],
  ] as const)('%j are refused', async (deadlines) => {
    const id = await create()
    expect(await refusalOf(setDeadlines(running.app, manager, { campaignId: id, deadlines }))).toBe(
      'ILLEGAL_DEADLINES',
    )
  })

  test('set by two managers at once are those of one of them', async () => {
    const campaignId = await create()
    const set = (dueOn: string) =>
      setDeadlines(running.app, manager, {
        campaignId,
        deadlines: [
          { level: 2, step: 'COLLECTED', dueOn },
          { level: 3, step: 'COLLECTED', dueOn },
        ],
      })
    await Promise.all([set('2018-12-31'), set('2019-01-31'), set('2019-02-28')])
    const rows = await running.app.db.campaignDeadline.findMany({ where: { campaignId } })
    expect(rows).toHaveLength(2)
    expect(new Set(rows.map(({ dueOn }) => dueOn.getTime())).size).toBe(1)
  })

  test('passed: units behind are listed page by page, alerted each morning, and within jurisdiction', async () => {
    const id = await create()
    const csv = districtsOfTraVinh.map(({ code, target }) => `${code};DC01;${target}`)
    await importTargets(running.app, manager, {
      campaignId: id,
      csv: ['unit;kind;target', ...csv].join('\n'),
    })
    await setDeadlines(running.app, manager, {
      campaignId: id,
      deadlines: [
        { level: 2, step: 'COLLECTED', dueOn: '2018-12-31' },
        { level: 1, step: 'COLLECTED', dueOn: '2019-01-31' },
      ],
    })
    const late = (first?: number, after?: string) =>
      listOverdueUnits(running.app, manager, { campaignId: id, unitCode: '84', first, after })
    expect((await late()).total).toBe(0)
    expect(await alertOverdue(running.app)).toBe(0)

    running.advanceClock(days(20))
    const first = await late(4)
    expect(first.total).toBe(9)
    expect(first.units[0]).toMatchObject({
      name: 'Thị xã Duyên Hải',
      kind: 'DC01',
      daysLate: 4,
      done: 139_975,
      expected: 146_019,
    })
    const second = await late(5, first.next ?? '')
    expect(second.next).toBeNull()
    const names = [...first.units, ...second.units].map(({ code }) => code)
    expect(new Set(names).size).toBe(9)
    expect(await refusalOf(late(5, 'nowhere'))).toBe('ILLEGAL_CURSOR')
    const elsewhere = listOverdueUnits(running.app, officerOf('CAMPAIGN_MANAGER', '01'), {
      campaignId: id,
      unitCode: '84',
    })
    expect(await refusalOf(elsewhere)).toBe('FORBIDDEN')

    expect(await alertOverdue(running.app)).toBe(9)
    expect(await alertOverdue(running.app)).toBe(9)
    const alerts = await overdueAlerts(running.app, manager, { unitCode: '84' })
    expect(alerts).toMatchObject([{ campaignId: id, step: 'COLLECTED', dueOn: '2018-12-31', units: 9 }])
    expect(await overdueAlerts(running.app, manager, { unitCode: '846' })).toMatchObject([{ units: 1 }])
    const of = (actor: Parameters<typeof overdueAlerts>[1]) =>
      overdueAlerts(running.app, actor, { unitCode: '84' })
    expect(await refusalOf(of(officerOf('CAMPAIGN_MANAGER', '01')))).toBe('FORBIDDEN')
    running.advanceClock(days(1))
    expect(await overdueAlerts(running.app, manager, { unitCode: '84' })).toEqual([])
  })
})

test('a target of today takes the place of those of the units that its unit took in', async () => {
  const national = nationalOfficer('CAMPAIGN_MANAGER')
  const campaignId = await createCampaign(running.app, national, { ...plan, unitCode: null })
  const load = (csv: string) =>
    importTargets(running.app, national, { campaignId, csv: `unit;kind;target\n${csv}` })
  await load('84;DC01;7\n86;DC01;5\n83;DC01;6\n01;DC01;9')
  running.advanceClock(Date.parse('2026-03-02T02:30:00Z') - running.app.clock())
  await load('86;DC01;20')
  const targets = await running.app.db.campaignTarget.findMany({
    where: { campaignId },
    orderBy: { unitCode: 'asc' },
  })
  expect(targets).toMatchObject([
    { unitCode: '01', target: 9 },
    { unitCode: '86', target: 20 },
  ])
})
