import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addDays, calendarDateAt } from '../../core/dates/calendar-date.ts'
import { watchQuality } from '../../server/biometrics/quality/watch-quality.ts'
import { dateOf } from '../../server/kernel/clock.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import {
  type ConsoleUnderTest,
  expectNothingCut,
  firstBuild,
  goTo,
  openConsole,
  phone,
} from './console-under-test.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })
const quality = 'Chất lượng thu nhận sinh trắc học'

describe.skipIf(chromiumMissing)('the screens of capture quality', { timeout: 90_000 }, () => {
  let house: ConsoleUnderTest
  let supervisor: Account
  let approver: Account

  /** Forty days of two officers: the second’s scanner gets worse in the last week. */
  async function seedCaptures(): Promise<void> {
    const [careful, hurried] = [
      await hireOfficer(house.app, 'CAPTURE_OFFICER'),
      await hireOfficer(house.app, 'CAPTURE_OFFICER'),
    ]
    const named = { [careful.actor.id]: 'Nguyễn Thị Cẩn', [hurried.actor.id]: 'Trần Văn Vội' }
    for (const [id, name] of Object.entries(named)) {
      await house.app.db.officer.update({ where: { id }, data: { name } })
    }
    const today = calendarDateAt(house.app.clock())
    const day = (back: number, operatorId: string, device: string, mean: number) => ({
      day: dateOf(addDays(today, -back)),
      centreCode: 'HN001',
      operatorId,
      device,
      kind: 'FINGER',
      samples: 60,
      measured: 60,
      qualitySum: 60 * mean,
      poor: mean < 60 ? 12 : 3,
      recaptures: mean < 60 ? 20 : 6,
      exceptions: 1,
    })
    const backs = Array.from({ length: 40 }, (_, i) => i + 1)
    await house.app.db.captureTally.createMany({
      data: backs.flatMap((back) => [
        day(back, careful.actor.id, 'Đầu đọc R-01', 71 + (back % 3)),
        day(back, hurried.actor.id, 'Đầu đọc R-02', (back <= 7 ? 52 : 69) + (back % 2)),
      ]),
    })
    await watchQuality(house.app)
  }

  beforeAll(async () => {
    house = await openConsole()
    await seedCaptures()
    supervisor = await hireOfficer(house.app, 'STATION_SUPERVISOR')
    approver = await hireOfficer(house.app, 'APPROVER')
  }, firstBuild)
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  test('show the mean over time, and who and what is poor, by keys', async () => {
    const page = await house.open(supervisor)
    await page.keyboard.press('g')
    await page.keyboard.press('v')
    await heading(page, quality).waitFor()
    await page.locator('.chart svg').first().waitFor()
    expect(await page.locator('.quality-whole').innerText()).toMatch(
      /Điểm trung bình\s+69,3\s+Số mẫu\s+4\.800/,
    )
    const devices = page.getByRole('region', { name: 'Theo thiết bị' })
    const rows = await devices.getByRole('row').allInnerTexts()
    expect(rows[1]).toMatch(/^Đầu đọc R-02\s+2\.400\s+66,5\s/)
    expect(rows[2]).toMatch(/^Đầu đọc R-01\s+2\.400\s+72\s/)
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.getByLabel('Cán bộ', { exact: true }).focus()
    await page.keyboard.type('Trần')
    await expect.poll(() => page.locator('.quality-whole').innerText()).toMatch(/Số mẫu\s+2\.400/)
    expect(await page.getByRole('region', { name: 'Theo cán bộ' }).getByRole('row').count()).toBe(2)
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.press('x')
    await page.getByText('Chưa có mẫu nào trong khoảng này.').waitFor()
    await page.keyboard.press('x')
    await page.locator('.quality-whole').waitFor()
  })

  test('fit a phone', async () => {
    const page = await house.open(supervisor, phone)
    await goTo(page, '/quality')
    await page.locator('.chart svg').first().waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await goTo(page, '/quality/alarms')
    await page.getByText('Đầu đọc R-02').waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
  })

  test('an alarm is read by all superiors, and acknowledged with a finding by the supervisor, by keys', async () => {
    const reader = await house.open(approver)
    await goTo(reader, '/quality/alarms')
    await reader.getByText('Đầu đọc R-02').waitFor()
    expect(await reader.getByRole('button', { name: 'Ghi nhận' }).count()).toBe(0)

    const page = await house.open(supervisor)
    await goTo(page, '/quality/alarms')
    await page.getByText('Đầu đọc R-02').waitFor()
    await page.getByText('Trần Văn Vội').waitFor()
    expect(await page.getByText('R-01').count()).toBe(0)
    await expectAccessible(page)
    await expectNothingCut(page)
    const row = page.getByRole('row').filter({ hasText: 'Đầu đọc R-02' })
    expect(await row.innerText()).toMatch(/69,5 → 52,6/)
    await row.getByRole('button', { name: 'Ghi nhận' }).press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('Mặt kính xước, đã thay đầu đọc')
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Ghi nhận' }).press('Enter')
    await row.waitFor({ state: 'detached' })
    await page.getByText('Đã ghi nhận').click()
    await page.getByText('Mặt kính xước, đã thay đầu đọc').waitFor()
    await expectNothingCut(page)
  })
})
