import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCampaign } from '../../../../server/registry/progress/campaigns/create-campaign.ts'
import { setDeadlines } from '../../../../server/registry/progress/campaigns/set-deadlines.ts'
import { submitDailyReport } from '../../../../server/registry/progress/reports/submit-daily-report.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { type Credentials, type HttpServer, openHttp, refusalIn, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { conference, nationalOfficer, seedFieldReport, targetsCsv } from './field-report.ts'

let running: TestApp
let server: HttpServer
let manager: Credentials
let campaign: string
beforeAll(async () => {
  running = await testApp({ now: conference })
  server = await openHttp(running)
  await seedFieldReport(running.app)
  manager = (await signIn(server, await hireOfficer(running.app, 'CAMPAIGN_MANAGER', '84'))).credentials
  campaign = await createCampaign(running.app, nationalOfficer('CAMPAIGN_MANAGER'), {
    name: 'Thu thập thông tin dân cư',
    basis: 'Chỉ thị số 07/CT-TTg ngày 13/3/2017',
    unitCode: '84',
    startsOn: '2018-03-01',
    endsOn: null,
  })
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const get = (file: string, query: Readonly<Record<string, string>>, headers = manager) =>
  fetch(`${server.url}/progress/${file}?${new URLSearchParams({ campaign, ...query })}`, { headers })
const linesOf = (csv: string) => csv.split('\r\n').slice(0, -1)

interface Sheet {
  readonly cells: ReadonlyMap<string, { readonly text: string; readonly format: string | null }>
  readonly frozen: boolean
}

/** What a spreadsheet would read: cells by address, with their number format. */
async function readSheet(response: Response): Promise<Sheet> {
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
  const file = (path: string) => strFromU8(files[path] ?? new Uint8Array())
  const sheet = file('xl/worksheets/sheet1.xml')
  const styles = file('xl/styles.xml')
  const unescaped = (text: string) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  const shared = [...file('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, text = '']) =>
    unescaped(text.replaceAll(/<[^>]*>/g, '')),
  )
  const codes = new Map(
    [...styles.matchAll(/<numFmt [^>]*>/g)].map(([tag]) => [
      attribute(tag, 'numFmtId'),
      attribute(tag, 'formatCode'),
    ]),
  )
  const uses = [...(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf [^>]*>/g)]
  const formats = uses.map(([tag]) => codes.get(attribute(tag, 'numFmtId')) ?? null)
  const cells = [...sheet.matchAll(/<c ([^>]*?)>(.*?)<\/c>/gs)].map(([, attributes = '', inner = '']) => {
    const value = unescaped(inner.replaceAll(/<[^>]*>/g, ''))
    const text = attribute(attributes, 't') === 's' ? (shared[Number(value)] ?? '') : value
    const style = Number(attribute(attributes, 's') || 0)
    return [attribute(attributes, 'r'), { text, format: unescaped(formats[style] ?? '') || null }] as const
  })
  return { cells: new Map(cells), frozen: /<pane [^>]*ySplit="1"[^>]*state="frozen"/.test(sheet) }
}

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? ''

const importTargets = (csv: string, headers = manager) =>
  fetch(`${server.url}/campaigns/${campaign}/targets`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv; charset=utf-8' },
    body: csv,
  })

describe('the league as a file', () => {
  test('takes its targets from a file that was sent, whose bad rows are told', async () => {
    const response = await importTargets(targetsCsv)
    expect(response.status).toBe(200)
    // Hà Giang's district is outside the campaign of Trà Vinh.
    expect(await response.json()).toMatchObject({ loaded: 10, errors: [{ line: 12, fault: 'UNIT' }] })
    expect(await refusalIn(await importTargets('wrong'))).toBe('422 ILLEGAL_TABLE')
    const notCsv = await fetch(`${server.url}/campaigns/${campaign}/targets`, {
      method: 'POST',
      headers: { ...manager, 'content-type': 'application/json' },
      body: '{}',
    })
    expect(await refusalIn(notCsv)).toBe('400 ILLEGAL_REQUEST')
  })

  test('CSV: the mark, semicolons, decimal commas, the whole as the last row', async () => {
    const response = await get('league.csv', { unit: '84', kind: 'DC01' })
    expect(response.headers.get('content-disposition')).toContain('league-2020-09-09.csv')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]))
    const lines = linesOf(new TextDecoder().decode(bytes))
    expect(lines[1]).toMatch(/^1;846;Huyện Tiểu Cần;107676;.*;108000;99,7;324;0,3$/)
    expect(lines.at(-1)).toMatch(/^;84;Tỉnh Trà Vinh;1187439;.*;1226109;96,8;38670;3,2$/)
  })

  test('XLSX: numbers that add up, in Vietnamese formats, under a heading that stays in sight', async () => {
    const { cells, frozen } = await readSheet(await get('league.xlsx', { unit: '84', kind: 'DC01' }))
    expect(frozen).toBe(true)
    expect(cells.get('C1')?.text).toBe('Đơn vị')
    expect(cells.get('C2')?.text).toBe('Huyện Tiểu Cần')
    expect(cells.get('D2')).toEqual({ text: '107676', format: '[$-42A]#,##0' })
    expect(cells.get('N1')?.text).toBe('Chỉ tiêu')
    expect(cells.get('O2')).toEqual({ text: '0.997', format: '[$-42A]0.0%' })
    const returned = [2, 3, 4, 5, 6, 7, 8, 9, 10].map((row) => Number(cells.get(`G${row}`)?.text))
    expect(returned.reduce((a, b) => a + b)).toBe(1_187_439)
  })
})

