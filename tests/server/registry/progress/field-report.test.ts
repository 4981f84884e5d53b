import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatCount, formatShare } from '../../../../core/progress/share.ts'
import { createCampaign } from '../../../../server/registry/progress/campaigns/create-campaign.ts'
import { importTargets } from '../../../../server/registry/progress/campaigns/import-targets.ts'
import {
  formProgress,
  type ProgressQuestion,
  type UnitProgress,
} from '../../../../server/registry/progress/form-progress.ts'
import { reportTally } from '../../../../server/registry/progress/report-tally.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { conference, nationalOfficer, seedFieldReport, targetsCsv, withOwnData } from './field-report.ts'

let running: TestApp
let campaignId: string
const manager = nationalOfficer('CAMPAIGN_MANAGER')
beforeAll(async () => {
  running = await testApp({ now: conference })
  await seedFieldReport(running.app)
  campaignId = await createCampaign(running.app, manager, {
    name: 'Thu thập thông tin dân cư',
    basis: 'Chỉ thị số 07/CT-TTg ngày 13/3/2017',
    unitCode: null,
    startsOn: '2017-04-01',
    endsOn: null,
  })
  await importTargets(running.app, manager, { campaignId, csv: targetsCsv })
})
afterAll(() => running.close())

const read = (question: ProgressQuestion) => formProgress(running.app, manager, { campaignId, ...question })

/** As a report prints it. */
const line = ({ name, advance }: UnitProgress) =>
  `${name}: ${formatCount(advance.done)}/${formatCount(advance.target ?? 0)} = ${formatShare(advance.share ?? 0)}`
const missing = ({ advance }: UnitProgress) =>
  `${formatCount(advance.missing ?? 0)} (${formatShare(advance.missingShare ?? 0)})`

describe('the tables of the field reports, to the digit', () => {
  test('the nation: 59 of 63 localities, 82.764.700 DC01 and 6.117.608 DC02', async () => {
    const dc01 = await read({ kind: 'DC01' })
    expect([dc01.partsCollecting, dc01.parts.length]).toEqual([59, 63])
    expect(formatCount(dc01.whole.counts.returned)).toBe('82.764.700')
    const dc02 = await read({ kind: 'DC02' })
    expect(formatCount(dc02.whole.counts.returned)).toBe('6.117.608')
    const silent = dc01.parts.filter(({ counts }) => counts.issued === 0).map(({ unitCode }) => unitCode)
    expect(silent).toEqual(withOwnData)
  })

  test('Trà Vinh, both kinds, with what is missing', async () => {
    const dc01 = (await read({ unitCode: '84', kind: 'DC01' })).whole
    expect(line(dc01)).toBe('Tỉnh Trà Vinh: 1.187.439/1.226.109 = 96,8 %')
    expect(missing(dc01)).toBe('38.670 (3,2 %)')
    const dc02 = (await read({ unitCode: '84', kind: 'DC02' })).whole
    expect(line(dc02)).toBe('Tỉnh Trà Vinh: 514.739/558.040 = 92,2 %')
    expect(missing(dc02)).toBe('43.301 (7,8 %)')
  })

  test('the league of Trà Vinh: Tiểu Cần 99,7 · Càng Long 99,3 · Cầu Kè 98,9; equals share a rank', async () => {
    // The last district of the province is an invented one without a target.
    const parts = (await read({ unitCode: '84', kind: 'DC01' })).parts.slice(0, 9)
    const best = parts.slice(0, 3).map(({ name, advance }) => `${name} ${formatShare(advance.share ?? 0)}`)
    expect(best).toEqual(['Huyện Tiểu Cần 99,7 %', 'Huyện Càng Long 99,3 %', 'Huyện Cầu Kè 98,9 %'])
    expect(parts.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 4, 4, 4, 4, 4])
    expect(parts.at(-1)?.name).toBe('Thị xã Duyên Hải')
  })

  test('Thành phố Hà Giang: 538.876 (99 %)', async () => {
    const { whole } = await read({ unitCode: '024', kind: 'DC01' })
    expect([formatCount(whole.counts.returned), formatShare(whole.advance.share ?? 0)]).toEqual([
      '538.876',
      '99 %',
    ])
  })

  test('Bình Xuyên: 112.013 issued, 81.981 returned', async () => {
    const { counts } = (await read({ unitCode: '249', kind: 'DC01' })).whole
    expect([counts.issued, counts.returned].map(formatCount)).toEqual(['112.013', '81.981'])
  })

  test('Hà Nội, with software of its own: phase 1 entry 97,7 %, beside the forms of others', async () => {
    const registrar = officerOf('REGISTRAR', '01')
    const csv = 'unit;kind;target\n01;DC01;7000000'
    await importTargets(running.app, manager, { campaignId, csv })
    const told = { issued: 7_000_000, returned: 6_900_000, checked: 6_900_000, scanned: 6_850_000 }
    await reportTally(running.app, registrar, { unitCode: '01', kind: 'DC01', ...told, loaded: 6_500_000 })
    running.advanceClock(days(1))
    await reportTally(running.app, registrar, { unitCode: '01', kind: 'DC01', ...told, loaded: 6_839_000 })
    const { whole } = await read({ unitCode: '01', kind: 'DC01', by: 'entered' })
    expect(formatShare(whole.advance.share ?? 0)).toBe('97,7 %')
    expect(whole.reported).toMatchObject({ returned: 6_900_000, entered: 6_839_000 })
    const nation = await read({ kind: 'DC01' })
    expect(nation.whole.counts.returned).toBe(82_764_700 + 6_900_000)
    expect(nation.partsCollecting).toBe(60)
    const yesterday = await read({ unitCode: '01', kind: 'DC01', on: '2020-09-09' })
    expect(yesterday.whole.counts.loaded).toBe(6_500_000)
  })
})
