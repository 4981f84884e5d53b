import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../core/access/actions.ts'
import { formerProvinces } from '../../core/citizen/provinces.ts'
import { addDays, calendarDateAt, formatVietnamese } from '../../core/dates/calendar-date.ts'
import { dateOf } from '../../server/kernel/clock.ts'
import { createCampaign } from '../../server/registry/progress/campaigns/create-campaign.ts'
import { importTargets } from '../../server/registry/progress/campaigns/import-targets.ts'
import { setDeadlines } from '../../server/registry/progress/campaigns/set-deadlines.ts'
import { importHamlets } from '../../server/registry/progress/collectors/import-hamlets.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import { nationalOfficer, seedFieldReport } from '../server/registry/progress/field-report.ts'
import { settled } from './settled.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import { type ConsoleUnderTest, expectNothingCut, goTo, openConsole, phone } from './console-under-test.ts'

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 })

describe.skipIf(chromiumMissing)('the screens of progress', { timeout: 90_000 }, () => {
  let house: ConsoleUnderTest
  let leader: Account
  let manager: Account
  let registrar: Account
  let campaignId: string
  const boss = nationalOfficer('CAMPAIGN_MANAGER')
  const today = () => calendarDateAt(house.app.clock())

  async function hire(role: Role, name: string, unitCode = '01'): Promise<Account> {
    const account = await hireOfficer(house.app, role, unitCode)
    await house.app.db.officer.update({ where: { id: account.actor.id }, data: { name } })
    return account
  }

  async function snapshots(): Promise<void> {
    const kept = [40, 30, 20, 10, 5, 1].map((back, i) => {
      const returned = [250_000, 520_000, 760_000, 960_000, 1_080_000, 1_150_000][i] ?? 0
      const counts = { issued: 1_226_109, handedOut: 1_220_000, checked: returned, returned, sent: returned }
      const later = {
        scanned: Math.round(returned * 0.6),
        entered: Math.round(returned * 0.5),
        loaded: Math.round(returned * 0.3),
      }
      return {
        unitCode: '01',
        formKind: 'DC01',
        on: dateOf(addDays(today(), -back)),
        ...counts,
        ...later,
        void: 0,
        sentBack: 0,
      }
    })
    await house.app.db.progressSnapshot.createMany({ data: kept })
  }

  beforeAll(async () => {
    house = await openConsole()
    const { app } = house
    await seedFieldReport(app)
    await app.db.formTally.createMany({
      data: [
        { unitCode: '00002', formKind: 'DC01', status: 'COLLECTED', count: 400_000 },
        { unitCode: '00002', formKind: 'DC01', status: 'LOADED', count: 300_000 },
        { unitCode: '00009', formKind: 'DC01', status: 'SCANNED', count: 487_439 },
        { unitCode: '00009', formKind: 'DC01', status: 'ISSUED', count: 38_670 },
        { unitCode: '00009', formKind: 'DC02', status: 'COLLECTED', count: 514_739 },
      ],
    })
    campaignId = await createCampaign(app, boss, {
      name: 'Thu thập thông tin dân cư',
      basis: 'Chỉ thị số 07/CT-TTg ngày 13/3/2017',
      unitCode: null,
      startsOn: addDays(today(), -60),
      endsOn: null,
    })
    await importTargets(app, boss, {
      campaignId,
      csv: 'unit;kind;target\n00002;DC01;720.000\n00009;DC01;506.109\n00009;DC02;558.040',
    })
    await setDeadlines(app, boss, {
      campaignId,
      deadlines: [
        { level: 1, step: 'COLLECTED', dueOn: addDays(today(), 5) },
        { level: 3, step: 'COLLECTED', dueOn: addDays(today(), -3) },
        { level: 3, step: 'SCANNED', dueOn: addDays(today(), -12) },
      ],
    })
    await snapshots()
    leader = await hire('STEERING_COMMITTEE', 'Nguyễn Thị Chỉ Đạo')
    manager = await hire('CAMPAIGN_MANAGER', 'Vũ Thị Kế Hoạch')
    registrar = await hire('REGISTRAR', 'Phan Văn Dân', '00009')
  })
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  async function open(...signedIn: Parameters<ConsoleUnderTest['open']>): Promise<Page> {
    const page = await house.open(...signedIn)
    return page
  }

  test('the roll-up of a unit: figures to the digit, league, curve with target and deadline, and down by keys', async () => {
    const page = await open(leader)
    await page.keyboard.press('g')
    await page.keyboard.press('b')
    await heading(page, 'Tiến độ thu thập').waitFor()
    await page.getByText('1.187.439').first().waitFor()
    const tiles = await page.locator('.tiles').innerText()
    expect(tiles).toMatch(/Đã thu\s+1\.187\.439 96,8 %\s+Chỉ tiêu\s+1\.226\.109\s+Còn thiếu\s+38\.670 3,2 %/)
    const league = page.getByRole('region', { name: 'Xếp hạng đơn vị trực thuộc' })
    const rows = await league.getByRole('row').allInnerTexts()
    expect(rows[1]).toMatch(/^1 .*\s97,2 %\s+700\.000\s+720\.000\s+20\.000 \(2,8 %\)/)
    expect(rows[2]).toMatch(/^2 .*\s96,3 %\s+487\.439\s+506\.109\s+18\.670 \(3,7 %\)/)
    await page.locator('.chart svg').nth(1).waitFor()
    const curve = page.getByRole('figure', { name: 'Diễn biến theo ngày' })
    expect(await curve.locator('svg').allTextContents()).toEqual([
      expect.stringMatching(/Chỉ tiêu 1\.226\.109[^]*Hạn: Thu phiếu/),
    ])
    await curve.getByText('Bảng số liệu của biểu đồ').press('Enter')
    expect(await curve.getByRole('row').nth(1).innerText()).toMatch(
      new RegExp(`${formatVietnamese(today())}\\s+1\\.187\\.439\\s+787\\.439\\s+300\\.000`),
    )
    await curve.getByText('Bảng số liệu của biểu đồ').press('Enter')
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    const path = page.getByRole('navigation', { name: 'Đang xem' })
    await expect.poll(() => path.getByRole('listitem').count()).toBe(3)
    expect(await path.getByRole('link').allInnerTexts()).toEqual(['Thành phố Hà Nội'])
    await page.keyboard.press('x')
    await page.getByText('DC02').first().waitFor()
    await expect.poll(() => page.url()).toContain('kind=DC02')
    await page.goBack()
    await expect.poll(() => path.getByRole('listitem').count()).toBe(2)
  })

  test('on a phone nothing is cut, and the league is read as cards', async () => {
    const page = await open(leader, phone)
    await goTo(page, '/progress')
    await page.getByText('1.187.439').first().waitFor()
    await page.locator('.chart svg').nth(1).waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
  })

  test('the nation under the units of before July 2025, down to a district: Trà Vinh, Tiểu Cần 99,7 %', async () => {
    const account = await hireOfficer(house.app, 'STEERING_COMMITTEE', '84')
    await house.app.db.assignment.createMany({
      data: formerProvinces
        .filter(({ code }) => code !== '84')
        .map(({ code }) => ({
          officerId: account.actor.id,
          role: 'STEERING_COMMITTEE',
          unitCode: code,
          validFrom: dateOf(addDays(today(), -1)),
        })),
    })
    const page = await open(account)
    await goTo(page, '/progress')
    await page.getByRole('navigation', { name: 'Đang xem' }).getByText('Toàn quốc').waitFor()
    await page.getByLabel('Đơn vị hành chính').selectOption({ label: 'Trước 01/07/2025' })
    await page.getByRole('link', { name: /Tỉnh Trà Vinh/ }).waitFor()
    await expectNothingCut(page)
    await page.getByRole('link', { name: /Tỉnh Trà Vinh/ }).press('Enter')
    await page.getByRole('link', { name: /Huyện Tiểu Cần/ }).waitFor()
    await page.getByText('1.187.439').first().waitFor()
    await page.getByRole('link', { name: 'Toàn quốc' }).waitFor()
    await expectAccessible(page)
  })

  test('the league is taken home as CSV, as it stands on the screen', async () => {
    const page = await open(leader)
    await goTo(page, '/progress')
    await page.getByText('1.187.439').first().waitFor()
    const started = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Tải CSV' }).click()
    const file = await readFile(await (await started).path(), 'utf8')
    expect(file).toMatch(/;700000;.*;720000;97,2;20000;2,8/)
    expect(await page.getByRole('link', { name: 'Tải Excel' }).getAttribute('href')).toContain(
      `/progress/league.xlsx?unit=01&kind=DC01&campaign=${campaignId}&by=returned`,
    )
  })

  test('units behind their deadlines, by step', async () => {
    const page = await open(leader)
    await goTo(page, '/progress/overdue')
    await page.getByText('12 ngày').first().waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.getByLabel('Bước', { exact: true }).selectOption({ label: 'Thu phiếu' })
    await page.getByText('12 ngày').first().waitFor({ state: 'detached' })
    const rows = await page.getByRole('row').allInnerTexts()
    expect(rows.slice(1).map((row) => row.split('\t')[2])).toEqual(rows.slice(1).map(() => 'Thu phiếu'))
    expect(rows[1]).toMatch(/3 ngày\s+700\.000\s+720\.000\s+20\.000/)
    await page.setViewportSize(phone)
    await expectNothingCut(page)
  })

  test('a unit with software of its own reports its counts; what contradicts itself is refused and kept on the screen', async () => {
    const page = await house.open(manager)
    await goTo(page, '/progress/tally')
    await heading(page, 'Báo số liệu').waitFor()
    await page.getByRole('combobox', { name: 'Đơn vị' }).fill('phuong mau mot')
    await page.locator('[role=option]').first().click()
    const counts = {
      'Đã phát': '1200',
      'Đã thu': '1100',
      'Đã kiểm tra': '1000',
      'Đã quét': '900',
      'Đã nạp': '950',
    }
    for (const [name, count] of Object.entries(counts)) await page.getByLabel(name).fill(count)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Số liệu không hợp lý').waitFor()
    expect(await page.getByLabel('Đã phát').inputValue()).toBe('1.200')
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.getByLabel('Đã nạp').fill('850')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã ghi số liệu của đơn vị').waitFor()
    const kept = await house.app.db.reportedTally.findFirstOrThrow({ where: { unitCode: '00002' } })
    expect(kept).toMatchObject({ issued: 1200, returned: 1100, checked: 1000, scanned: 900, loaded: 850 })
    await house.app.db.reportedTally.deleteMany({ where: { unitCode: '00002' } })
  })

  test('a daily report with an obstacle by keys; the unit that owns it answers; who is silent is shown', async () => {
    const page = await open(registrar)
    await goTo(page, '/progress/report')
    await heading(page, /^Lập báo cáo ngày/).waitFor()
    await page.getByLabel('Lượt phát thanh').fill('12')
    await page.getByLabel('Cuộc họp').fill('3')
    await page.getByLabel('Lượt người được tuyên truyền').fill('1500')
    await page.keyboard.press('F2')
    await page.getByLabel('Loại', { exact: true }).selectOption({ label: 'Đường truyền' })
    await page.getByLabel(/^Nội dung/).fill('Mất mạng hai ngày tại điểm thu nhận')
    await page.getByLabel('Đơn vị trả lời').first().focus()
    // At once: an answer to half of it would take the highlight with it when the next one comes.
    await page.keyboard.insertText('ha noi')
    await page
      .getByRole('option', { name: /^Thành phố Hà Nội/ })
      .first()
      .waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã gửi báo cáo').waitFor()
    await page.setViewportSize(phone)
    await expectNothingCut(page)
    const report = await house.app.db.dailyReport.findFirstOrThrow({ include: { obstacles: true } })
    expect([report.broadcasts, report.meetings, report.peopleReached]).toEqual([12, 3, 1500])
    expect(report.obstacles.map(({ kind, ownerUnitCode }) => [kind, ownerUnitCode])).toEqual([
      ['NETWORK', '01'],
    ])

    const owner = await open(leader)
    await goTo(owner, '/progress/reports')
    await owner.getByText('1/2').waitFor()
    expect(await owner.getByRole('region', { name: 'Đơn vị chưa báo cáo' }).getByRole('row').count()).toBe(2)
    await expectAccessible(owner)
    await expectNothingCut(owner)
    await goTo(owner, '/progress/obstacles')
    await owner.getByText('Mất mạng hai ngày').waitFor()
    await expectAccessible(owner)
    await expectNothingCut(owner)
    await owner.getByRole('button', { name: 'Trả lời' }).press('Enter')
    const answer = owner.getByRole('dialog').getByRole('textbox')
    // What is typed before the dialog has the focus goes elsewhere.
    await expect.poll(() => answer.evaluate((field) => field === document.activeElement)).toBe(true)
    await owner.keyboard.type('Viễn thông khắc phục trong ngày')
    expect(await answer.inputValue()).toBe('Viễn thông khắc phục trong ngày')
    await expectAccessible(owner)
    await settled(owner)
    await owner.getByRole('dialog').getByRole('button', { name: 'Trả lời' }).press('Enter')
    await owner.getByText('Không có khó khăn nào.').waitFor()
    await owner.getByText('Đã trả lời').click()
    await owner.getByText('Viễn thông khắc phục trong ngày').waitFor()
  })

  test('a campaign is opened, given deadlines and targets; bad rows of the file are told by line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'targets-'))
    const file = join(folder, 'chi-tieu.csv')
    await writeFile(file, 'unit;kind;target\n00002;DC01;1.000\n99999;DC01;5\n00009;DC07;5\n00009;DC01;0\n')
    const page = await open(manager)
    await goTo(page, '/progress/campaigns')
    await page.getByLabel('Tên đợt').fill('Bổ sung quý IV')
    await page.getByLabel('Văn bản căn cứ').fill('Kế hoạch số 01/KH-CAT')
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.keyboard.press('Control+Enter')
    await heading(page, 'Bổ sung quý IV').waitFor()
    const communes = page.getByRole('group', { name: 'Cấp xã' })
    await communes.getByLabel('Thu phiếu').fill(formatVietnamese(addDays(today(), 30)))
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã lưu thời hạn').waitFor()
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: 'Nạp tệp' }).press('Enter')
    await page.getByText('1 dòng đã nạp, 3 dòng bị loại').waitFor()
    const rows = await page.getByRole('table', { name: 'Các dòng bị loại' }).getByRole('row').allInnerTexts()
    expect(rows.slice(1)).toEqual([
      expect.stringMatching(/Dòng 3\s+Mã đơn vị không có hôm nay/),
      expect.stringMatching(/Dòng 4\s+Loại phiếu phải là DC01 hoặc DC02/),
      expect.stringMatching(/Dòng 5\s+Chỉ tiêu phải là số nguyên lớn hơn 0/),
    ])
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.setViewportSize(phone)
    await expectNothingCut(page)
    await rm(folder, { recursive: true })
    const made = await house.app.db.collectionCampaign.findFirstOrThrow({
      where: { name: 'Bổ sung quý IV' },
      include: { deadlines: true, targets: true },
    })
    expect(made.deadlines.map(({ level, step }) => [level, step])).toEqual([[3, 'COLLECTED']])
    expect(made.targets.map(({ target }) => target)).toEqual([1000])
    await house.app.db.collectionCampaign.update({
      where: { id: made.id },
      data: { startsOn: dateOf(addDays(today(), -400)), endsOn: dateOf(addDays(today(), -300)) },
    })
  })

  test('hamlets that nobody covers are found and given to a collector', async () => {
    const collector = await hire('COLLECTOR', 'Hoàng Văn Thu')
    await importHamlets(house.app, manager.actor, {
      unitCode: '01',
      csv: 'unit;hamlet;households\n00002;Tổ dân phố 1;120\n00009;Thôn Đông;80\n00009;Thôn Đoài;95',
    })
    const page = await open(manager)
    await goTo(page, '/progress/hamlets')
    await page.getByLabel('Chỉ nơi chưa có người thu thập').press('Space')
    await page.getByText('Thôn Đông').waitFor()
    const row = page.getByRole('row').filter({ hasText: 'Thôn Đông' })
    await row.getByRole('button', { name: 'Phân công' }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await page.keyboard.insertText('hoàng')
    await page.getByRole('option', { name: /Hoàng Văn Thu/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Phân công' }).press('Enter')
    await page.getByRole('row').filter({ hasText: 'Thôn Đông' }).waitFor({ state: 'detached' })
    await page.getByLabel('Chỉ nơi chưa có người thu thập').press('Space')
    await page.getByRole('button', { name: 'Thôi từ mai: Hoàng Văn Thu, Thôn Đông' }).waitFor()
    const loads = page.getByRole('region', { name: 'Khối lượng của từng người' })
    expect(await loads.getByRole('row').nth(1).innerText()).toMatch(/Hoàng Văn Thu\s+1\s+80/)
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.setViewportSize(phone)
    await expectNothingCut(page)
    const assigned = await house.app.db.collectorAssignment.findMany()
    expect(assigned.map(({ officerId, hamlet }) => [officerId, hamlet])).toEqual([
      [collector.actor.id, 'Thôn Đông'],
    ])
  })
})
