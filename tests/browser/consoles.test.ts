import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { publicUrl } from '../support/app.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import { makePerson, registerResident } from '../support/people.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import {
  type ConsoleUnderTest,
  desktop,
  expectNothingCut,
  firstBuild,
  goTo,
  openConsole,
  phone,
  signInAs,
} from './console-under-test.ts'
import { issuedForms, scannedForms, sentForms } from './consoles-forms.ts'
import { settled } from './settled.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })
const hasFocus = (page: Page, selector: string) =>
  page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)

describe.skipIf(chromiumMissing)('the staff consoles', () => {
  let house: ConsoleUnderTest
  let registrar: Account
  let approver: Account
  let operator: Account
  let collector: Account

  beforeAll(async () => {
    house = await openConsole()
    registrar = await hireOfficer(house.app, 'REGISTRAR')
    approver = await hireOfficer(house.app, 'APPROVER')
    operator = await hireOfficer(house.app, 'KEY_ENTRY_OPERATOR')
    collector = await hireOfficer(house.app, 'COLLECTOR')
  }, firstBuild)
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  test('a wrong password is refused in plain words; the right one opens what the role may do', async () => {
    const page = await house.visit()
    await page.getByLabel('Tên đăng nhập').waitFor()
    expect(await hasFocus(page, 'input[name=username]')).toBe(true)
    await expectAccessible(page)
    await signInAs(page, { ...registrar, password: 'mat-khau-khac-hoan-toan' })
    await page.getByText('Tên đăng nhập hoặc mật khẩu không đúng').waitFor()
    await signInAs(page, registrar)
    await heading(page, 'Công việc').waitFor()
    expect(await page.locator('.who').innerText()).toMatch(/Cán bộ quản lý dân cư · Thành phố Hà Nội/)
    const names = await page.locator('.nav-link > span:first-child').allInnerTexts()
    expect(names).toContain('Công dân')
    expect(names).not.toContain('Nhập phiếu')
    await goTo(page, '/key-entry')
    await heading(page, 'Bạn không có quyền mở trang này').waitFor()
    await page.getByRole('button', { name: 'Đăng xuất' }).click()
    await page.getByLabel('Tên đăng nhập').waitFor()
    expect((await page.context().cookies()).filter(({ value }) => value !== '')).toEqual([])
  })

  test('every screen is reached by keys alone, and takes the focus', async () => {
    const [serial = ''] = await issuedForms(house.app, 2)
    const page = await house.open(registrar)
    expect(await hasFocus(page, 'h1')).toBe(true)
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await heading(page, 'Phiếu thu thập').waitFor()
    expect(await hasFocus(page, 'h1')).toBe(true)
    expect(await page.title()).toMatch(/^Phiếu thu thập · /)
    await goTo(page, '/forms/state/ISSUED')
    await page.getByRole('link', { name: serial }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await heading(page, `Phiếu ${serial}`).waitFor()
    await page.keyboard.press('Alt+Digit1')
    await heading(page, 'Công việc').waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Tìm công dân').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    expect(await hasFocus(page, '.quick-search input')).toBe(true)
    await page.keyboard.type('gp')
    expect(await page.locator('.quick-search input').inputValue()).toBe('gp')
  })

  test('the skip link leads past the navigation', async () => {
    const page = await house.open(registrar)
    await page.getByRole('link', { name: 'Đến nội dung chính' }).focus()
    await page.keyboard.press('Enter')
    expect(await hasFocus(page, 'main')).toBe(true)
  })

  test('a resident is found by number, by name without accents and year; the address says nothing of it', async () => {
    const person = makePerson({ name: 'PHẠM THỊ HƯỜNG MẪU' })
    const { number } = await registerResident(house.app, person)
    const page = await house.open(registrar)
    const addresses: string[] = []
    page.on('request', (request) => addresses.push(request.url()))
    await page.keyboard.press('/')
    await page.keyboard.type(number)
    await page.keyboard.press('Enter')
    await page.getByRole('cell', { name: person.name }).waitFor()
    const box = page.getByLabel('Số định danh, số CMND cũ, hoặc họ tên và năm sinh')
    expect(await box.inputValue()).toBe(number)
    await box.fill('pham thi huong mau 1990')
    await box.press('Enter')
    await page.getByText('họ tên không dấu').waitFor()
    await box.fill('huong')
    await box.press('Enter')
    await page.getByText('Cần thêm thông tin').waitFor()
    expect(page.url()).toBe(`${publicUrl}/console/residents`)
    expect(addresses.filter((url) => url.includes(number) || /huong/i.test(url))).toEqual([])
  })

  test('a session that ends asks for the password over the work, and loses nothing', async () => {
    const page = await house.open(collector)
    await goTo(page, '/forms/steps/declare')
    const [serial = ''] = await issuedForms(house.app, 1)
    await page.getByLabel('Quét hoặc gõ số phiếu').fill(serial)
    await page.keyboard.press('Enter')
    await house.app.db.officerSession.deleteMany({ where: { officerId: collector.actor.id } })
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').getByText('Phiên làm việc đã hết hạn').waitFor()
    await expectAccessible(page)
    await signInAs(page, collector)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('list', { name: 'Danh sách phiếu đã quét' }).getByText(serial).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã ký 1 phiếu: Ký kê khai').waitFor()
  })

  test('without a line to the server says so, keeps what was typed, and goes on when it is back', async () => {
    const page = await house.open(registrar)
    await goTo(page, '/residents')
    const box = page.getByLabel('Số định danh, số CMND cũ, hoặc họ tên và năm sinh')
    await box.fill('nguyen thi khong co 1990')
    await page.context().setOffline(true)
    await box.press('Enter')
    await page.getByText('Không kết nối được với máy chủ').waitFor()
    await expectAccessible(page)
    expect(await box.inputValue()).toBe('nguyen thi khong co 1990')
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Thử lại' }).click()
    await page.getByText('Không có ai phù hợp').waitFor()
  })

  test('speaks English at a press, and remembers it', async () => {
    const page = await house.open(registrar)
    await page.getByRole('button', { name: 'English' }).click()
    await heading(page, 'My work').waitFor()
    expect(await page.getAttribute('html', 'lang')).toBe('en')
    await page.reload()
    await heading(page, 'My work').waitFor()
  })

  test('a stack is signed together or not at all, and a wrong serial is told at once', async () => {
    const serials = await issuedForms(house.app, 3)
    const page = await house.open(collector)
    await goTo(page, '/forms/steps/check')
    const reader = page.getByLabel('Quét hoặc gõ số phiếu')
    await reader.waitFor()
    for (const text of [...serials, serials[0] ?? '', 'DC01-26-01-0000001-Z']) {
      await reader.fill(text)
      await reader.press('Enter')
    }
    await page.getByText('Số phiếu không đúng').waitFor()
    expect(await page.locator('.stack-list li').count()).toBe(3)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Hồ sơ không ở trạng thái cho phép').waitFor()
    const states = await house.app.db.form.findMany({ where: { serial: { in: [...serials] } } })
    expect(states.map(({ status }) => status)).toEqual(['ISSUED', 'ISSUED', 'ISSUED'])
  })

  test('a parcel is received only when it holds what its list says', async () => {
    const { serials } = await sentForms(house.app, 2)
    const page = await house.open(operator)
    await goTo(page, '/forms/transfers')
    await page.getByRole('button', { name: 'Nhận', exact: true }).first().click()
    const reader = page.getByLabel('Quét hoặc gõ số phiếu')
    const [first = '', second = ''] = serials
    await reader.fill(first)
    await reader.press('Enter')
    await page.keyboard.press('Control+Enter')
    await page.getByText('thiếu 1, thừa 0').waitFor()
    await reader.fill(second)
    await reader.press('Enter')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã nhận 2 phiếu').waitFor()
  })

  test('a correction goes from its maker to another checker, who sees what changes', async () => {
    const { residentId, person } = await registerResident(house.app, makePerson({ ethnicity: 'Tày' }))
    const maker = await house.open(registrar)
    await goTo(maker, `/corrections/propose/${residentId}`)
    await maker.getByLabel('Dân tộc').fill('Nùng')
    await maker.getByText('Hiện có: Tày').waitFor()
    await maker.getByLabel('Số, ngày của giấy tờ').fill('12/2020')
    await expectAccessible(maker)
    await maker.keyboard.press('Control+Enter')
    await maker.getByText('Đã lưu đề nghị').waitFor()
    await maker.getByRole('article', { name: person.name }).getByRole('button', { name: 'Gửi duyệt' }).click()
    await maker.getByText('Đã gửi duyệt').waitFor()
    const checker = await house.open(approver)
    await goTo(checker, '/corrections')
    const card = checker.getByRole('article', { name: person.name })
    expect(await card.locator('del').innerText()).toBe('Tày')
    expect(await card.locator('ins').innerText()).toBe('Nùng')
    await expectAccessible(checker)
    await card.getByRole('button', { name: 'Từ chối' }).click()
    await checker.getByRole('dialog').getByLabel('Giấy tờ không khớp nội dung').waitFor()
    await expectAccessible(checker)
    await checker.keyboard.press('Escape')
    await card.getByRole('button', { name: 'Duyệt', exact: true }).click()
    await checker.getByText('Đã duyệt và cập nhật hồ sơ').waitFor()
    const resident = await house.app.db.resident.findUniqueOrThrow({ where: { id: residentId } })
    expect(resident.ethnicity).toBe('Nùng')
  }, 60_000)

  describe.each([desktop, phone])('at $width × $height', (size) => {
    let serial: string
    let residentId: string

    beforeAll(async () => {
      ;[serial = ''] = await scannedForms(house.app, 1)
      await sentForms(house.app, 1)
      residentId = (await registerResident(house.app)).residentId
    })

    async function tour(account: Account, screens: readonly (readonly [string, string])[]): Promise<void> {
      const page = await house.open(account, size)
      for (const [path, title] of screens) {
        await goTo(page, path)
        await heading(page, title).waitFor()
        await settled(page)
        await expectAccessible(page)
        await expectNothingCut(page)
      }
    }

    test("a registrar's screens are accessible and whole", async () => {
      await tour(registrar, [
        ['/', 'Công việc'],
        ['/residents', 'Công dân'],
        ['/forms/state/ISSUED', 'Phiếu thu thập'],
        ['/forms/print-runs', 'Đợt in phiếu'],
        [`/forms/${serial}`, `Phiếu ${serial}`],
        ['/corrections/mine', 'Đề nghị điều chỉnh của bạn'],
        [`/corrections/propose/${residentId}`, 'Đề nghị điều chỉnh'],
        ['/nowhere', 'Không có trang này'],
      ])
    }, 120_000)

    test("an operator's screens are accessible and whole", async () => {
      await tour(operator, [
        ['/', 'Công việc'],
        ['/forms/steps', 'Ký theo xấp'],
        ['/forms/transfers', 'Bàn giao phiếu'],
        ['/forms/transmissions', 'Truyền dữ liệu'],
        ['/key-entry', 'Nhập phiếu'],
        [`/key-entry/${serial}`, `Nhập phiếu ${serial}`],
      ])
    }, 120_000)

    test("an approver's screens are accessible and whole", async () => {
      await tour(approver, [
        ['/', 'Công việc'],
        ['/corrections', 'Điều chỉnh'],
      ])
    }, 60_000)
  })

  test('runs nothing but its own files; each page draws a nonce of its own', async () => {
    const first = await fetch(`${house.url}/console/`)
    const policy = first.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe')
    const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1] ?? ''
    const html = await first.text()
    expect(html).toContain(`content="${nonce}"`)
    expect(first.headers.get('cache-control')).toBe('no-store')
    const deep = await fetch(`${house.url}/console/forms/state/ISSUED`)
    expect(deep.status).toBe(200)
    expect(deep.headers.get('content-security-policy')).not.toBe(policy)
    expect((await fetch(`${house.url}/console`, { redirect: 'manual' })).status).toBe(308)
    expect((await fetch(`${house.url}/console/assets/missing.js`)).status).toBe(404)
    const script = /src="(\/console\/assets\/[^"]+\.js)"/.exec(html)?.[1]
    const brotli = await fetch(house.url + script, { headers: { 'accept-encoding': 'br' } })
    expect(brotli.headers.get('content-encoding')).toBe('br')
    expect(brotli.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  test('the way in is small: what another screen needs is not loaded yet', async () => {
    const page = await house.visit()
    await page.getByLabel('Tên đăng nhập').waitFor()
    const loaded = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .flatMap((entry) => (entry instanceof PerformanceResourceTiming ? [entry] : []))
        .filter(({ name }) => name.endsWith('.js'))
        .map(({ name, encodedBodySize }) => ({ name, encodedBodySize })),
    )
    expect(loaded.filter(({ name }) => /(?<!\/home)-screen/.test(name))).toEqual([])
    expect(loaded.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)).toBeLessThan(240_000)
  })
})
