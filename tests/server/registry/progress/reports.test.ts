import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCampaign } from '../../../../server/registry/progress/campaigns/create-campaign.ts'
import { answerObstacle } from '../../../../server/registry/progress/reports/answer-obstacle.ts'
import { dailyDigest } from '../../../../server/registry/progress/reports/daily-digest.ts'
import { listObstacles } from '../../../../server/registry/progress/reports/list-obstacles.ts'
import { readDailyReport } from '../../../../server/registry/progress/reports/read-daily-report.ts'
import {
  type DailyReportForm,
  type NewObstacle,
  submitDailyReport,
} from '../../../../server/registry/progress/reports/submit-daily-report.ts'
import { unitsWithoutReport } from '../../../../server/registry/progress/reports/units-without-report.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import { askGraphql, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'

let running: TestApp
let campaignId: string
/** Communes of Hà Nội in the invented catalogue. */
const [here, there] = ['00002', '00009'] as const
const registrar = officerOf('REGISTRAR', here)
const committee = officerOf('STEERING_COMMITTEE', '01')
beforeAll(async () => {
  running = await testApp()
  campaignId = await createCampaign(running.app, officerOf('CAMPAIGN_MANAGER', '01'), {
    name: 'Làm sạch dữ liệu',
    basis: 'Chỉ thị số 07/CT-TTg ngày 13/3/2017',
    unitCode: '01',
    startsOn: '2026-01-01',
    endsOn: null,
  })
})
afterAll(() => running.close())

const lost: NewObstacle = { kind: 'PAPERS_LOST', text: 'Người già mất giấy tờ', ownerUnitCode: '01' }
const network: NewObstacle = { kind: 'NETWORK', text: 'Đường truyền chập chờn', ownerUnitCode: '01' }

const submit = (changes: Partial<DailyReportForm> = {}, actor = registrar) =>
  submitDailyReport(running.app, actor, {
    campaignId,
    unitCode: here,
    broadcasts: 99,
    meetings: 59,
    peopleReached: 11_000,
    obstacles: [],
    ...changes,
  })
const digest = (on?: string) => dailyDigest(running.app, committee, { campaignId, unitCode: '01', on })
const open = async () => (await listObstacles(running.app, committee, { campaignId })).obstacles

