import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import { leadingZeroBits } from '../../core/access/proof-of-work.ts'
import { composeApplicationCode } from '../../core/enrollment/application-code.ts'
import { ensurePortalBundle } from '../../server/web-bundles.ts'
import { chromiumMissing, launchChromium } from './chromium.ts'
import { desktop, phone } from './console-under-test.ts'
import { expectAccessible } from './accessible.ts'
import { noteAccidents } from './accidents.ts'
import { notFoundAnswer, startPortal, statusAnswer, type PortalUnderTest } from './portal-answers.ts'

const code = 'HN001-02-261121-0042-K'
const otherCode = composeApplicationCode({ centre: 'HN001', machine: 2, day: '2026-11-21', sequence: 43 })

describe.skipIf(chromiumMissing)("the citizen's page", () => {
  let browser: Browser
  let portal: PortalUnderTest
  let context: BrowserContext
  let page: Page
  let accidents: string[]

  beforeAll(async () => {
    portal = await startPortal(await ensurePortalBundle({ log: () => undefined }))
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    await portal?.close()
  })

  beforeEach(async () => {
    portal.answer = () => notFoundAnswer
    portal.failWith = null
    portal.asked.length = 0
    portal.addresses.length = 0
    accidents = []
    context = await browser.newContext({ viewport: desktop })
    page = await context.newPage()
    noteAccidents(page, accidents, { mayBeRefused: true })
  })

  afterEach(async () => {
    await context.close()
    if (accidents.length > 0) throw new Error(`The page reported: ${accidents.join('\n')}`)
  })

  const codeField = () => page.getByLabel('Mã hồ sơ')
  const dateField = () => page.getByLabel('Ngày sinh của người làm thẻ')
  const submit = () => page.getByRole('button', { name: 'Tra cứu', exact: true })
  const heading = (name: string) => page.getByRole('heading', { name })

  async function lookUp(birthDate = '05/01/1993'): Promise<void> {
    await page.goto(portal.url)
    await codeField().fill(code)
    await dateField().fill(birthDate)
    await submit().click()
  }

  const widthBeyondScreen = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

  test('shows five steps with the day each was finished, the promise, and moves the focus to the answer', async () => {
    portal.answer = () => statusAnswer('IN_PRODUCTION')
    await lookUp()
    await heading('Thẻ đang được sản xuất').waitFor()
    expect(await heading('Thẻ đang được sản xuất').evaluate((node) => node === document.activeElement)).toBe(
      true,
    )
    const steps = await page
      .getByRole('list', { name: 'Các bước của hồ sơ' })
      .getByRole('listitem')
      .allInnerTexts()
    expect(steps).toHaveLength(5)
    expect(steps[1]).toMatch(/Đã xét duyệt[^]*24\/11\/2026/)
    expect(await page.locator('[aria-current=step]').innerText()).toMatch(/Đang sản xuất/)
    expect(await page.getByRole('main').innerText()).toMatch(/Hẹn trả ngày\s*02\/12\/2026/)
    expect(portal.asked).toEqual([{ code, birthDate: '1993-01-05' }])
  })

  test.each([
    ['RECEIVED', 'Hồ sơ đã được tiếp nhận'],
    ['RETURNED', 'Hồ sơ cần bổ sung'],
    ['AWAITING_APPROVAL', 'Hồ sơ đang được xét duyệt'],
    ['POSTED', 'Thẻ đang được chuyển về'],
    ['UNCOLLECTED', 'Mời bạn đến nhận thẻ'],
    ['ISSUED', 'Thẻ đã được trả'],
    ['REFUSED', 'Hồ sơ bị từ chối'],
    ['WITHDRAWN', 'Hồ sơ đã được rút'],
    ['LAPSED', 'Hồ sơ đã hết hiệu lực'],
    ['CLOSED', 'Hồ sơ đã đóng theo quy định'],
    ['COMPLETED', 'Hồ sơ đã giải quyết xong'],
  ] as const)('%s: "%s", accessible and without sideways scrolling on a phone', async (state, title) => {
    await page.setViewportSize({ width: 320, height: 640 })
    portal.answer = () => statusAnswer(state)
    await lookUp('1945')
    await heading(title).waitFor()
    await expectAccessible(page)
    expect(await widthBeyondScreen()).toBe(0)
  })

  test('says what to bring when the file came back, and how to appeal when it was refused', async () => {
    const reasons = [{ vi: 'Ảnh chân dung bị mờ, cần chụp lại.', en: 'The portrait is blurred.' }]
    const advice = {
      vi: 'Mời bạn đến Công an xã trước ngày 10/12/2026.',
      en: 'Please come before 10/12/2026.',
    }
    portal.answer = () => statusAnswer('RETURNED', { reasons, advice })
    await lookUp()
    await page.getByText('Ảnh chân dung bị mờ, cần chụp lại.').waitFor()
    expect(await page.getByRole('main').innerText()).toContain(advice.vi)
    portal.answer = () => statusAnswer('REFUSED')
    await lookUp()
    await page.getByText('Bạn có quyền khiếu nại').waitFor()
  })

  test('says that a faulty card is made again free of charge', async () => {
    portal.answer = () => statusAnswer('APPROVED', { remaking: true })
    await lookUp()
    await page.getByText('Thẻ lỗi, đang làm lại, không thu phí.').waitFor()
    expect(await page.locator('[aria-current=step]').innerText()).toMatch(/Đang sản xuất/)
  })

  test('a wrong code and a wrong date of birth look the same', async () => {
    portal.answer = (asked) =>
      asked.birthDate === '1993-01-05' && asked.code === code ? statusAnswer('READY') : notFoundAnswer
    await lookUp('06/01/1993')
    await page.getByRole('alert').waitFor()
    const wrongDate = await page.getByRole('alert').innerText()
    await codeField().fill(otherCode)
    await dateField().fill('05/01/1993')
    await submit().click()
    await expect.poll(() => portal.asked.length).toBe(2)
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toBe(wrongDate)
    await expectAccessible(page)
  })

  test('tells of mistyped fields beside them, without asking the server', async () => {
    await page.goto(portal.url)
    await codeField().fill('HN001-02-261121-0042-C')
    await dateField().fill('31/02/1993')
    await submit().click()
    await page.getByText('Mã hồ sơ không đúng').waitFor()
    expect(await codeField().evaluate((node) => node === document.activeElement)).toBe(true)
    expect(await dateField().getAttribute('aria-invalid')).toBe('true')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('This is not an application code').waitFor()
    expect(portal.asked).toEqual([])
  })

  test('takes the code behind # out of the address; no address ever carries code or date of birth', async () => {
    portal.answer = () => statusAnswer('READY')
    await page.goto(`${portal.url}/#${code}`)
    await expect.poll(() => codeField().inputValue()).toBe(code)
    expect(page.url()).toBe(`${portal.url}/`)
    expect(await dateField().evaluate((node) => node === document.activeElement)).toBe(true)
    await page.keyboard.type('05011993')
    await page.keyboard.press('Enter')
    await heading('Mời bạn đến nhận thẻ').waitFor()
    expect(page.url()).toBe(`${portal.url}/`)
    expect(portal.addresses.filter((address) => /HN001|1993/i.test(address))).toEqual([])
    expect(await page.content()).not.toContain('1993-01-05')
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      '',
    ])
  })

  test('works with the keyboard alone, from the first tab to the next search', async () => {
    portal.answer = () => statusAnswer('READY')
    await page.goto(portal.url)
    await expect.poll(() => submit().isEnabled()).toBe(true)
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Đến ô tra cứu')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type(code)
    await page.keyboard.press('Tab')
    await page.keyboard.type('1993')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await heading('Mời bạn đến nhận thẻ').waitFor()
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('In trang này')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await codeField().waitFor()
    expect(await codeField().evaluate((node) => node === document.activeElement)).toBe(true)
    expect([await codeField().inputValue(), await dateField().inputValue()]).toEqual(['', ''])
  })

  test('shows that it is searching, and asks once however often the button is pressed', async () => {
    const held = Promise.withResolvers<ReturnType<typeof statusAnswer>>()
    portal.answer = () => held.promise
    await lookUp()
    const busy = page.getByRole('button', { name: 'Đang tra cứu…' })
    await busy.waitFor()
    expect(await page.getByRole('status').innerText()).toBe('Đang tra cứu…')
    await busy.dispatchEvent('click')
    await dateField().press('Enter')
    held.resolve(statusAnswer('READY'))
    await heading('Mời bạn đến nhận thẻ').waitFor()
    expect(portal.asked).toHaveLength(1)
  })

  test('without a connection says so, keeps what was typed, and finds the file on the next try', async () => {
    portal.answer = () => statusAnswer('READY')
    await page.goto(portal.url)
    await context.setOffline(true)
    await codeField().fill(code)
    await dateField().fill('1993')
    await submit().click()
    await page.getByText('Không kết nối được').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('No connection').waitFor()
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Try again' }).click()
    await heading('Your card is ready to collect').waitFor()
    expect(await page.getAttribute('html', 'lang')).toBe('en')
    expect(await page.title()).toBe('Citizen card application status')
  })

  test.each([
    [429, 'Bạn đã tra cứu quá nhiều lần'],
    [502, 'Hệ thống đang bận'],
  ])('explains HTTP %i in plain words', async (status, words) => {
    portal.failWith = status
    await lookUp()
    await page.getByText(words).waitFor()
  })

  test('shows the refusal of the server in its own words', async () => {
    const text = { vi: 'Hãy thử lại sau 15 phút.', en: 'Try again in 15 minutes.' }
    portal.answer = () => ({ __typename: 'DomainRefusal', code: 'TOO_MANY_LOOKUPS', text })
    await lookUp()
    await page.getByText(text.vi).waitFor()
  })

  test('stands on the screen before its program has arrived; a form sent then goes to the server, not into an address', async () => {
    await page.route('**/*.js', (route) => route.abort())
    await page.goto(portal.url)
    expect(await codeField().isVisible()).toBe(true)
    await codeField().fill(code)
    await codeField().press('Enter')
    await expect.poll(() => portal.addresses.at(-1)).toBe('/tra-cuu')
    expect(page.url()).toBe(`${portal.url}/tra-cuu`)
  })

  test('does the small work that was asked of it, and then shows the file', async () => {
    portal.answer = ({ proof }) =>
      proof ? statusAnswer('READY') : { __typename: 'ProofNeeded', challenge: 'thu-thach', bits: 10 }
    await lookUp()
    await heading('Mời bạn đến nhận thẻ').waitFor()
    const [, solution = ''] = portal.asked[1]?.proof?.split(':') ?? []
    const hash = createHash('sha256').update(`thu-thach:${solution}`).digest()
    expect(leadingZeroBits(hash)).toBeGreaterThanOrEqual(10)
  })

  test('shows larger letters and stronger colours where they are asked for, also the next time', async () => {
    await page.goto(portal.url)
    const sizeOf = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize)
    const before = await sizeOf()
    await page.getByRole('button', { name: 'Chữ lớn' }).press('Enter')
    await page.getByRole('button', { name: 'Tương phản cao' }).press('Enter')
    expect(await sizeOf()).not.toBe(before)
    await page.setViewportSize({ width: 320, height: 740 })
    await expectAccessible(page)
    expect(await widthBeyondScreen()).toBe(0)
    await page.reload()
    await page.locator('html[data-contrast=strong][data-size=large]').waitFor()
  })

  test('is small: everything for the status of a file is under 60 kB on the line', async () => {
    const sizes: number[] = []
    page.on('response', (response) => {
      sizes.push(Number(response.headers()['content-length'] ?? 0))
    })
    portal.answer = () => statusAnswer('READY')
    await lookUp()
    await heading('Mời bạn đến nhận thẻ').waitFor()
    expect(sizes.length).toBeGreaterThan(3)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000)
  })

  test.each([desktop, phone])(
    'the whole box is on the first screen at $width × $height, accessible',
    async (size) => {
      await page.setViewportSize(size)
      await page.goto(portal.url)
      const box = await submit().boundingBox()
      expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(size.height)
      expect(await widthBeyondScreen()).toBe(0)
      await expectAccessible(page)
    },
  )

  test('prints the answer without buttons and help', async () => {
    portal.answer = () => statusAnswer('IN_TRANSIT')
    await lookUp()
    await heading('Thẻ đang được chuyển về').waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('button').count()).toBe(0)
    expect(await page.getByText('Cần biết khi tra cứu').isVisible()).toBe(false)
    expect(await page.getByText(code).isVisible()).toBe(true)
  })

  test('comes compressed; hashed files are kept for ever, the page itself is asked for anew', async () => {
    const html = await fetch(portal.url)
    expect(html.headers.get('cache-control')).toBe('no-cache')
    expect(html.headers.get('content-security-policy')).toContain("default-src 'none'")
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(await html.text())?.[1]
    const brotli = await fetch(portal.url + script, { headers: { 'accept-encoding': 'br' } })
    expect(brotli.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(brotli.headers.get('content-encoding')).toBe('br')
    expect(Number(brotli.headers.get('content-length'))).toBeLessThan(70_000)
    const plain = await fetch(portal.url + script, { headers: { 'accept-encoding': 'identity' } })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(await plain.text()).toBe(await brotli.text())
    // fetch would otherwise add no-cache to a conditional request of ours
    const again = { 'if-none-match': html.headers.get('etag') ?? '', 'cache-control': 'max-age=0' }
    expect((await fetch(portal.url, { headers: again })).status).toBe(304)
    expect((await fetch(`${portal.url}/assets/missing.js`)).status).toBe(404)
  })

  test('is built once: nothing changed, nothing done', async () => {
    await ensurePortalBundle({ log: () => undefined })
    const said: string[] = []
    await ensurePortalBundle({ log: (message) => said.push(message) })
    expect(said).toEqual([])
  })
})
