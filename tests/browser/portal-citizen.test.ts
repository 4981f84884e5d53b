/** The page of those who signed in, in front of a whole server: sign in, apply, change, complain; and the officer who answers. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formatVietnamese, parsePartialDate } from '../../core/dates/calendar-date.ts'
import { codeOf } from '../../server/portal/sign-in/one-time-code.ts'
import { minutes, publicUrl } from '../support/app.ts'
import { applicationIn } from '../support/files.ts'
import { hireOfficer } from '../support/officers.ts'
import { type Applicant, makeChild, registerResident } from '../support/people.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import {
  type ConsoleUnderTest,
  desktop,
  expectNothingCut,
  firstBuild,
  openConsole,
  phone,
} from './console-under-test.ts'

/** The narrowest telephone there is. */
const narrow = { width: 320, height: 640 }
/** A folder for pictures of the screens, for whoever wants to look at them. */
const pictures = process.env['CONSOLE_PICTURES']

describe.skipIf(chromiumMissing)('the citizen’s page', () => {
  let running: ConsoleUnderTest
  let page: Page
  let addresses: string[]

  beforeAll(async () => {
    running = await openConsole()
  }, firstBuild)

  afterAll(() => running?.close())

  beforeEach(async () => {
    running.advanceClock(minutes(61))
    page = await running.visit(phone)
    addresses = []
    page.on('request', (request) => addresses.push(request.url()))
  })

  afterEach(() => running.leave())

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const field = (name: string) => page.getByRole('textbox', { name })
  const part = (name: string) => page.getByRole('link', { name, exact: true })
  const isFocused = (node: Element) => node === document.activeElement

  async function inspect(name: string, screen = page): Promise<void> {
    await expectAccessible(screen)
    await expectNothingCut(screen)
    if (pictures) await screen.screenshot({ path: `${pictures}/citizen-${name}.png`, fullPage: true })
  }

  /** By keys alone: number, birth date, code. */
  async function signIn({ number, person }: Applicant): Promise<void> {
    await page.goto(`${publicUrl}/cong-dan`)
    await field('Số định danh').focus()
    await page.keyboard.type(number.replaceAll(/(\d{3})/g, '$1 '))
    await page.keyboard.press('Tab')
    await page.keyboard.type(formatVietnamese(parsePartialDate(person.birthDate)))
    await page.keyboard.press('Enter')
    await expect
      .poll(() =>
        field('Mã 6 chữ số')
          .evaluate(isFocused)
          .catch(() => false),
      )
      .toBe(true)
    const challenge = await running.app.db.otpChallenge.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    await page.keyboard.type(codeOf(running.app, challenge.id))
    await page.keyboard.press('Enter')
    await button('Đăng xuất').waitFor()
  }

  test('is entered by keys alone, and shows every file with its code; what was typed is nowhere', async () => {
    const person = await registerResident(running.app)
    const file = await applicationIn(running.app, 'AWAITING_APPROVAL', {
      applicant: person,
      phone: '0912345678',
    })
    await page.goto(`${publicUrl}/cong-dan`)
    await button('Gửi mã cho tôi').click()
    await page.getByText('phải gồm đúng 12 chữ số').waitFor()
    await inspect('sign-in')
    await signIn(person)
    await page.getByText(file.code).waitFor()
    await inspect('files')
    const told = [person.number, person.person.name, '0912345678']
    expect(addresses.filter((address) => told.some((word) => address.includes(word)))).toEqual([])
    expect(await page.evaluate(() => [sessionStorage.length, document.cookie])).toEqual([0, ''])
    await button('Đổi liên lạc').click()
    await field('Số điện thoại').fill('0987654321')
    await button('Lưu').click()
    await page.getByText('Đã ghi liên lạc mới.').waitFor()
    await page.getByText('0987654321').waitFor()
    await button('Rút hồ sơ').click()
    await button('Đồng ý').click()
    await page.getByRole('heading', { name: 'Hồ sơ đã được rút' }).waitFor()
    await button('Đăng xuất').click()
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor()
  })

  test('a mother applies for her child with a page from her telephone, and sees the file at once', async () => {
    const [mother, child] = [
      await registerResident(running.app),
      await registerResident(running.app, makeChild()),
    ]
    await running.app.db.relationship.create({
      data: { residentId: child.residentId, kind: 'MOTHER', relatedId: mother.residentId, name: 'x' },
    })
    await page.setViewportSize(narrow)
    await signIn(mother)
    await page.getByRole('combobox', { name: 'Làm cho' }).selectOption({ index: 1 })
    await part('Nộp, khai trước').click()
    const heading = page.getByRole('heading', { name: 'Nộp trực tuyến' })
    await expect.poll(() => heading.evaluate(isFocused).catch(() => false)).toBe(true)
    await field('Số điện thoại').first().fill('0912345678')
    await field('Tìm điểm').fill('Mẫu')
    await button('Tìm điểm thu nhận, trả thẻ').click()
    await button('Điểm thu nhận Mẫu').click()
    await button('Lưu bản khai').click()
    await page.getByText('Đã lưu.').waitFor()
    await page.setInputFiles('input[type=file]', {
      name: 'giay-khai-sinh.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]),
    })
    await button('Xóa: Giấy khai sinh, trang 1').waitFor()
    await inspect('apply-online')
    await button('Nộp hồ sơ').click()
    await page.getByText('Hãy chọn điểm thu nhận giải quyết hồ sơ.').waitFor()
    const answering = page.getByRole('group', { name: 'Điểm thu nhận giải quyết hồ sơ' })
    await answering.getByRole('textbox').fill('Mẫu')
    await answering.getByRole('button', { name: 'Tìm điểm' }).click()
    await answering.getByRole('button', { name: 'Điểm thu nhận Mẫu', exact: true }).click()
    await page.getByRole('checkbox').check()
    await button('Nộp hồ sơ').click()
    await page.getByText('Đã nộp hồ sơ. Mã hồ sơ:').waitFor()
    const made = await running.app.db.application.findFirstOrThrow({
      where: { residentId: child.residentId },
    })
    await part('Hồ sơ và thẻ').click()
    await page.getByText(made.code).waitFor()
    await inspect('child-file')
  })

  /** At the officer's own screen, by keys alone: the worklist, the ticket, taking it, the answer. */
  async function answerAsOfficer(): Promise<void> {
    const screen = await running.open(await hireOfficer(running.app, 'APPROVER'))
    const { keyboard } = screen
    await keyboard.press('g')
    await keyboard.press('j')
    await screen.getByRole('heading', { name: 'Phản ánh, khiếu nại', level: 1 }).waitFor()
    await screen.getByRole('row', { name: /PA-/ }).waitFor()
    await inspect('worklist', screen)
    await keyboard.press('j')
    await keyboard.press('Enter')
    await screen.getByText('vì sao hồ sơ bị trả lại').waitFor()
    await keyboard.press('F2')
    await screen.getByText('Đã nhận thụ lý.').waitFor()
    await inspect('ticket', screen)
    await keyboard.press('F2')
    await screen.getByRole('radio', { name: 'Không đúng' }).check()
    await screen
      .getByRole('textbox', { name: 'Nội dung trả lời' })
      .fill('Ảnh bị mờ, đề nghị chụp lại tại bàn.')
    await inspect('answer', screen)
    await screen.getByRole('button', { name: 'Gửi trả lời' }).click()
    await screen.getByText('Đã gửi trả lời cho công dân.').waitFor()
    await screen.setViewportSize(phone)
    await inspect('ticket-phone', screen)
  }

  test('a ticket is filed, answered and appealed against; the session that ended meanwhile says so', async () => {
    const person = await registerResident(running.app)
    await applicationIn(running.app, 'RETURNED', { applicant: person, reasonCodes: ['PORTRAIT_UNSUITABLE'] })
    await page.setViewportSize(desktop)
    await signIn(person)
    await button('Chọn lịch đến bổ sung').waitFor()
    await inspect('returned')
    await part('Phản ánh, khiếu nại').click()
    await page.getByRole('combobox', { name: 'Hình thức' }).selectOption({ label: 'Khiếu nại' })
    await page.getByRole('combobox', { name: 'Về hồ sơ' }).selectOption({ index: 1 })
    await field('Nội dung').fill('Ảnh của tôi chụp rõ, vì sao hồ sơ bị trả lại?')
    await button('Gửi phản ánh').click()
    await page.getByText('Đã gửi. Số phản ánh:').waitFor()
    await page.getByText('Luật Khiếu nại').waitFor()
    await answerAsOfficer()
    await page.reload()
    await page.getByText('Ảnh bị mờ').waitFor()
    await button('Không đồng ý, đề nghị giải quyết lần hai').click()
    await field('Vì sao bạn không đồng ý').fill('Tôi đã xem lại ảnh, ảnh không mờ.')
    await inspect('grievance')
    await button('Gửi').click()
    await page.getByText('Đã gửi lên cấp trên.').waitFor()
    await part('Ai đã tra cứu').click()
    await page.getByText('Chưa có cơ quan nào tra cứu').waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await inspect('asked-english')
    running.advanceClock(minutes(31))
    await part('Complaints').click()
    await page.getByText('Your session has ended.').waitFor()
    await inspect('ended')
  })
})