test('the overdue list as a file has days as days', async () => {
  const deadlines = [{ level: 2, step: 'COLLECTED', dueOn: '2018-12-31' }] as const
  await setDeadlines(running.app, nationalOfficer('CAMPAIGN_MANAGER'), { campaignId: campaign, deadlines })
  const lines = linesOf(await (await get('overdue.csv', { unit: '84', level: '2' })).text())
  expect(lines).toHaveLength(10)
  expect(lines[1]).toBe('Huyện;851;Thị xã Duyên Hải;DC01;Thu phiếu;31/12/2018;618;139975;146019;6044')
  const { cells } = await readSheet(await get('overdue.xlsx', { unit: '84' }))
  // Days since 30/12/1899.
  expect(cells.get('F2')).toEqual({ text: '43465', format: 'dd/mm/yyyy' })
})

test('the daily report as a file disarms what looks like a formula, and shows who is silent', async () => {
  const actor = officerOf('REGISTRAR', '84')
  await submitDailyReport(running.app, actor, {
    campaignId: campaign,
    unitCode: '846',
    broadcasts: 99,
    meetings: 59,
    peopleReached: 11_000,
    obstacles: [{ kind: 'OTHER', text: '=HYPERLINK("http://x")', ownerUnitCode: '84' }],
  })
  const lines = linesOf(await (await get('report.csv', { unit: '84' })).text())
  expect(lines).toContain(
    '846;Huyện Tiểu Cần;Đã báo cáo;99;59;11000;107676;0;"Khó khăn khác: =HYPERLINK(""http://x"")"',
  )
  expect(lines).toContain('844;Huyện Càng Long;Chưa;;;;;;')
})

describe('a file', () => {
  test('is within jurisdiction, and only for those who may read progress', async () => {
    const { credentials: keeper } = await signIn(server, await hireOfficer(running.app, 'STOCK_KEEPER', '84'))
    expect(await refusalIn(await get('league.csv', { unit: '84', kind: 'DC01' }, keeper))).toBe(
      '403 FORBIDDEN',
    )
    expect(await refusalIn(await get('league.xlsx', { unit: '01', kind: 'DC01' }))).toBe('403 FORBIDDEN')
    expect(await refusalIn(await get('overdue.csv', {}))).toBe('403 FORBIDDEN')
    const { credentials: other } = await signIn(
      server,
      await hireOfficer(running.app, 'CAMPAIGN_MANAGER', '01'),
    )
    expect(await refusalIn(await importTargets(targetsCsv, other))).toBe('403 FORBIDDEN')
  })

  test.each([
    ['league.pdf', { unit: '84', kind: 'DC01' }, '404 NOT_FOUND'],
    ['league.csv.exe', { unit: '84', kind: 'DC01' }, '404 NOT_FOUND'],
    ['constructor.csv', { unit: '84' }, '404 NOT_FOUND'],
    ['league.csv', { unit: '84', kind: 'DC09' }, '400 ILLEGAL_REQUEST'],
    ['league.csv', { unit: '84', kind: 'DC01', on: '31/12/2018' }, '400 ILLEGAL_REQUEST'],
    ['overdue.csv', { unit: '84', campaign: 'x' }, '400 ILLEGAL_REQUEST'],
  ])('%s with %j is refused: %s', async (file, query, refusal) => {
    expect(await refusalIn(await get(file, query))).toBe(refusal)
  })

  test('leaves its trace in the audit', async () => {
    const before = await running.app.db.auditEntry.count({ where: { action: 'progress.export' } })
    await get('league.csv', { unit: '84', kind: 'DC01' })
    const trace = await running.app.db.auditEntry.findMany({
      where: { action: 'progress.export' },
      orderBy: { at: 'asc' },
    })
    expect(trace).toHaveLength(before + 1)
    expect(trace.every(({ subjectId }) => subjectId === '84')).toBe(true)
    expect(trace.some(({ details }) => JSON.parse(details).table === 'league')).toBe(true)
  })
})

test('hamlets come from a file too', async () => {
  const send = (unit: string) =>
    fetch(`${server.url}/hamlets?unit=${unit}`, {
      method: 'POST',
      headers: { ...manager, 'content-type': 'text/csv' },
      body: 'unit;hamlet;households\n846;Khóm 1;250\n01;Thôn 1;2',
    })
  expect(await (await send('84')).json()).toMatchObject({ loaded: 1, errors: [{ line: 3, fault: 'UNIT' }] })
  expect(await refusalIn(await send('01'))).toBe('403 FORBIDDEN')
})
