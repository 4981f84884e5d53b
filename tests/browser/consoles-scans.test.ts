import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readFormPage } from '../../server/registry/scans/read-form-page.ts'
import { lendForm } from '../../server/registry/scanning-office/lend-form.ts'
import { collectForms } from '../../server/registry/forms/collect-forms.ts'
import { addDays, calendarDateAt } from '../../core/dates/calendar-date.ts'
import { dateOf } from '../../server/kernel/clock.ts'
import { formPageOf, jpegOf, pngOf, torn } from '../support/form-pages.ts'
import { type Account, hireOfficer, officerOf } from '../support/officers.ts'
import { readPage, receivedForms } from '../support/received-forms.ts'
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

const version = 'DC01/2025'
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })

describe.skipIf(chromiumMissing)('scanned pages and the archive in the consoles', () => {
  let house: ConsoleUnderTest
  let operator: Account

  beforeAll(async () => {
    house = await openConsole()
    operator = await hireOfficer(house.app, 'KEY_ENTRY_OPERATOR')
  })
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  async function page(serial: string, readable: boolean): Promise<Buffer> {
    const whole = await formPageOf(version, serial, { ticks: { sex: ['MALE'] }, dpi: 150 })
    if (readable) return jpegOf(whole)
    return pngOf(torn(whole, { x: 18, y: 7, width: 75, height: 10.2 }, 150))
  }

  /** Pages whose barcode cannot be read, and their forms. */
  async function waitingPages(count: number): Promise<readonly string[]> {
    const serials = await receivedForms(house.app, count)
    for (const serial of serials) {
      const sheet = { bytes: await page(serial, false), archivePlace: 'K9-H1' }
      await readPage(house.app, officerOf('KEY_ENTRY_OPERATOR'), sheet)
    }
    return serials
  }

  test(
    'waiting pages are assigned and put aside by keys alone, one after the other',
    { timeout: 60_000 },
    async () => {
      const [first = '', second = ''] = await waitingPages(2)
      const screen = await house.open(operator)
      await screen.keyboard.press('g')
      await screen.keyboard.press('q')
      await heading(screen, 'Trang chờ xử lý').waitFor()
      await screen.getByText('Không đọc được mã vạch').first().waitFor()
      await expectAccessible(screen)
      await screen.keyboard.press('j')
      await screen.keyboard.press('Enter')
      await heading(screen, 'Trang quét').waitFor()
      await screen.getByText('Gán số phiếu in dưới mã vạch bằng tay').waitFor()
      const image = screen.locator('.page-frame img')
      await expect
        .poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth))
        .toBeGreaterThan(500)
      await expectAccessible(screen)
      await expectNothingCut(screen)
      await screen.keyboard.type('DC01-26-01-9999999-0')
      await screen.keyboard.press('Enter')
      await screen.getByText('Số phiếu không đúng').waitFor()
      const before = screen.url()
      await screen.getByLabel('Số phiếu của trang này').fill(first)
      await screen.keyboard.press('Enter')
      await screen.waitForURL((url) => url.href !== before)
      const form = await house.app.db.form.findUniqueOrThrow({ where: { serial: first } })
      expect(form).toMatchObject({ status: 'SCANNED', archivePlace: 'K9-H1' })
      await screen.getByLabel('Hoặc bỏ trang này vì').selectOption('ILLEGIBLE')
      await screen.keyboard.press('F4')
      await screen.getByText('Đã xử lý hết các trang chờ').waitFor()
      expect(await house.app.db.formScan.count({ where: { discardedFor: 'ILLEGIBLE' } })).toBe(1)
      expect(second).not.toBe('')
    },
  )

  test('pages are sent from the browser, also over a line that breaks, and each says what became of it', async () => {
    const [good = '', bad = ''] = await receivedForms(house.app, 2)
    const screen = await house.open(operator)
    await goTo(screen, '/scans/upload')
    await screen.getByLabel('Nơi lưu phiếu giấy (kệ, hộp)').fill('K3-H12')
    await screen.locator('input[type=file]').setInputFiles([
      { name: 'trang-1.jpg', mimeType: 'image/jpeg', buffer: await page(good, true) },
      { name: 'trang-2.png', mimeType: 'image/png', buffer: await page(bad, false) },
    ])
    let cut = 0
    await screen.route('**/uploads/*', async (route) => {
      if (cut++ < 2) await route.abort('connectionreset')
      else await route.continue()
    })
    await screen.getByRole('button', { name: 'Gửi', exact: true }).click()
    await screen.getByText('Mất kết nối; sẽ gửi tiếp khi có mạng').waitFor()
    await screen.getByText('Đã gửi xong 2 trang').waitFor({ timeout: 20_000 })
    await screen.getByText('Đang đọc trang…').first().waitFor()
    const scans = await house.app.db.formScan.findMany({ where: { archivePlace: 'K3-H12' } })
    expect(scans.length).toBe(2)
    for (const { id } of scans) await readFormPage(house.app, { scanId: id })
    await screen.getByText('Đã ghép với phiếu').waitFor()
    await screen.getByText(good).waitFor()
    await screen.getByText('Chờ người xử lý').waitFor()
    await expectAccessible(screen)
    await expectNothingCut(screen)
    await screen.setViewportSize(phone)
    await expectNothingCut(screen)
  })

  test('a file that is no image is told with its reason', async () => {
    const screen = await house.open(operator)
    await goTo(screen, '/scans/upload')
    const text = { name: 'thu.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('không phải ảnh') }
    await screen.locator('input[type=file]').setInputFiles([text])
    await screen.getByRole('button', { name: 'Gửi', exact: true }).click()
    await screen.getByText('Đang đọc trang…').waitFor()
    const { id } = await house.app.db.formScan.findFirstOrThrow({ orderBy: { id: 'desc' } })
    await readFormPage(house.app, { scanId: id })
    await screen.getByText('Tệp không phải ảnh đọc được').waitFor()
  })

  test('who scans for a unit is shown, and another office assigned from a day on', async () => {
    const manager = await hireOfficer(house.app, 'CAMPAIGN_MANAGER')
    const screen = await house.open(manager)
    await goTo(screen, '/scans')
    await heading(screen, 'Nơi quét phiếu').waitFor()
    await screen.getByRole('combobox', { name: 'Đơn vị thu thập' }).fill('phuong mau mot')
    await screen.getByRole('option').first().click()
    await screen.getByText('Hiện nay quét tại: Thành phố Hà Nội').waitFor()
    await screen.getByRole('combobox', { name: 'Giao cho nơi quét' }).fill('ha noi')
    await screen.getByRole('option').first().click()
    await expectAccessible(screen)
    await screen.getByRole('button', { name: 'Giao', exact: true }).click()
    await screen.getByText(/quét phiếu\.$/).waitFor()
    expect(await house.app.db.scanningOffice.count()).toBe(1)
    await expectNothingCut(screen)
  })

  test('paper is lent and taken back by keys; what is late says so', async () => {
    const [late = '', fresh = ''] = await receivedForms(house.app, 2)
    await collectForms(house.app, operator.actor, {
      serials: [late, fresh],
      step: 'scan',
      archivePlace: 'K3-H12',
    })
    const borrower = await hireOfficer(house.app, 'REGISTRAR')
    const day = calendarDateAt(house.app.clock())
    const dueOn = addDays(day, 1)
    const loan = { serial: late, borrowerUsername: borrower.username, purpose: 'COURT', dueOn } as const
    const loanId = await lendForm(house.app, operator.actor, loan)
    const passed = dateOf(addDays(day, -3))
    await house.app.db.archiveLoan.update({ where: { id: loanId }, data: { dueOn: passed } })
    const screen = await house.open(operator)
    await screen.keyboard.press('g')
    await screen.keyboard.press('l')
    await heading(screen, 'Mượn phiếu lưu trữ').waitFor()
    await screen.getByText('quá hạn 3 ngày').waitFor()
    await screen.keyboard.press('F2')
    await screen.getByLabel('Số phiếu').waitFor()
    await screen.keyboard.type(fresh)
    await screen.keyboard.press('Tab')
    await screen.keyboard.type(borrower.username)
    await screen.keyboard.press('Control+Enter')
    await screen.getByText(`mượn phiếu ${fresh}`).waitFor()
    await screen.getByText('còn 14 ngày').waitFor()
    await expectAccessible(screen)
    await expectNothingCut(screen)
    await screen.getByLabel('Chỉ phiếu quá hạn trả').check()
    await screen.getByText(fresh, { exact: true }).waitFor({ state: 'detached' })
    await screen.getByRole('button', { name: 'Nhận trả' }).click()
    await screen.getByLabel('Cất lại vào (kệ, hộp)').fill('K4-H1')
    await screen.keyboard.press('Enter')
    await screen.getByText(`Đã nhận trả phiếu ${late}, cất tại K4-H1`).waitFor()
    await screen.getByText('Không có phiếu nào quá hạn trả').waitFor()
    await screen.setViewportSize(phone)
    await expectNothingCut(screen)
  })

  test('nothing is cut at the size of a desk or of a telephone', { timeout: 60_000 }, async () => {
    await waitingPages(2)
    const screen = await house.open(operator)
    for (const size of [desktop, phone]) {
      await screen.setViewportSize(size)
      await goTo(screen, '/scans/waiting')
      await screen.getByText('Không đọc được mã vạch').first().waitFor()
      await expectNothingCut(screen)
      await screen.locator('[data-row]').first().click()
      await heading(screen, 'Trang quét').waitFor()
      await screen.locator('.page-frame img').waitFor()
      await expectNothingCut(screen)
      await expectAccessible(screen)
    }
  })
})
