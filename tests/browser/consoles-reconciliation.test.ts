import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../core/dates/calendar-date.ts'
import type { FormAnswers } from '../../core/forms/answers.ts'
import { loadFormIntoRegister } from '../../server/registry/forms/load-form.ts'
import { openConflict } from '../../server/registry/reconciliation/open-conflict.ts'
import { proposeDecision } from '../../server/registry/reconciliation/propose-decision.ts'
import { recordSource } from '../../server/registry/reconciliation/record-source.ts'
import {
  acceptLocality,
  answersFor,
  answersOf,
  transmitted,
} from '../server/registry/reconciliation/transmitted-forms.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import { registerResident } from '../support/people.ts'
import { chromiumMissing } from './chromium.ts'
import { inspectScreen } from './inspect-screen.ts'
import { tabTo } from './keyboard.ts'
import { expectAccessible } from './accessible.ts'
import { type ConsoleUnderTest, desktop, goTo, openConsole, phone } from './console-under-test.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })

const focusRow = async (page: Page, field: string) => {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('j')
    const at = await page.evaluate(
      () => document.activeElement?.closest<HTMLElement>('tr')?.dataset['field'] ?? null,
    )
    if (at === field) return
  }
  throw new Error(`no row ${field}`)
}

describe.skipIf(chromiumMissing)('reconciliation in the browser', () => {
  let house: ConsoleUnderTest
  let registrar: Account
  let approver: Account
  let justice: Account
  let asking: Account
  let asked: Account

  beforeAll(async () => {
    house = await openConsole()
    await acceptLocality(house.app, '01')
    registrar = await hireOfficer(house.app, 'REGISTRAR')
    approver = await hireOfficer(house.app, 'APPROVER')
    justice = await hireOfficer(house.app, 'CIVIL_STATUS_OFFICER')
    asking = await hireOfficer(house.app, 'REGISTRAR', '00002')
    asked = await hireOfficer(house.app, 'REGISTRAR', '26735')
  })
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  /** A form that contradicts the register in middle name and day of birth, and waits for its case. */
  async function waitingCase(changes?: FormAnswers) {
    const known = await registerResident(house.app)
    const [family = '', , ...given] = known.person.name.split(' ')
    const name = [family, 'VĂN', ...given].join(' ')
    const answers = answersFor(known, changes ?? { name, birthDate: '05/02/1990', head: { name } })
    const serial = await transmitted(house.app, answers, { unitCode: '01' })
    const { conflictId } = await loadFormIntoRegister(house.app, registrar.actor, { serial })
    return { id: conflictId ?? '', serial, known, name }
  }

  test('one officer chooses row by row and proposes, another confirms, by the keyboard alone', async () => {
    const { id, serial, known, name } = await waitingCase()
    await recordSource(house.app, justice.actor, {
      id,
      source: 'CIVIL_STATUS',
      values: [
        { field: 'birthDate', value: '1990-02-05', unknown: false },
        { field: 'ethnicity', value: null, unknown: true },
        { field: 'nationality', value: null, unknown: false },
      ],
    })
    const maker = await house.open(registrar)
    await maker.keyboard.press('g')
    await maker.keyboard.press('o')
    await heading(maker, 'Đối chiếu').waitFor()
    await maker.getByRole('link', { name: known.person.name }).waitFor()
    await maker.keyboard.press('j')
    await maker.keyboard.press('Enter')
    await heading(maker, 'Vụ việc đối chiếu').waitFor()
    await maker.getByRole('button', { name }).waitFor()
    const row = (field: string) => maker.locator(`tr[data-field=${field}]`)
    expect(await row('name').innerText()).toMatch(/Khác chữ đệm/)
    expect(await row('birthDate').innerText()).toMatch(/Giấy khai sinh là giấy tờ hộ tịch gốc.*Điều 6/)
    expect(await row('birthDate').innerText()).toMatch(/nên lấy/)
    expect(await row('ethnicity').innerText()).toMatch(/ghi “không rõ”/)
    expect(await row('nationality').innerText()).toMatch(/bỏ trống/)
    expect(await row('name').innerText()).toMatch(/chưa tra cứu/)

    await focusRow(maker, 'name')
    await maker.keyboard.press('1')
    expect(await row('name').getByRole('button', { name }).getAttribute('aria-pressed')).toBe('true')
    await maker.keyboard.press('0')
    expect(await row('name').locator('output').innerText()).toBe('Giữ như CSDL')
    await maker.keyboard.press('e')
    await maker.keyboard.type('Nguyễn Thị Mẫu Đúng')
    await maker.keyboard.press('Enter')
    expect(await row('name').locator('output').innerText()).toMatch(/Nguyễn Thị Mẫu Đúng \(theo giấy tờ\)/)
    await maker.keyboard.press('0')
    await focusRow(maker, 'birthDate')
    await maker.keyboard.press('5')
    await inspectScreen(maker, 'conflict-choosing')
    await maker.keyboard.press('F4')
    await tabTo(maker, 'Số, ngày của giấy tờ')
    await maker.keyboard.type('12/1990')
    const scan = Buffer.from('%PDF-1.7 giấy khai sinh mẫu')
    await maker
      .locator('input[type=file]')
      .setInputFiles([{ name: 'giay-khai-sinh.pdf', mimeType: 'application/pdf', buffer: scan }])
    await maker.getByText('Đã gửi xong').waitFor()
    await inspectScreen(maker, 'conflict-paper')
    await maker.getByLabel('Số, ngày của giấy tờ').focus()
    await maker.keyboard.press('Control+Enter')
    await maker.getByText('Đã gửi đề xuất; chờ người khác duyệt').waitFor()
    await maker.getByText('Bạn là người đề xuất').waitFor()
    await inspectScreen(maker, 'conflict-proposed')

    const checker = await house.open(approver)
    await goTo(checker, '/reconciliation')
    await checker.getByRole('link', { name: known.person.name }).waitFor()
    await checker.keyboard.press('j')
    await checker.keyboard.press('Enter')
    await checker.getByRole('heading', { name: /Đề xuất: Cùng một người/ }).waitFor()
    await checker.getByText('Cán bộ Mẫu', { exact: true }).first().waitFor()
    await inspectScreen(checker, 'conflict-check')
    const paper = await checker.getByRole('link', { name: 'Xem bản quét' }).getAttribute('href')
    const shown = await checker.evaluate(async (href) => (await fetch(href)).text(), paper ?? '')
    expect(shown).toBe(scan.toString())
    await checker.keyboard.press('Control+Enter')
    await checker.getByText('Đã duyệt, vụ việc đã giải quyết').waitFor()
    const resident = await house.app.db.resident.findUniqueOrThrow({ where: { id: known.residentId } })
    expect(resident).toMatchObject({ birthDate: '1990-02-05', name: known.person.name })
    expect(await house.app.db.form.findUniqueOrThrow({ where: { serial } })).toMatchObject({
      status: 'LOADED',
    })
  }, 120_000)

  test('what a source says is written down by whoever keeps it: a value, nothing, or not known', async () => {
    const { id } = await waitingCase()
    const page = await house.open(justice)
    await goTo(page, `/reconciliation/conflicts/${id}`)
    await page.getByRole('button', { name: 'Ghi kết quả tra cứu' }).waitFor()
    await page.keyboard.press('F6')
    await page.getByText('mục khớp nhau').waitFor()
    const form = page.getByRole('form', { name: 'Ghi kết quả tra cứu' })
    expect(await form.getByLabel('Nguồn đã tra cứu').locator('option').allInnerTexts()).toEqual([
      'Sổ hộ tịch',
    ])
    await tabTo(page, 'Ngày, tháng, năm sinh: giá trị')
    await page.keyboard.type('05/02/1990')
    await form.getByLabel('Dân tộc', { exact: true }).selectOption('UNKNOWN')
    await form.getByLabel('Quốc tịch', { exact: true }).selectOption('EMPTY')
    await inspectScreen(page, 'source')
    await page.keyboard.press('Control+s')
    await page.getByText('Đã lưu kết quả tra cứu').waitFor()
    const values = await house.app.db.conflictValue.findMany({
      where: { caseId: id, source: 'CIVIL_STATUS' },
      orderBy: { field: 'asc' },
    })
    expect(values.map(({ field, value, unknown }) => [field, value, unknown])).toEqual([
      ['birthDate', '1990-02-05', false],
      ['ethnicity', null, true],
      ['nationality', null, false],
    ])
  }, 60_000)

  test('a refused proposal stays to be read and fills in nothing', async () => {
    const { id } = await waitingCase()
    await proposeDecision(house.app, registrar.actor, {
      id,
      outcome: 'SAME_PERSON',
      residentId: null,
      baseVersion: 1,
      confirmsRecord: false,
      documentKind: 'BIRTH_CERTIFICATE',
      documentNumber: '12/1990',
      documentSha256: null,
      fields: [{ field: 'birthDate', value: '1990-02-05' }],
    })
    const checker = await house.open(approver)
    await goTo(checker, `/reconciliation/conflicts/${id}`)
    await checker.getByRole('button', { name: 'Từ chối' }).waitFor()
    await checker.keyboard.press('F8')
    await checker.getByRole('dialog').getByLabel('Giấy tờ không khớp đề xuất').waitFor()
    await expectAccessible(checker)
    await checker.keyboard.press('ArrowDown')
    await checker.keyboard.press('Enter')
    await checker.getByText('Đã từ chối; vụ việc mở lại').waitFor()
    const maker = await house.open(registrar)
    await goTo(maker, `/reconciliation/conflicts/${id}`)
    await maker.getByRole('heading', { name: 'Đề xuất đã bị từ chối' }).waitFor()
    expect(await maker.locator('[aria-pressed=true]').count()).toBe(0)
    expect(await maker.getByLabel('Số, ngày của giấy tờ').inputValue()).toBe('')
    await maker.getByText('Không mục nào của CSDL thay đổi.').waitFor()
  }, 60_000)

  test('a case waits for a document until a day, and the worklist counts it there', async () => {
    const { id } = await waitingCase()
    const page = await house.open(registrar)
    await goTo(page, `/reconciliation/conflicts/${id}`)
    await page.getByLabel('Chờ giấy tờ đến ngày').fill('05/01/2199')
    await page.getByRole('button', { name: 'Để chờ giấy tờ' }).click()
    await page.getByText('Vụ việc chờ giấy tờ').waitFor()
    await goTo(page, '/reconciliation/state/WAITING_DOCUMENT')
    await page.getByText('chờ giấy tờ đến 05/01/2199').waitFor()
    await page.getByRole('option', { name: 'Chờ giấy tờ (1)' }).waitFor({ state: 'attached' })
    await page.getByLabel('Loại sai lệch').selectOption('SEX')
    await page.getByText('Không có vụ việc nào như vậy').waitFor()
  }, 60_000)

  /** Somebody whose form was collected in Hà Nội and whose permanent residence is in TP Hồ Chí Minh. */
  async function stayingHere() {
    const home = { province: 'Thành phố Hồ Chí Minh', commune: 'Phường Mẫu Mười Hai', house: 'Số 9' }
    const serial = await transmitted(house.app, answersOf({ permanentAddress: home }))
    const loaded = await loadFormIntoRegister(house.app, asking.actor, { serial })
    const residentId = loaded.residentId ?? ''
    const { name } = await house.app.db.resident.findUniqueOrThrow({ where: { id: residentId } })
    return { id: loaded.inquiryId ?? '', residentId, name }
  }

  test('an inquiry is received, answered item by item and made use of, by the keyboard alone', async () => {
    const { id, name } = await stayingHere()
    const books = await house.open(asked)
    await goTo(books, '/reconciliation/inquiries')
    await books.getByRole('link', { name }).waitFor()
    await inspectScreen(books, 'inquiries-in')
    await books.keyboard.press('j')
    await books.keyboard.press('Enter')
    await books.getByRole('button', { name: 'Tiếp nhận' }).waitFor()
    await books.keyboard.press('Control+Enter')
    await books.getByText('Đã tiếp nhận', { exact: true }).waitFor()
    await books.getByRole('button', { name: 'Gửi trả lời' }).waitFor()
    await books.keyboard.press('F8')
    await tabTo(books, 'Họ, chữ đệm và tên khai sinh: giá trị')
    await books.keyboard.type(name)
    await tabTo(books, 'Ngày, tháng, năm sinh: giá trị')
    await books.keyboard.type('15/02/1991')
    await inspectScreen(books, 'inquiry-answering')
    await books.keyboard.press('Control+Enter')
    await books.getByText('Đã gửi trả lời').waitFor()
    const page = await house.open(asking)
    await goTo(page, '/reconciliation/inquiries')
    await page.getByLabel('Chiều').selectOption('OUT')
    await page.getByRole('link', { name }).waitFor()
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByText('15/02/1991').waitFor()
    expect(await page.getByText('Không đăng ký tại đây').count()).toBe(4)
    await inspectScreen(page, 'inquiry-answered')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Kết quả mâu thuẫn: đã mở vụ việc đối chiếu').waitFor()
    const inquiry = await house.app.db.residenceInquiry.findUniqueOrThrow({ where: { id } })
    expect(inquiry).toMatchObject({ status: 'APPLIED' })
    expect(inquiry.conflictId).not.toBeNull()
  }, 120_000)

  test('an overdue inquiry says so to both sides; a doubted answer goes out again', async () => {
    const { id, name } = await stayingHere()
    await house.app.db.residenceInquiry.update({
      where: { id },
      data: { dueOn: new Date('2020-03-02T00:00:00Z') },
    })
    for (const [officer, direction] of [
      [asked, 'IN'],
      [asking, 'OUT'],
    ] as const) {
      const page = await house.open(officer)
      await goTo(page, '/reconciliation/inquiries')
      await page.getByLabel('Chiều').selectOption(direction)
      await page.getByLabel('Trạng thái').selectOption('SENT')
      await page.getByLabel('Chỉ phiếu quá hạn').check()
      const row = page.getByRole('row', { name: new RegExp(name) })
      await row.getByText('quá hạn').waitFor()
      expect(await row.innerText()).toMatch(/02\/03\/2020/)
      await inspectScreen(page, `inquiries-overdue-${direction}`)
    }
    await house.app.db.residenceInquiry.update({ where: { id }, data: { status: 'ANSWERED' } })
    const page = await house.open(asking)
    await goTo(page, `/reconciliation/inquiries/${id}`)
    await page.getByRole('button', { name: 'Hỏi lại' }).waitFor()
    await page.keyboard.press('F6')
    await page.locator('textarea:focus').pressSequentially('Số nhà không khớp.')
    await expectAccessible(page)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã hỏi lại, hạn trả lời mới').waitFor()
    await page.getByText('Nội dung hỏi: Số nhà không khớp.').waitFor()
  }, 60_000)

  test('an inquiry of other units looks like none', async () => {
    const { id } = await stayingHere()
    const elsewhere = await hireOfficer(house.app, 'REGISTRAR', '21551')
    const page = await house.open(elsewhere)
    await goTo(page, `/reconciliation/inquiries/${id}`)
    await page.getByText('Chưa thực hiện được').waitFor()
    expect(await page.getByRole('button', { name: 'Tiếp nhận' }).count()).toBe(0)
  }, 60_000)

  test('an officer sends an inquiry, and cancels it', async () => {
    const { residentId, id } = await stayingHere()
    await house.app.db.residenceInquiry.update({ where: { id }, data: { status: 'CANCELLED' } })
    const page = await house.open(asking)
    await goTo(page, `/reconciliation/inquiries/send/${residentId}`)
    await heading(page, 'Gửi phiếu xác minh').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã gửi, chờ tiếp nhận').waitFor()
    await page.getByRole('button', { name: 'Hủy phiếu' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Hủy phiếu' }).click()
    await page.getByText('Đã hủy phiếu xác minh').waitFor()
    expect(await house.app.db.residenceInquiry.count({ where: { residentId, status: 'CANCELLED' } })).toBe(2)
  }, 60_000)

  /** Somebody whose papers are lost. */
  async function provisional() {
    const serial = await transmitted(
      house.app,
      answersOf({ birthDate: '1950', ethnicity: { unknown: true } }),
      { unitCode: '01' },
    )
    const { residentId } = await loadFormIntoRegister(house.app, registrar.actor, { serial })
    return house.app.db.resident.findUniqueOrThrow({ where: { id: residentId ?? '' } })
  }

  test('a provisional record tells what is missing; what is found goes to a checker with its document', async () => {
    const { id, name } = await provisional()
    const page = await house.open(registrar)
    await goTo(page, '/reconciliation/provisional')
    const row = page.getByRole('row', { name: new RegExp(name) })
    expect(await row.innerText()).toMatch(/Dân tộc/)
    await row.getByRole('button', { name: 'Bổ sung' }).click()
    await page.getByLabel('Dân tộc', { exact: true }).selectOption('UNKNOWN')
    await inspectScreen(page, 'provisional-follow-up')
    await page.keyboard.press('Control+s')
    await page.getByText('Đã lưu lần theo dõi').waitFor()
    const visited = row.getByText(/\d\d\/\d\d\/\d{4}/)
    await visited.first().waitFor()
    await row.getByRole('button', { name: 'Bổ sung' }).click()
    await page.getByLabel('Dân tộc: giá trị').fill('Tày')
    await page.getByLabel('Ngày, tháng, năm sinh: giá trị').fill('07/03/1950')
    await page.getByLabel('Số, ngày của giấy tờ').fill('07/1950')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã đề xuất hồ sơ chính thức; chờ người khác duyệt').waitFor()
    const checker = await house.open(approver)
    await goTo(checker, '/reconciliation')
    await checker.getByRole('link', { name }).click()
    await checker.getByText('Hồ sơ tạm thành hồ sơ chính thức.').waitFor()
    await checker.keyboard.press('Control+Enter')
    await checker.getByText(/^Đã duyệt/).waitFor()
    expect(await house.app.db.resident.findUniqueOrThrow({ where: { id } })).toMatchObject({
      provisional: false,
      ethnicity: 'Tày',
      birthDate: '1950-03-07',
    })
  }, 90_000)

  describe.each([desktop, phone])('at $width × $height', (size) => {
    test('its screens are accessible and whole', async () => {
      const { id, known } = await waitingCase()
      const inquiry = await stayingHere()
      await provisional()
      await openConflict(house.app, registrar.actor, {
        residentId: known.residentId,
        kinds: ['ETHNICITY', 'RESIDENCE'],
        dueOn: parseCalendarDate('2199-01-05'),
      })
      const page = await house.open(registrar, size)
      for (const [path, title, name] of [
        ['/reconciliation', 'Đối chiếu', 'worklist'],
        [`/reconciliation/conflicts/${id}`, 'Vụ việc đối chiếu', 'conflict'],
        ['/reconciliation/inquiries', 'Phiếu xác minh', 'inquiries'],
        [`/reconciliation/inquiries/${inquiry.id}`, 'Phiếu xác minh', 'inquiry'],
        [`/reconciliation/inquiries/send/${inquiry.residentId}`, 'Gửi phiếu xác minh', 'send'],
        ['/reconciliation/provisional', 'Hồ sơ tạm', 'provisional'],
      ] as const) {
        await goTo(page, path)
        await heading(page, title).waitFor()
        await inspectScreen(page, `${name}-${size.width}`)
      }
    }, 120_000)
  })
})
