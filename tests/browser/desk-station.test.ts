/** The desk's other screens, all of them opened and used while the server cannot be reached. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  childNumber,
  childPerson,
  registryAnswer,
  signChildFile,
  succeed,
} from '../enrollment-kiosk/session/desk.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import { desktop, expectNothingCut, firstBuild, phone } from './console-under-test.ts'
import { type DeskUnderTest, goTo, openDeskUnderTest } from './desk-under-test.ts'

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 })

describe.skipIf(chromiumMissing)('the screens of a station without its server', { timeout: 60_000 }, () => {
  let desk: DeskUnderTest
  /** Known to the registry when it was begun; the other one was not looked up. */
  let compared: string
  let uncompared: string

  beforeAll(async () => {
    desk = await openDeskUnderTest({ devices: true })
    desk.server.registry = registryAnswer(childNumber, childPerson)
    compared = await signChildFile(desk.kiosk)
    desk.server.registry = 'UNREACHABLE'
    uncompared = await signChildFile(desk.kiosk)
    await desk.server.goDown()
  }, firstBuild)
  afterAll(() => desk?.close())
  afterEach(() => desk.leave())

  test('are whole at a desk and on a phone, and say nothing by colour alone', async () => {
    const screens = [
      ['/supervisor', 'Duyệt hồ sơ đã ký'],
      ['/outbox', 'Hộp gửi đi'],
      ['/returned', 'Hồ sơ bị trả lại'],
      ['/day', /^Ngày làm việc/],
      ['/journal', 'Nhật ký hồ sơ'],
      ['/devices', 'Thiết bị và máy'],
    ] as const
    for (const size of [desktop, phone]) {
      const page = await desk.open('/', size)
      for (const [path, title] of screens) {
        await goTo(page, path)
        await heading(page, title).waitFor()
        await page.locator('main :is(.panel, .worklist, .empty)').first().waitFor()
        await expectAccessible(page)
        await expectNothingCut(page)
      }
    }
  })

  test('the supervisor sees exceptions first, gives one back with reasons and agrees to another, by keys alone', async () => {
    const page = await desk.open('/supervisor')
    const queue = page.getByRole('navigation', { name: 'Hồ sơ chờ duyệt' })
    await queue.getByRole('listitem').nth(1).waitFor()
    const current = page.locator('.queue-row[data-current=true]')
    expect(await current.innerText()).toContain('Chưa đối chiếu với dữ liệu dân cư')
    await page.locator('.file-detail .code').getByText(uncompared).waitFor()
    await page.keyboard.press('j')
    await page.locator('.file-detail .code').getByText(compared).waitFor()
    await page.keyboard.press('k')
    await page.locator('.file-detail .code').getByText(uncompared).waitFor()

    await page.keyboard.press('r')
    await page.getByRole('dialog').waitFor()
    for (let reasons = 0; reasons < 4; reasons++) await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    expect(await page.getByLabel('Thông tin kê khai sai').isChecked()).toBe(true)
    await page.getByLabel('Ghi chú').focus()
    await page.keyboard.type('Kiểm tra lại nơi đăng ký khai sinh')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => queue.getByRole('listitem').count()).toBe(1)
    expect(await succeed(desk.kiosk.get(`/sessions/${uncompared}`))).toMatchObject({
      state: 'REVIEWING',
      sentBack: { reasons: [{ vi: 'Thông tin kê khai sai' }], note: 'Kiểm tra lại nơi đăng ký khai sinh' },
    })

    await page.keyboard.press('x')
    await page.getByRole('button', { name: 'Duyệt các hồ sơ đã chọn (1)' }).waitFor()
    await page.keyboard.press('a')
    await page.getByText(`Đã duyệt và niêm phong: ${compared}`).waitFor()
    await page.getByText('Không có hồ sơ nào chờ duyệt.').waitFor()
  })

  test('the outbox says what waits and why, and takes it to a medium', async () => {
    const page = await desk.open('/outbox')
    const row = page.getByRole('row').filter({ hasText: compared })
    await expect.poll(() => row.innerText()).toMatch(/Chờ gửi/)
    expect(await row.innerText()).toContain('Hồ sơ tự gửi khi có mạng')
    await page.getByText('Không có mạng').first().waitFor()
    await page.keyboard.press('x')
    const folder = page.getByRole('dialog').getByLabel('Thư mục')
    await folder.fill(desk.directory)
    await page.keyboard.press('Control+Enter')
    await page.getByText('nằm trong dữ liệu của máy thu nhận').waitFor()
    expect(await folder.inputValue()).toBe(desk.directory)
    await folder.fill(desk.medium)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Số hồ sơ đã xuất: 1').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => row.innerText()).toMatch(/Đã xuất ra thiết bị nhớ/)
    await page.keyboard.press('4')
    expect(await page.getByRole('button', { pressed: true }).innerText()).toContain('1')
  })

  test('the journal finds a file by a name without its marks', async () => {
    const page = await desk.open('/journal')
    await page.getByText(compared).waitFor()
    await page.keyboard.type('dang nguyen thuy')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(2)
    await page.keyboard.type(' khong co')
    await page.getByText('Không thấy hồ sơ nào.').waitFor()
  })

  test('the day hands out and calls numbers, and is not closed while files are open', async () => {
    const page = await desk.open('/day')
    await page.getByText('Chưa cấp số nào hôm nay.').waitFor()
    await page.keyboard.press('t')
    const tickets = page.getByRole('region', { name: 'Khách vãng lai' })
    await tickets.getByText('Đang chờ').waitFor()
    await page.keyboard.press('n')
    await tickets.getByText('Đã gọi').waitFor()
    await tickets.getByRole('button', { name: 'Bắt đầu phục vụ' }).press('Enter')
    await tickets.getByText('Đang làm').waitFor()
    await page.getByText('Xem dạng bảng').press('Enter')
    expect(
      await page.getByRole('table', { name: 'Hồ sơ hoàn thành theo giờ' }).getByRole('row').count(),
    ).toBeGreaterThan(9)
    await page.keyboard.press('c')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Còn hồ sơ dở dang').waitFor()
    expect(await dialog.getByRole('button', { name: 'Chốt ngày' }).isDisabled()).toBe(true)
  })

  test('the devices are tested by one key, and what may not enroll says so', async () => {
    const page = await desk.open('/devices')
    const scanner = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'Đầu đọc vân tay' }) })
    await scanner.waitFor()
    await page.keyboard.press('t')
    await page.getByText('Mọi thiết bị hoạt động.').waitFor()
    expect(await scanner.innerText()).toMatch(/Sẵn sàng/)
    expect(await scanner.innerText()).toContain('Chỉ được so sánh và trình diễn')
    await page.getByText('Không có mạng, vẫn làm việc được').first().waitFor()
  })

  test('returned files open without the network too', async () => {
    const page = await desk.open('/returned')
    await page.getByText('Không có hồ sơ nào bị trả lại.').waitFor()
  })
})
