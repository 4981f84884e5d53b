import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { calendarDateAt, formatVietnamese, parseCalendarDate } from '../../core/dates/calendar-date.ts'
import { movementColumns } from '../../core/residence/movement-list.ts'
import { dateOf } from '../../server/kernel/clock.ts'
import { approveDeclaration } from '../../server/registry/residence/approve-declaration.ts'
import { declareResidence } from '../../server/registry/residence/declare-residence.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import { registerResident } from '../support/people.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import { type ConsoleUnderTest, desktop, goTo, openConsole, phone } from './console-under-test.ts'
import { inspectScreen } from './inspect-screen.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })

describe.skipIf(chromiumMissing)('residence in the browser', () => {
  let house: ConsoleUnderTest
  let registrar: Account
  let colleague: Account
  let approver: Account
  let collector: Account

  beforeAll(async () => {
    house = await openConsole()
    registrar = await hireOfficer(house.app, 'REGISTRAR')
    colleague = await hireOfficer(house.app, 'REGISTRAR')
    approver = await hireOfficer(house.app, 'APPROVER')
    collector = await hireOfficer(house.app, 'COLLECTOR')
  })
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  const today = () => calendarDateAt(house.app.clock())

  /** A resident of Hà Nội, permanently registered from a day on. */
  async function settled() {
    const known = await registerResident(house.app)
    const id = await declareResidence(house.app, registrar.actor, {
      residentId: known.residentId,
      baseVersion: 1,
      declaration: {
        kind: 'ADDRESS',
        addressKind: 'PERMANENT',
        unitCode: '00002',
        text: 'Số 5, Phường Mẫu Một, Hà Nội',
        from: '2026-01-05',
      },
      evidenceKind: 'RESIDENCE_REQUEST',
      evidenceNumber: 'ĐK-01/2026',
    })
    await approveDeclaration(house.app, approver.actor, { id })
    return known
  }

  test('a record tells its items, periods and history, and an absence is declared from it by keys', async () => {
    const { residentId, number, person } = await settled()
    const page = await house.open(registrar)
    await goTo(page, `/residence/record/${residentId}`)
    await page.getByRole('heading', { name: person.name }).waitFor()
    expect(await page.title()).not.toContain(person.name)
    expect(await page.locator('.items dt').count()).toBe(26)
    await page.getByText('1. Họ, chữ đệm và tên khai sinh').waitFor()
    const main = await page.locator('main').innerText()
    expect(main).toContain(number)
    expect(main).toMatch(/Tờ khai cư trú ĐK-01\/2026/)
    expect(main).toContain('05/01/2026')
    await inspectScreen(page, 'record')
    await page.keyboard.press('F4')
    await heading(page, 'Khai báo cư trú').waitFor()
    await page.getByLabel('Nội dung khai báo').selectOption('DECLARED_ABSENT')
    await page.getByLabel('Lý do vắng').selectOption('WORKING_ELSEWHERE')
    await inspectScreen(page, 'declare')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã ghi vào hồ sơ').waitFor()
    await goTo(page, '/residence')
    const row = page.getByRole('row', { name: new RegExp(person.name) })
    expect(await row.innerText()).toMatch(/Tạm vắng có khai báo · Làm việc nơi khác/)
    await inspectScreen(page, 'absences')
    await row.getByRole('link').focus()
    await page.keyboard.press('x')
    await page.getByLabel('Cán bộ thu thập').selectOption(collector.actor.id)
    await inspectScreen(page, 'absences-assign')
    await page.keyboard.press('Control+Enter')
    await page.getByText('1 lượt đến mới được phân công').waitFor()
    await row.getByText('đã phân công').waitFor()
    expect(await house.app.db.visitAssignment.count({ where: { residentId } })).toBe(1)
  }, 120_000)

  test('a relative and a household are declared by keys, the household found by a member’s number', async () => {
    const { residentId } = await settled()
    const relative = await settled()
    const { unitId } = await house.app.db.address.findFirstOrThrow({
      where: { residentId: relative.residentId },
    })
    const home = await house.app.db.household.create({
      data: { headId: relative.residentId, unitId, addressText: 'Số 7, Phường Mẫu Một' },
    })
    await house.app.db.householdMember.create({
      data: {
        householdId: home.id,
        residentId: relative.residentId,
        relation: 'HEAD',
        validFrom: dateOf(parseCalendarDate('2026-01-01')),
      },
    })
    const page = await house.open(registrar)
    await goTo(page, `/residence/declare/${residentId}`)
    await page.getByLabel('Nội dung khai báo').selectOption('RELATIONSHIP')
    await page.getByLabel('Người này là').selectOption('SPOUSE')
    await page.getByLabel('Họ và tên thân nhân').fill(relative.person.name)
    await page.getByLabel('Số định danh, nếu có').fill(relative.number)
    await inspectScreen(page, 'declare-relative')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã ghi; chờ lãnh đạo duyệt').waitFor()
    const spouse = await house.app.db.residenceDeclaration.findFirstOrThrow({
      where: { residentId, status: 'SUBMITTED' },
    })
    await approveDeclaration(house.app, approver.actor, { id: spouse.id })

    await goTo(page, `/residence/declare/${residentId}`)
    await page.getByLabel('Nội dung khai báo').selectOption('HOUSEHOLD_JOIN')
    await page.getByLabel('Số định danh của chủ hộ').fill('001190000000')
    await page.getByText('Không có ai mang số này').waitFor()
    await page.getByLabel('Số định danh của chủ hộ').fill(relative.number)
    await page.getByText('Số 7, Phường Mẫu Một').waitFor()
    await page.getByLabel('Quan hệ với chủ hộ').selectOption('SPOUSE')
    await inspectScreen(page, 'declare-household')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã ghi; chờ lãnh đạo duyệt').waitFor()
    const join = await house.app.db.residenceDeclaration.findFirstOrThrow({
      where: { residentId, status: 'SUBMITTED' },
    })
    await approveDeclaration(house.app, approver.actor, { id: join.id })
    const joined = await house.app.db.householdMember.findFirst({ where: { residentId, validTo: null } })
    expect(joined).toMatchObject({ householdId: home.id, relation: 'SPOUSE' })
    const related = await house.app.db.relationship.findFirst({ where: { residentId, kind: 'SPOUSE' } })
    expect(related).toMatchObject({ relatedId: relative.residentId, number: relative.number })

    await goTo(page, `/residence/declare/${residentId}`)
    await page.getByLabel('Nội dung khai báo').selectOption('RELATIONSHIP_END')
    await page.getByLabel('Quan hệ chấm dứt').selectOption({ index: 1 })
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã ghi; chờ lãnh đạo duyệt').waitFor()
  }, 120_000)

  test('a temporary residence waits for another officer, who sees what it changes', async () => {
    const { residentId, person } = await settled()
    const page = await house.open(registrar)
    await goTo(page, `/residence/declare/${residentId}`)
    await page.getByRole('combobox', { name: 'Đơn vị hành chính' }).fill('phuong mau muoi hai')
    await page.locator('[role=option]').first().click()
    await page.getByLabel('Địa chỉ, như sẽ in').fill('Nhà trọ Mẫu, Phường Mẫu Mười Hai')
    await page.keyboard.press('Control+Enter')
    const text = await page.locator('.notice').first().innerText()
    // An address is declared where the person comes to live: this officer keeps another province.
    expect(text).not.toMatch(/Đã ghi/)
    await page.getByLabel('Nội dung khai báo').selectOption('ABSENT')
    await page.getByLabel('Lý do vắng').selectOption('LEFT_LONG_AGO')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã ghi; chờ lãnh đạo duyệt').waitFor()
    const checker = await house.open(approver)
    await goTo(checker, '/residence/declarations')
    const row = checker.getByRole('row', { name: new RegExp(person.name) })
    await row.getByText('Vắng mặt').first().waitFor()
    await inspectScreen(checker, 'declarations')
    await row.getByRole('button', { name: 'Từ chối' }).click()
    await checker.getByRole('dialog').getByLabel('Không còn đúng nữa').waitFor()
    await expectAccessible(checker)
    await checker.keyboard.press('Escape')
    await row.getByRole('button', { name: 'Duyệt' }).click()
    await checker.getByText('Đã duyệt và ghi vào hồ sơ').waitFor()
    const status = await house.app.db.residenceStatus.findFirst({ where: { residentId, validTo: null } })
    expect(status).toMatchObject({ status: 'ABSENT', reason: 'LEFT_LONG_AGO' })
  }, 120_000)

  test('a list is taken in with its faults told by line, and reviewed by somebody else', async () => {
    const { residentId, number, person } = await settled()
    const on = formatVietnamese(today())
    const csv = [
      movementColumns.join(','),
      `đến,${on},${number},${person.name},,"Nhà trọ Mẫu, Phường Mẫu Một"`,
      `đến,32/01/2026,${number},${person.name},,"Nhà trọ Mẫu"`,
    ].join('\n')
    const page = await house.open(registrar)
    await goTo(page, '/residence/movements')
    await page.getByRole('combobox', { name: 'Nơi làm việc, nơi trọ thuộc' }).fill('phuong mau mot')
    await page.locator('[role=option]').first().click()
    await page.getByLabel('Tên người báo').fill('Công ty Mẫu')
    const mimeType = 'text/csv'
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'list.csv', mimeType, buffer: Buffer.from([0xff, 0xfe, 0x80]) })
    await page.getByRole('button', { name: 'Nhận', exact: true }).click()
    await page.getByText('Tệp không phải UTF-8').waitFor()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'list.csv', mimeType, buffer: Buffer.from(csv) })
    await page.getByRole('button', { name: 'Nhận', exact: true }).click()
    await page.getByText('1 dòng mới · 0 dòng đã có · 1 dòng khớp với hồ sơ').waitFor()
    expect(await page.getByRole('row', { name: /^3\s+on/ }).innerText()).toMatch(/ngày\/tháng\/năm/)
    await inspectScreen(page, 'movements-import')
    await page.reload()
    await page.getByText('Bạn đã nhận: người khác xem lại').waitFor()
    const other = await house.open(colleague)
    await goTo(other, '/residence/movements')
    await inspectScreen(other, 'movements-review')
    const row = other.getByRole('row', { name: /Công ty Mẫu/ })
    await row.getByRole('button', { name: 'Ghi vào hồ sơ' }).click()
    await other.getByText('Đã ghi vào hồ sơ').waitFor()
    expect(await house.app.db.address.count({ where: { residentId, kind: 'TEMPORARY' } })).toBe(1)
  }, 120_000)

  test('a conflict case is opened from the record, and nobody has asked about the person', async () => {
    const { residentId, person } = await settled()
    const page = await house.open(registrar)
    await goTo(page, `/residence/record/${residentId}`)
    await page.getByRole('button', { name: 'Ai đã khai thác' }).click()
    await page.getByText('Chưa cơ quan nào khai thác').waitFor()
    await page.keyboard.press('F9')
    await page.keyboard.press('Space')
    await expectAccessible(page)
    await page.keyboard.press('Control+Enter')
    await heading(page, 'Vụ việc đối chiếu').waitFor()
    await page.getByRole('heading', { name: person.name }).waitFor()
    expect(await house.app.db.conflictCase.findFirst({ where: { residentId } })).toMatchObject({
      kinds: ['NAME'],
      origin: 'OFFICER',
    })
  }, 60_000)

  describe.each([desktop, phone])('at $width × $height', (size) => {
    test('its screens are accessible and whole', async () => {
      const { residentId } = await settled()
      const page = await house.open(registrar, size)
      for (const [path, title, name] of [
        ['/residence', 'Người vắng mặt', 'absences'],
        ['/residence/movements', 'Danh sách lưu trú', 'movements'],
        [`/residence/declare/${residentId}`, 'Khai báo cư trú', 'declare'],
        [`/residence/record/${residentId}`, 'Hồ sơ công dân', 'record'],
      ] as const) {
        await goTo(page, path)
        await heading(page, title).waitFor()
        await inspectScreen(page, `${name}-${size.width}`)
      }
    }, 120_000)
  })
})
