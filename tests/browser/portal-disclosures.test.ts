/** The citizen's page in front of a whole server: who asked about the holder of a file. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseCalendarDate, formatVietnamese } from '../../core/dates/calendar-date.ts'
import { ensureWebBundles } from '../../server/web-bundles.ts'
import { ask, claimsOf, openAgency, type TestAgency } from '../server/registry/sharing/agencies.ts'
import { minutes, type TestApp, testApp } from '../support/app.ts'
import { cardInHand } from '../support/cards-in-hand.ts'
import { applicationIn } from '../support/files.ts'
import { type HttpServer, openHttp, ready } from '../support/http.ts'
import { type Applicant, registerResident } from '../support/people.ts'
import { chromiumMissing, launchChromium } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import { noteAccidents } from './accidents.ts'
import { desktop, expectNothingCut, firstBuild, phone } from './console-under-test.ts'

interface Citizen extends Applicant {
  readonly code: string
  readonly birthDate: string
}

describe.skipIf(chromiumMissing)('who asked, on the citizen’s page', () => {
  let running: TestApp
  let server: HttpServer
  let agency: TestAgency
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let accidents: string[]
  let addresses: string[]

  beforeAll(async () => {
    running = await testApp()
    server = await openHttp(running, ready, await ensureWebBundles({ log: () => undefined }))
    agency = await openAgency(running.app, { name: 'Cục Thuế tỉnh Mẫu' })
    browser = await launchChromium()
  }, firstBuild)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await running?.close()
  })

  beforeEach(async () => {
    accidents = []
    addresses = []
    context = await browser.newContext({ viewport: desktop })
    page = await context.newPage()
    noteAccidents(page, accidents, { mayBeRefused: true })
    page.on('request', (request) => addresses.push(request.url()))
  })

  afterEach(async () => {
    await context.close()
    if (accidents.length > 0) throw new Error(`The page reported: ${accidents.join('\n')}`)
  })

  async function citizen(): Promise<Citizen> {
    const applicant = await registerResident(running.app)
    const { code } = await applicationIn(running.app, 'ISSUED', { applicant })
    return { ...applicant, code, birthDate: formatVietnamese(parseCalendarDate(applicant.person.birthDate)) }
  }

  const askAbout = ({ number }: Citizen, fields: readonly string[]) =>
    ask(server, agency, claimsOf(running.app, agency, number, { fields, subject: { number } }))

  const link = () => page.getByRole('link', { name: 'Ai đã tra cứu thông tin của tôi?' })
  const heading = () => page.getByRole('heading', { name: 'Ai đã tra cứu thông tin của tôi?' })
  const field = (name: string) => page.getByRole('textbox', { name })
  const agencies = () => page.getByRole('heading', { level: 3 })
  const isFocused = (node: Element) => node === document.activeElement

  async function open(): Promise<void> {
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Tra cứu', exact: true, disabled: false }).waitFor()
    await link().click()
    await heading().waitFor()
  }

  async function askWith({
    code,
    birthDate,
    number,
  }: Pick<Citizen, 'code' | 'birthDate'> & { number: string }) {
    await field('Mã hồ sơ').fill(code)
    await field('Ngày sinh').fill(birthDate)
    await field('Số định danh').fill(number)
    await page.getByRole('button', { name: 'Xem ai đã tra cứu' }).click()
  }

  test('is found by keys alone from the status of a file, with code and birth date typed once', async () => {
    const person = await citizen()
    await askAbout(person, ['name', 'permanentAddress'])
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Tra cứu', exact: true, disabled: false }).waitFor()
    await field('Mã hồ sơ').focus()
    await page.keyboard.type(person.code)
    await page.keyboard.press('Tab')
    await page.keyboard.type(person.birthDate)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Thẻ đã được trả' }).waitFor()
    for (const _ of ['print', 'again', 'fee', 'link']) await page.keyboard.press('Tab')
    expect(await link().evaluate(isFocused)).toBe(true)
    await page.keyboard.press('Enter')
    await heading().waitFor()
    await expect.poll(() => heading().evaluate(isFocused)).toBe(true)
    expect(await field('Mã hồ sơ').inputValue()).toBe(person.code)
    expect(await field('Ngày sinh').inputValue()).toBe(person.birthDate)
    for (const _ of ['code', 'birthDate', 'number']) await page.keyboard.press('Tab')
    await page.keyboard.type(person.number.replaceAll(/(\d{3})/g, '$1 '))
    await page.keyboard.press('Enter')
    await agencies().first().waitFor()
    const list = await page.getByRole('listitem').allInnerTexts()
    expect(list).toHaveLength(1)
    expect(list[0]).toMatch(
      /Cục Thuế tỉnh Mẫu\s+Ngày\s+02\/03\/2026\s+Mục đích\s+Quản lý thuế\s+Thông tin[^]*khai sinh · Nơi thường trú/,
    )
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Thẻ đã được trả' }).waitFor()
    expect(await link().evaluate(isFocused)).toBe(true)
    expect(page.url()).toBe(`${server.url}/`)
    const told = [person.number, person.code, '1990']
    expect(addresses.filter((address) => told.some((word) => address.includes(word)))).toEqual([])
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      '',
    ])
  })

  test('beside it a lost card is reported by keys alone, and locked', async () => {
    const card = await cardInHand(running.app)
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Tra cứu', exact: true, disabled: false }).waitFor()
    await page.getByRole('link', { name: 'Báo mất thẻ, khóa thẻ ngay' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Báo mất thẻ căn cước' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Tab')
    for (const text of [card.code, '20/05/1990', card.number]) {
      await page.keyboard.type(text)
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText('Thẻ đã bị khóa').first().waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.setViewportSize(phone)
    await expectNothingCut(page)
    if (process.env['CONSOLE_PICTURES'])
      await page.screenshot({
        path: `${process.env['CONSOLE_PICTURES']}/portal-lost-card.png`,
        fullPage: true,
      })
    const { status } = await running.app.db.card.findUniqueOrThrow({ where: { id: card.id } })
    const measure = await running.app.db.cardMeasure.findFirstOrThrow({ where: { cardId: card.id } })
    expect([status, measure.ground, measure.channel]).toEqual(['LOCKED', 'STOLEN', 'PORTAL'])
    expect(
      addresses.filter((address) => address.includes(card.number) || address.includes(card.code)),
    ).toEqual([])
  })

  test('says so when nobody has asked, and forgets the number when the view is left', async () => {
    const person = await citizen()
    await open()
    await askWith(person)
    await page.getByText('Chưa có cơ quan nào tra cứu').waitFor()
    await expectAccessible(page)
    await page.goBack()
    await link().waitFor()
    await link().click()
    await heading().waitFor()
    expect(await field('Số định danh').inputValue()).toBe('')
  })

  test('refuses another person’s number and a wrong birth date in the same words, keeping what was typed', async () => {
    const [person, other] = [await citizen(), await citizen()]
    await askAbout(other, ['name'])
    await open()
    await askWith({ ...person, number: other.number })
    const refusal = () => page.getByRole('alert').innerText()
    const words = await refusal()
    expect(words).toContain('không cùng là của một người')
    await expectAccessible(page)
    const answered = page.waitForResponse(`${server.url}/graphql`)
    await askWith({ ...person, birthDate: '21/05/1990' })
    await answered
    await expect.poll(refusal).toBe(words)
    expect(await field('Số định danh').inputValue()).toBe(person.number)
    expect(await agencies().count()).toBe(0)
  })

  test('tells of mistyped fields beside them, without asking the server', async () => {
    await open()
    await askWith({ code: 'HN001', birthDate: '31/02/1990', number: '0123' })
    await page.getByText('phải gồm đúng 12 chữ số').waitFor()
    expect(await field('Mã hồ sơ').evaluate(isFocused)).toBe(true)
    expect(await field('Số định danh').getAttribute('aria-invalid')).toBe('true')
    await expectAccessible(page)
    expect(addresses.filter((address) => address.endsWith('/graphql'))).toEqual([])
  })

  test('shows twenty, then the rest, and moves on to the first of the rest', async () => {
    const person = await citizen()
    for (let i = 0; i < 22; i++) {
      running.advanceClock(minutes(1))
      await askAbout(person, i < 2 ? ['sex'] : ['name', 'birthDate'])
    }
    await open()
    await askWith(person)
    await agencies().first().waitFor()
    expect(await agencies().count()).toBe(20)
    await page.getByRole('button', { name: 'Xem thêm' }).click()
    await expect.poll(() => agencies().count()).toBe(22)
    await expect.poll(() => agencies().nth(20).evaluate(isFocused)).toBe(true)
    expect(await page.getByRole('listitem').nth(21).innerText()).toContain('Giới tính')
    expect(await page.getByRole('button', { name: 'Xem thêm' }).count()).toBe(0)
  })

  test('without a connection says so, keeps the number, and asks again', async () => {
    const person = await citizen()
    await open()
    await context.setOffline(true)
    await askWith(person)
    await page.getByText('Không kết nối được').waitFor()
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Thử lại' }).click()
    await page.getByText('Chưa có cơ quan nào tra cứu').waitFor()
  })

  test('says so where the view itself cannot be fetched, and opens it on the next try', async () => {
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Tra cứu', exact: true, disabled: false }).waitFor()
    await page.route('**/assets/disclosures-view-*.js', (route) => route.abort())
    await link().click()
    await page.getByText('Không kết nối được').waitFor()
    await expectAccessible(page)
    await page.unroute('**/assets/disclosures-view-*.js')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('link', { name: 'Who has looked up my data?' }).click()
    await page.getByRole('heading', { name: 'Who has looked up my data?' }).waitFor()
  })

  test('a code that comes by the address leads back to the status of that file', async () => {
    const person = await citizen()
    await open()
    await page.evaluate((code) => window.location.assign(`#${code}`), person.code)
    await page.getByRole('button', { name: 'Tra cứu', exact: true }).waitFor()
    expect(await field('Mã hồ sơ').inputValue()).toBe(person.code)
    expect(await field('Ngày sinh').evaluate(isFocused)).toBe(true)
    expect(page.url()).toBe(`${server.url}/`)
  })

  test.each([
    [desktop, 'Tiếng Việt'],
    [phone, 'Tiếng Việt'],
    [phone, 'English'],
  ] as const)('form and list fit %o, accessible, in %s', async (size, language) => {
    await page.setViewportSize(size)
    const person = await citizen()
    await askAbout(person, ['name', 'birthDate', 'sex', 'permanentAddress'])
    running.advanceClock(minutes(1))
    await ask(
      server,
      agency,
      claimsOf(running.app, agency, person.number, {
        subject: { number: person.number, name: 'TRẦN VĂN KHÁC' },
      }),
    )
    await open()
    await expectAccessible(page)
    await expectNothingCut(page)
    await askWith(person)
    await agencies().first().waitFor()
    if (language === 'English') await page.getByRole('button', { name: 'English' }).click()
    const nothing = language === 'English' ? 'Nothing: the agency asked' : 'Không có: cơ quan này hỏi'
    await page.getByText(nothing).waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
  })
})
