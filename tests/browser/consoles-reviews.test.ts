import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../core/access/actions.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import {
  checkedReview,
  collectedForms,
  communes,
  recheckedReview,
  sampleOf,
  startedReview,
  type Team,
} from '../server/registry/reviews/locality.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import {
  type ConsoleUnderTest,
  desktop,
  expectNothingCut,
  goTo,
  openConsole,
  phone,
} from './console-under-test.ts'

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { name, level: 1, exact: true })

describe.skipIf(chromiumMissing)('the screens of phúc tra', { timeout: 90_000 }, () => {
  let house: ConsoleUnderTest
  let manager: Account
  let approver: Account
  let checkers: readonly [Account, Account]
  let recheckers: readonly [Account, Account]
  let team: Team
  let collector: Account

  async function hire(role: Role, name: string): Promise<Account> {
    const account = await hireOfficer(house.app, role)
    await house.app.db.officer.update({ where: { id: account.actor.id }, data: { name } })
    return account
  }

  beforeAll(async () => {
    house = await openConsole()
    manager = await hire('CAMPAIGN_MANAGER', 'Vũ Thị Kế Hoạch')
    approver = await hire('APPROVER', 'Lê Văn Duyệt')
    checkers = [await hire('REVIEWER', 'Trần Thị Kiểm'), await hire('REVIEWER', 'Phạm Văn Tra')]
    recheckers = [await hire('REVIEWER', 'Ngô Thị Soát'), await hire('REVIEWER', 'Đỗ Văn Xét')]
    collector = await hire('COLLECTOR', 'Hoàng Văn Thu')
    team = {
      checkers: [checkers[0].actor, checkers[1].actor],
      recheckers: [recheckers[0].actor, recheckers[1].actor],
    }
  })
  afterAll(() => house?.close())
  afterEach(async () => {
    await house.leave()
    await house.app.db
      .$executeRaw`TRUNCATE "ReviewFinding", "ReviewSample", "ReviewStratum", "ReviewTeamMember",
      "AcceptanceDecision", "ReviewPlan"`
    await house.app.db.form.deleteMany()
    await house.app.db.printRun.deleteMany()
  })

  async function open(...signedIn: Parameters<ConsoleUnderTest['open']>): Promise<Page> {
    const page = await house.open(...signedIn)
    return page
  }

  const forms = (count: number, by = collector) =>
    collectedForms(house.app, { unitCode: communes.small, count, collectorId: by.actor.id })
  /** Precise enough that the whole of a small commune is drawn. */
  const everyForm = { margin: 0.005, recheckShare: 0.5 }
  const started = () => startedReview(house.app, communes.small, team, everyForm)

  async function pick(page: Page, label: string, typed: string, option: string): Promise<void> {
    await page.getByLabel(label, { exact: true }).first().focus()
    // At once: an answer to half of it would take the highlight with it when the next one comes.
    await page.keyboard.insertText(typed)
    await page.getByRole('option', { name: option }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
  }

  test('a review is planned by keys alone; the sample follows every change of the precision', async () => {
    await forms(400)
    const page = await open(manager)
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await heading(page, 'Kiểm tra, phúc tra').waitFor()
    await page.getByText('Không có đợt phúc tra nào.').waitFor()
    await page.keyboard.press('F2')
    await heading(page, 'Lập kế hoạch phúc tra').waitFor()
    const forecast = page.getByRole('status', { name: 'Cỡ mẫu dự kiến' })
    // 203 of an endless population; 203 / (1 + 202/400) of 400.
    await expect.poll(() => forecast.innerText()).toMatch(/Cỡ mẫu dự kiến: 135 trên 400 phiếu/)
    await page.getByLabel('Sai số cho phép (±)').fill('5')
    await expect.poll(() => forecast.innerText()).toMatch(/Cỡ mẫu dự kiến: 62 trên 400 phiếu/)
    await page.getByLabel('Tên đoàn').fill('Đoàn số 1')
    await pick(page, 'Kiểm tra lần 1', 'kiểm', 'Trần Thị Kiểm · Thành phố Hà Nội')
    await pick(page, 'Phúc tra lại', 'soát', 'Ngô Thị Soát · Thành phố Hà Nội')
    await page.keyboard.press('Escape')
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.keyboard.press('Control+Enter')
    await heading(page, /^Phúc tra Thành phố Hà Nội · DC01/).waitFor()
    await page.getByText('Đã lập kế hoạch').waitFor()
    expect(await page.getByRole('main').innerText()).toMatch(/Trần Thị Kiểm[^]*Ngô Thị Soát/)
    await page.keyboard.press('F8')
    await page.getByText('Đang kiểm tra').waitFor()
    const { status, sampleSize, margin } = await house.app.db.reviewPlan.findFirstOrThrow()
    expect({ status, sampleSize, margin }).toEqual({ status: 'RUNNING', sampleSize: 62, margin: 0.05 })
    await expectAccessible(page)
    await expectNothingCut(page)
  })

  test('on a phone a form without errors is one key, an error is one touch; the round is handed in', async () => {
    await forms(2)
    const id = await started()
    const page = await open(checkers[0], phone)
    await goTo(page, '/reviews')
    await page.getByRole('link', { name: 'Kiểm tra mẫu' }).waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.getByRole('link', { name: 'Kiểm tra mẫu' }).click()
    await page.getByRole('heading', { name: /^Phiếu thứ 1/ }).waitFor()
    const item = page.locator('[data-field]').filter({ hasText: 'Ngày, tháng, năm sinh' }).first()
    await item.getByRole('button', { name: 'Sai' }).click()
    await page.keyboard.type('05/01/1993')
    await item.scrollIntoViewIfNeeded()
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.getByRole('button', { name: 'Lưu, sang phiếu sau' }).click()
    await page.getByRole('heading', { name: /^Phiếu thứ 2/ }).waitFor()
    await page.keyboard.press('0')
    await page.getByText('Bạn đã kiểm tra hết phần của mình').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('F8')
    await heading(page, /^Phúc tra/).waitFor()
    await page.getByText('Đã kiểm tra lần 1').waitFor()
    const samples = await sampleOf(house.app, id)
    expect(samples.map(({ checkedById }) => checkedById)).toEqual([
      checkers[0].actor.id,
      checkers[0].actor.id,
    ])
    const findings = await house.app.db.reviewFinding.findMany({ where: { sampleId: samples[0]?.id ?? '' } })
    expect(findings.map(({ field, kind, found }) => ({ field, kind, found }))).toEqual([
      { field: 'birthDate', kind: 'WRONG', found: '05/01/1993' },
    ])
    expect(await house.app.db.reviewFinding.count()).toBe(1)
  })

  test('keys 1 to 3 mark one item after the other; a form can be corrected until the round is handed in', async () => {
    await forms(2)
    const id = await started()
    const page = await open(checkers[0])
    await goTo(page, `/reviews/${id}/check`)
    await page.getByRole('heading', { name: /^Phiếu thứ 1/ }).waitFor()
    await page.keyboard.press('1')
    await page.keyboard.press('2')
    await page.keyboard.type('NGUYỄN MẪU')
    await page.keyboard.press('Enter')
    await page.keyboard.press('3')
    await page.keyboard.press('Enter')
    await page.keyboard.press('k')
    await page.keyboard.press('1')
    const marks = await page
      .locator('[data-field]')
      .evaluateAll((rows) => rows.slice(0, 4).map((row) => (row as HTMLElement).dataset['mark']))
    expect(marks).toEqual(['RIGHT', 'MISSING', 'RIGHT', undefined])
    await page.keyboard.press('j')
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: /^Phiếu thứ 2/ }).waitFor()
    expect(await house.app.db.reviewFinding.count()).toBe(1)
    await goTo(page, `/reviews/${id}/samples`)
    await page.getByText('→ NGUYỄN MẪU').waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.getByRole('link', { name: 'Sửa' }).click()
    await page.getByRole('button', { name: 'Thiếu', pressed: true }).waitFor()
    await page.getByRole('button', { name: 'Đủ, đúng' }).nth(1).click()
    await page.keyboard.press('0')
    await heading(page, 'Phiếu trong mẫu').waitFor()
    expect(await house.app.db.reviewFinding.count()).toBe(0)
  })

  test('what was marked stays on the screen while the server cannot be reached', async () => {
    await forms(2)
    const id = await started()
    const page = await open(checkers[0])
    await goTo(page, `/reviews/${id}/check`)
    await page.getByRole('heading', { name: /^Phiếu thứ 1/ }).waitFor()
    await page.keyboard.press('3')
    await page.keyboard.type('TÊN KHÁC')
    await page.context().setOffline(true)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Không kết nối được với máy chủ').waitFor()
    await page.context().setOffline(false)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: /^Phiếu thứ 2/ }).waitFor()
    expect((await house.app.db.reviewFinding.findFirstOrThrow()).found).toBe('TÊN KHÁC')
  })

  test('a failed sample is drawn, said in words, and let through only with a reason', async () => {
    const second = await hire('COLLECTOR', 'Bùi Thị Ghi')
    await forms(200)
    await forms(100, second)
    const id = await startedReview(house.app, communes.small, team, { margin: 0.08 })
    await checkedReview(house.app, id, team, 11)
    await recheckedReview(house.app, id, team)
    const page = await open(approver)
    await goTo(page, '/reviews')
    await page.getByRole('link', { name: 'Xem, quyết định' }).waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByText('Không đạt: cả khoảng tin cậy nằm dưới ngưỡng.').waitFor()
    // 46 of 300 forms are drawn, 35 of them are right; Wilson’s interval with the correction for 300.
    const quality = await page.getByRole('region', { name: 'Chất lượng mẫu' }).innerText()
    expect(quality).toMatch(/Phiếu không lỗi: 76,1 % \(khoảng tin cậy 95 %: từ 63,2 % đến 85,5 %\)/)
    expect(quality).toMatch(/Hai lần kiểm tra khớp nhau: 100 % \(10 trên 10 phiếu/)
    await page.locator('.chart svg').nth(1).waitFor()
    const byField = page.getByRole('figure', { name: 'Lỗi theo mục của phiếu' })
    await byField.getByText('Bảng số liệu của biểu đồ').press('Enter')
    expect(await byField.getByRole('row').nth(1).innerText()).toMatch(/Họ, chữ đệm và tên khai sinh\s+0\s+11/)
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.setViewportSize(phone)
    await expectNothingCut(page)
    await page.setViewportSize(desktop)
    expect(await page.getByRole('button', { name: 'Chấp nhận', exact: true }).count()).toBe(0)
    await page.keyboard.press('F10')
    const dialog = page.getByRole('dialog', { name: 'Chấp nhận ngoại lệ' })
    await dialog.waitFor()
    await page.keyboard.type('Ban chỉ đạo đồng ý, bổ sung sau')
    await expectAccessible(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Các quyết định' }).waitFor()
    expect(await page.getByRole('region', { name: 'Các quyết định' }).innerText()).toMatch(
      /Chấp nhận ngoại lệ · 76,1 % · Người quyết định: Lê Văn Duyệt/,
    )
    const { decision, reason } = await house.app.db.acceptanceDecision.findFirstOrThrow()
    expect({ decision, reason }).toEqual({
      decision: 'OVERRIDDEN',
      reason: 'Ban chỉ đạo đồng ý, bổ sung sau',
    })
  })

  test('after a failure the manager begins a new attempt, once the forms are collected again', async () => {
    await forms(10)
    const id = await started()
    await checkedReview(house.app, id, team, 3)
    await recheckedReview(house.app, id, team)
    const decider = await open(approver)
    await goTo(decider, `/reviews/${id}`)
    await decider.getByRole('button', { name: 'Không đạt, trả lại' }).waitFor()
    await decider.keyboard.press('F9')
    await decider.getByRole('dialog').getByRole('button', { name: 'Không đạt, trả lại' }).click()
    await decider.locator('.badge', { hasText: 'Không đạt' }).waitFor()
    const page = await open(manager)
    await goTo(page, `/reviews/${id}`)
    await page.getByRole('button', { name: 'Lập lần mới' }).waitFor()
    await page.keyboard.press('F8')
    await page.getByRole('alert').waitFor()
    await house.app.db.form.updateMany({ where: { status: 'SENT_BACK' }, data: { status: 'COLLECTED' } })
    await page.keyboard.press('F8')
    await page.getByText('Lần 2').first().waitFor()
    await expectAccessible(page)
    expect((await house.app.db.reviewPlan.findFirstOrThrow()).attempt).toBe(2)
  })

  test('the second team is not shown what the first found', async () => {
    await forms(10)
    const id = await started()
    await checkedReview(house.app, id, team, 3)
    const page = await open(recheckers[0])
    await goTo(page, `/reviews/${id}`)
    await page.getByText('chỉ hiện sau khi lần phúc tra lại được nộp').waitFor()
    expect(await page.getByText('Chất lượng mẫu').count()).toBe(0)
    await page.keyboard.press('F2')
    await page.getByRole('heading', { name: /^Phiếu thứ/ }).waitFor()
    expect(await page.getByRole('button', { pressed: true }).count()).toBe(0)
  })

  test('team and days can be changed while a review runs; its sample stays', async () => {
    await forms(10)
    const id = await started()
    const before = await sampleOf(house.app, id)
    const page = await open(manager)
    await goTo(page, `/reviews/${id}/plan`)
    await page.getByLabel('Tên đoàn').fill('Đoàn số 9')
    await expectAccessible(page)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đoàn số 9').waitFor()
    expect(await sampleOf(house.app, id)).toEqual(before)
  })
})
