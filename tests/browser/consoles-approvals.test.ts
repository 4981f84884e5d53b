import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, calendarDateAt } from '../../core/dates/calendar-date.ts'
import { submitClaims } from '../../server/enrollment/submit-claims.ts'
import { dateOf } from '../../server/kernel/clock.ts'
import { approveChange } from '../../server/registry/approve-change.ts'
import { claimedFile } from '../support/claimed-file.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { applicationIn } from '../support/files.ts'
import { installMachine } from '../support/machines.ts'
import { type Account, hireOfficer, officerOf } from '../support/officers.ts'
import { registerResident } from '../support/people.ts'
import { apply } from '../support/pipeline.ts'
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
import { choose } from './keyboard.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })
const list = 'Phê duyệt hồ sơ'
const detail = 'Phê duyệt một hồ sơ'

describe.skipIf(chromiumMissing)('the screens of approvals and devices', { timeout: 90_000 }, () => {
  let house: ConsoleUnderTest
  let desk: Desk
  let approver: Account

  beforeAll(async () => {
    house = await openConsole()
    desk = await openDesk(house.app)
    approver = await hireOfficer(house.app, 'APPROVER')
  }, firstBuild)
  afterAll(() => house?.close())
  // The list is of the files of one test, also where a test before it ended early.
  beforeEach(() =>
    house.app.db.application.updateMany({
      where: { status: 'AWAITING_APPROVAL' },
      data: { status: 'REFUSED' },
    }),
  )
  afterEach(() => house.leave())

  const stateOf = async (id: string) =>
    (await house.app.db.application.findUniqueOrThrow({ where: { id } })).status
  const dueIn = (count: number) => dateOf(addDays(calendarDateAt(house.app.clock()), count))
  const plain = (due: number, changes: Parameters<typeof applicationIn>[2] = {}) =>
    applicationIn(house.app, 'AWAITING_APPROVAL', { deadlineOn: dueIn(due), ...changes })

  test('an approver goes by keys alone through a file with a claim and one without, and sends one back', async () => {
    const { file: claimed, applicant, declared } = await claimedFile(desk)
    const simple = await apply(desk, await registerResident(house.app))
    const poor = await plain(40)
    await house.app.db.application.update({ where: { id: claimed.id }, data: { deadlineOn: dueIn(-1) } })
    await house.app.db.application.update({ where: { id: simple.id }, data: { deadlineOn: dueIn(1) } })

    const page = await house.open(approver)
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await heading(page, list).waitFor()
    const counts = page.getByText(/chờ duyệt · /)
    await counts.waitFor()
    expect(await counts.innerText()).toBe('3 chờ duyệt · 1 có cảnh báo · 1 quá hạn')
    const rows = page.getByRole('row')
    await rows.nth(1).waitFor()
    expect((await rows.allInnerTexts()).slice(1).map((text) => /HN001-[\w-]+/.exec(text)?.[0])).toEqual([
      claimed.code,
      simple.code,
      poor.code,
    ])
    expect(await rows.nth(1).innerText()).toContain('Công dân đề nghị điều chỉnh thông tin')
    await expectAccessible(page)
    await expectNothingCut(page)

    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await heading(page, detail).waitFor()
    await page.getByAltText('Ảnh chân dung').waitFor()
    const claims = page.getByRole('region', { name: 'Khác với dữ liệu dân cư' })
    const claim = await claims.getByRole('row').nth(1).innerText()
    for (const said of [applicant.person.name, declared, 'Giấy khai sinh', 'Sửa theo lời khai']) {
      expect(claim).toContain(said)
    }
    await page.keyboard.press('v')
    await page.getByAltText('Giấy khai sinh').waitFor()
    await page.keyboard.press('v')
    await page.getByAltText('Ảnh bàn tay: Ngón áp út trái').waitFor()
    await page.getByText('Cụt đốt một do tai nạn').waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)

    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').getByText('Có ngón không lấy được vân tay').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đề nghị điều chỉnh thông tin của công dân chưa được quyết định').waitFor()
    const { id: changeId } = await house.app.db.residentChange.findFirstOrThrow({
      where: { residentId: applicant.residentId },
    })
    await submitClaims(house.app, { changeId })
    await approveChange(house.app, officerOf('APPROVER'), { id: changeId })
    await page.keyboard.press('Control+Enter')
    await page.getByText(`Đã phê duyệt: ${applicant.person.name}`).waitFor()
    expect(await stateOf(claimed.id)).toBe('APPROVED')

    await page.getByText('Không có cảnh báo nào.').waitFor()
    await page.getByText(simple.code).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText(poor.code).waitFor()
    await expect.poll(() => stateOf(simple.id)).toBe('APPROVED')
    await page.keyboard.press('r')
    await page.getByRole('dialog').waitFor()
    await choose(page, 'Ảnh chân dung chưa đạt yêu cầu')
    await page.keyboard.press('Enter')
    await page.getByText('Đã trả lại điểm thu nhận').waitFor()
    expect(await house.app.db.application.findUniqueOrThrow({ where: { id: poor.id } })).toMatchObject({
      status: 'RETURNED',
      reasonCodes: ['PORTRAIT_UNSUITABLE'],
    })
    await page.keyboard.press('b')
    await page.getByText('Không có hồ sơ nào chờ duyệt.').waitFor()
  })

  test('files without flags are approved together, and each says what came of it', async () => {
    const files = [await plain(2), await plain(3), await plain(4)]
    const flagged = await plain(5, { flags: ['FEE_DIFFERS'] })
    const own = await plain(6, { operatorId: approver.actor.id })
    const page = await house.open(approver)
    await goTo(page, '/approvals')
    await page.getByText(own.code).waitFor()
    expect(await page.getByRole('checkbox').count()).toBe(3)
    await page.keyboard.press('s')
    await page.getByText('3 đã chọn').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByText('2 đã chọn').waitFor()
    await page.keyboard.press('x')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').waitFor()
    await house.app.db.application.update({
      where: { id: files[1]?.id ?? '' },
      data: { status: 'WITHDRAWN' },
    })
    await expectAccessible(page)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).last().waitFor()
    expect(await page.getByRole('dialog').getByText('Đã duyệt', { exact: true }).count()).toBe(2)
    expect(await page.locator('.not-done').count()).toBe(1)
    await page.keyboard.press('Control+Enter')
    await page.getByText('2 chờ duyệt · 1 có cảnh báo').waitFor()
    expect(await Promise.all(files.map(({ id }) => stateOf(id)))).toEqual([
      'APPROVED',
      'WITHDRAWN',
      'APPROVED',
    ])
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByText('Người phê duyệt phải là một cán bộ khác').waitFor()
    expect(await page.getByRole('button', { name: 'Phê duyệt' }).count()).toBe(0)
    await page.keyboard.press('k')
    await page.getByText('Lệ phí khác biểu phí').waitFor()
    await house.app.db.application.updateMany({
      where: { id: { in: [flagged.id, own.id] } },
      data: { status: 'WITHDRAWN' },
    })
  })

  test('another unit sees nothing, the supervisor only returns, and a phone shows it all', async () => {
    const { file } = await claimedFile(desk)
    const stranger = await house.open(await hireOfficer(house.app, 'APPROVER', '79'))
    await goTo(stranger, '/approvals')
    await stranger.getByText('Không có hồ sơ nào chờ duyệt.').waitFor()
    await goTo(stranger, `/approvals/${file.code}`)
    await stranger.getByText('Không tìm thấy.').waitFor()

    const page = await house.open(await hireOfficer(house.app, 'STATION_SUPERVISOR'), phone)
    await goTo(page, '/approvals')
    await page.getByText(file.code).waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await goTo(page, `/approvals/${file.code}`)
    await page.getByAltText('Ảnh chân dung').waitFor()
    await page.getByRole('button', { name: 'Trả lại điểm thu nhận' }).waitFor()
    expect(await page.getByRole('button', { name: 'Phê duyệt' }).count()).toBe(0)
    await page.getByText('Xem từng thao tác').click()
    await expectAccessible(page)
    await expectNothingCut(page)
  })

  test('an administrator certifies, suspends and moves devices, and grants a waiver', async () => {
    const { app } = house
    const other = await installMachine(app, 'KIOSK')
    const seenAt = new Date(app.clock())
    const device = await app.db.device.create({
      data: {
        machineId: desk.kiosk.actor.id,
        kind: 'FINGERPRINT',
        model: 'EF01',
        serial: 'EF01-0007',
        capabilities: { dpi: 500, bitDepth: 4 },
        reportedAt: seenAt,
        seenAt,
      },
    })
    const kept = () => app.db.device.findUniqueOrThrow({ where: { id: device.id } })
    const page = await house.open(await hireOfficer(app, 'ADMINISTRATOR'))
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    await heading(page, 'Thiết bị').waitFor()
    const row = page.getByRole('row').filter({ hasText: 'EF01-0007' })
    await row.getByText('Chỉ đủ để đối chiếu, không đủ để đăng ký').waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await row.getByRole('button', { name: 'Chứng nhận: EF01-0007', exact: true }).press('Enter')
    await row.getByText('Đang dùng').waitFor()
    await row.getByRole('button', { name: 'Tạm dừng: EF01-0007' }).press('Enter')
    await page.getByRole('dialog').waitFor()
    await choose(page, 'Có dấu hiệu bị can thiệp')
    await page.keyboard.press('Enter')
    await row.getByRole('button', { name: 'Cho dùng lại: EF01-0007' }).waitFor()
    expect(await kept()).toMatchObject({ status: 'SUSPENDED' })
    await row.getByRole('button', { name: 'Cho dùng lại: EF01-0007' }).press('Enter')
    await row.getByText('Đang dùng').waitFor()
    await row.getByRole('button', { name: 'Chuyển máy: EF01-0007' }).press('Enter')
    await page.getByRole('dialog').getByRole('combobox', { name: 'Điểm thu nhận' }).fill('HN001')
    await page.getByRole('option', { name: 'Điểm thu nhận Mẫu (HN001)' }).click()
    await page.getByLabel('Máy thu nhận').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Control+Enter')
    await expect.poll(async () => (await kept()).machineId).toBe(other.actor.id)

    await goTo(page, '/devices/waivers')
    await page.getByRole('combobox', { name: 'Điểm thu nhận' }).fill('HN001')
    await page.getByRole('option', { name: /HN001/ }).click()
    await page.getByLabel('Lý do').fill('Thiết bị đang gửi đi bảo hành')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã ra quyết định').waitFor()
    await page.getByRole('row').filter({ hasText: 'Thiết bị đang gửi đi bảo hành' }).waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)

    const small = await house.open(await hireOfficer(app, 'STATION_SUPERVISOR'), phone)
    await goTo(small, '/devices')
    await small.getByText('EF01-0007').waitFor()
    expect(await small.getByRole('button', { name: /Chứng nhận|Thu hồi/ }).count()).toBe(0)
    await expectAccessible(small)
    await expectNothingCut(small)
    await goTo(small, '/devices/waivers')
    await heading(small, 'Miễn thiết bị cho điểm thu nhận').waitFor()
    await expectAccessible(small)
    await expectNothingCut(small)
  })
})