describe('the daily report', () => {
  test('takes its figures from the tally of that moment', async () => {
    await running.app.db.formTally.create({
      data: { unitCode: here, formKind: 'DC01', status: 'COLLECTED', count: 41 },
    })
    await submit()
    const report = await readDailyReport(running.app, registrar, { campaignId, unitCode: here, on: null })
    expect(report).toMatchObject({
      peopleReached: 11_000,
      figures: { DC01: { issued: 41, returned: 41, scanned: 0, target: null }, DC02: { issued: 0 } },
    })
  })

  test('sent again on the day takes the place of the first, keeping an answered obstacle; the audit has both', async () => {
    const id = await submit({ obstacles: [lost, network] })
    const [first] = await open()
    await answerObstacle(running.app, committee, { id: first?.id ?? '', answer: 'Dùng bản khai có xác nhận' })
    expect(
      await submit({ broadcasts: 100, obstacles: [{ ...network, text: '  Đường truyền chập chờn ' }] }),
    ).toBe(id)
    const report = await readDailyReport(running.app, registrar, { campaignId, unitCode: here, on: null })
    expect(report).toMatchObject({ broadcasts: 100 })
    expect(report?.obstacles.map(({ kind, answer }) => [kind, answer !== null])).toEqual([
      ['PAPERS_LOST', true],
      ['NETWORK', false],
    ])
    await submit({ obstacles: [] })
    expect(await open()).toEqual([])
    const trace = await running.app.db.auditEntry.findMany({
      where: { action: 'report.submit', subjectId: id },
    })
    expect(trace.map(({ details }) => JSON.parse(details).broadcasts)).toEqual([99, 99, 100, 99])
  })

  test('of the next day is another one; an obstacle still open is not written down twice', async () => {
    const id = await submit({ obstacles: [network] })
    running.advanceClock(days(3))
    expect(await submit({ obstacles: [network, lost] })).not.toBe(id)
    expect((await open()).map(({ kind, daysOpen }) => [kind, daysOpen])).toEqual([
      ['NETWORK', 3],
      ['PAPERS_LOST', 0],
    ])
  })

  test('sent twice at once is one report', async () => {
    running.advanceClock(days(1))
    const ids = await Promise.all([submit(), submit(), submit()])
    expect(new Set(ids).size).toBe(1)
  })

  test.each([
    [{ broadcasts: -1 }, 'ILLEGAL_REPORT'],
    [{ meetings: 0.5 }, 'ILLEGAL_REPORT'],
    [{ obstacles: [{ ...lost, text: ' ' }] }, 'ILLEGAL_REPORT'],
    [{ obstacles: [{ ...lost, ownerUnitCode: 'none' }] }, 'ILLEGAL_REPORT'],
    [{ campaignId: unknownId() }, 'NOT_FOUND'],
    [{ unitCode: there }, 'FORBIDDEN'],
  ])('with %j is refused: %s', async (changes, code) => {
    const before = await contentOf(running.app)
    expect(await refusalOf(submit(changes))).toBe(code)
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('is the registrar’s to submit', async () => {
    expect(await refusalOf(submit({}, officerOf('COLLECTOR', here)))).toBe('FORBIDDEN')
  })
})

describe('an obstacle', () => {
  test('is answered once, by the unit that it was put to', async () => {
    const [obstacle] = await open()
    const id = obstacle?.id ?? ''
    const answer = (actor = committee, text = 'Đã đề nghị nhà mạng') =>
      refusalOf(answerObstacle(running.app, actor, { id, answer: text }))
    expect(await answer(officerOf('STEERING_COMMITTEE', '79'))).toBe('FORBIDDEN')
    expect(await answer(officerOf('CAMPAIGN_MANAGER', here))).toBe('FORBIDDEN')
    expect(await answer(committee, '  ')).toBe('EMPTY_ANSWER')
    const both = await Promise.all([answer(), answer()])
    expect(both.toSorted()).toEqual(['ANSWERED_ALREADY', 'NOT_REFUSED'])
    expect(await refusalOf(answerObstacle(running.app, committee, { id: unknownId(), answer: 'x' }))).toBe(
      'NOT_FOUND',
    )
    const answered = await listObstacles(running.app, registrar, { answered: true })
    expect(answered.obstacles.at(-1)).toMatchObject({ answer: 'Đã đề nghị nhà mạng', unitCode: here })
  })

  test('is listed page by page to its unit and its owner, and to nobody else', async () => {
    running.advanceClock(days(1))
    const texts = Array.from({ length: 5 }, (_, i) => ({ ...lost, text: `Hộ thứ ${i}` }))
    await submit({ obstacles: texts })
    const page = (first: number, after: string | null, actor = committee) =>
      listObstacles(running.app, actor, { campaignId, first, after })
    const first = await page(4, null)
    const second = await page(4, first.next)
    expect(second.next).toBeNull()
    const ids = [...first.obstacles, ...second.obstacles].map(({ id }) => id)
    expect(new Set(ids).size).toBe((await open()).length)
    expect((await page(4, null, officerOf('STEERING_COMMITTEE', '79'))).obstacles).toEqual([])
  })
})

describe('the steering committee', () => {
  test('sees outreach, who has not reported, and what waits for whom since when', async () => {
    running.advanceClock(days(2))
    await submit({ obstacles: [] })
    await submit(
      { unitCode: there, broadcasts: 1, meetings: 1, peopleReached: 500 },
      officerOf('REGISTRAR', there),
    )
    const told = await digest()
    expect(told).toMatchObject({ broadcasts: 100, meetings: 60, peopleReached: 11_500, reported: 2 })
    expect(told.obstacles).toMatchObject([{ ownerUnitCode: '01', ownerUnitName: 'Thành phố Hà Nội' }])
    expect(told.obstacles[0]?.open).toBe((await open()).length)
    const silent = await unitsWithoutReport(running.app, committee, { campaignId, unitCode: '01' })
    expect(silent.total).toBe(told.expected - 2)
    const codes = silent.units.map(({ unitCode }) => unitCode)
    expect(codes).not.toContain(here)
    expect(codes).not.toContain(there)
    running.advanceClock(days(1))
    expect(await digest()).toMatchObject({ broadcasts: 0, reported: 0 })
  })

  test('of another province may not', async () => {
    const stranger = officerOf('STEERING_COMMITTEE', '79')
    const asked = [
      dailyDigest(running.app, stranger, { campaignId, unitCode: '01' }),
      unitsWithoutReport(running.app, stranger, { campaignId, unitCode: '01' }),
      readDailyReport(running.app, stranger, { campaignId, unitCode: here, on: null }),
    ]
    for (const question of asked) expect(await refusalOf(question)).toBe('FORBIDDEN')
  })
})

test('over GraphQL a report comes back with its obstacles', async () => {
  const server = await openHttp(running)
  const { credentials } = await signIn(server, await hireOfficer(running.app, 'REGISTRAR', here))
  const query = `mutation { submitDailyReport(campaignId: "${campaignId}", unitCode: "${here}", broadcasts: 1, meetings: 2,
    peopleReached: 3, obstacles: [{ kind: STAFF, text: "Thiếu người", ownerUnitCode: "01" }]) {
    ... on DailyReport { meetings figures obstacles { kind text answer } } ... on DomainRefusal { code } } }`
  const { data, errors } = await askGraphql(server, { query }, credentials)
  await server.close()
  expect(errors).toEqual([])
  expect(data?.['submitDailyReport']).toMatchObject({
    meetings: 2,
    obstacles: [{ kind: 'STAFF', text: 'Thiếu người', answer: null }],
  })
})
