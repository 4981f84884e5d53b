import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { password } from '../support/officers.ts'
import { publicUrl } from '../support/app.ts'
import { chromiumMissing, launchChromium } from './chromium.ts'
import { phone } from './console-under-test.ts'
import { expectAccessible } from './accessible.ts'
import { noteAccidents } from './accidents.ts'
import { type FieldServer, openFieldServer, planRound, type Round } from './field-server.ts'

const pin = '482913'
const address = `${publicUrl}/console/field.html`
const shots = process.env['FIELD_SHOTS']

describe.skipIf(chromiumMissing)('field mode on a phone', { timeout: 90_000 }, () => {
  let browser: Browser
  let server: FieldServer
  let context: BrowserContext
  let page: Page
  let round: Round
  let accidents: string[]

  beforeAll(async () => {
    server = await openFieldServer()
    browser = await launchChromium([`--host-resolver-rules=MAP localhost:4000 127.0.0.1:${server.port}`])
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  beforeEach(async () => {
    accidents = []
    round = await planRound(server.running)
    context = await browser.newContext({ viewport: phone, hasTouch: true, isMobile: true, locale: 'vi-VN' })
    page = await openPage()
  })

  afterEach(async () => {
    await context.close()
    if (accidents.length > 0) throw new Error(`The page reported: ${accidents.join('\n')}`)
  })

  async function openPage(): Promise<Page> {
    const opened = await context.newPage()
    noteAccidents(opened, accidents, { mayBeRefused: true })
    return opened
  }

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const heading = (name: string) => page.getByRole('heading', { name })
  const card = (name: string) => page.getByRole('link', { name: new RegExp(name) })
  const state = (name: string) => page.getByRole('article', { name: new RegExp(name) }).locator('.state')

  async function expectUsable(name: string): Promise<void> {
    if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: !name.includes('form') })
    await expectAccessible(page)
    const beyond = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    expect(await page.evaluate(beyond)).toBeLessThanOrEqual(0)
  }

  async function setUp(): Promise<void> {
    await page.goto(address)
    await heading('Đặt mã PIN').waitFor()
    await page.getByLabel('Mã PIN', { exact: true }).fill(pin)
    await page.getByLabel('Nhập lại mã PIN').fill(pin)
    await button('Đặt mã PIN').tap()
  }

  async function signIn(): Promise<void> {
    await page.getByLabel('Tên đăng nhập').fill(round.account.username)
    await page.getByLabel('Mật khẩu').fill(password)
    await button('Đăng nhập').tap()
    await card('ĐÁNH DẤU').waitFor()
  }

  async function takeAlong(): Promise<void> {
    await setUp()
    await signIn()
    // The page is on the device once its worker is in charge.
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
      const kept = async () => (await (await caches.open('field-page')).keys()).length
      while ((await kept()) < 10) await new Promise((resolve) => requestAnimationFrame(resolve))
    })
  }

  async function unlock(with_ = pin): Promise<void> {
    await page.getByLabel('Mã PIN', { exact: true }).fill(with_)
    await button('Mở khóa').tap()
  }

  async function goOffline(): Promise<void> {
    await context.setOffline(true)
    await server.unplug()
  }

  async function goOnline(): Promise<void> {
    await server.plugIn()
    await context.setOffline(false)
  }

  async function logVisit(outcome: string): Promise<void> {
    await page.getByLabel(outcome, { exact: true }).check()
    await button('Lưu lượt đến').tap()
    await page.getByText('Đã lưu trên máy.').waitFor()
  }

  const storedVisits = () =>
    server.running.app.db.absenceVisit.findMany({ where: { visitedById: round.account.actor.id } })

  test('takes the round along, works without network, survives a reload, and sends everything once it is back', async () => {
    await takeAlong()
    await expectUsable('1-visits')
    await goOffline()
    await page.getByText('Không có mạng', { exact: false }).first().waitFor()
    await card('VẮNG NHÀ').tap()
    await expectUsable('2-visit')
    await logVisit('Không có nhà')
    // Nobody opened in working hours or at night: evenings and weekends are proposed in turn.
    await page.getByText(/Nên đến lại \d\d\/\d\d\/\d{4}, buổi (sáng|chiều|tối)/).waitFor()
    await expectUsable('3-visit-logged')
    await page.getByRole('link', { name: /Mục đã ghi/ }).tap()
    expect(await state('VẮNG NHÀ').innerText()).toBe('Chờ gửi')
    await expectUsable('4-outbox-waiting')

    await page.reload()
    await unlock()
    expect(await state('VẮNG NHÀ').innerText()).toBe('Chờ gửi')
    expect(await storedVisits()).toEqual([])

    await goOnline()
    await state('VẮNG NHÀ').filter({ hasText: 'Đã gửi' }).waitFor()
    expect(await storedVisits()).toMatchObject([
      {
        outcome: 'ABSENT',
        residentId: round.people[1]?.residentId,
        assignmentId: expect.any(String) as string,
      },
    ])
    await expectUsable('5-outbox-sent')
  })

  test('keeps a half-filled form through a page that is killed, judges it as it is typed, and sends it as the first key', async () => {
    await takeAlong()
    await goOffline()
    await card('ĐÁNH DẤU').tap()
    await page.getByRole('link', { name: 'Nhập phiếu DC01' }).tap()
    expect(await page.getByLabel('Số phiếu').inputValue()).toBe(round.serial)
    const name = page.getByLabel(/^1\. Họ, chữ đệm/)
    await name.fill('LÊ THỊ 123')
    await page.getByText(/Họ tên chỉ gồm chữ cái/).waitFor()
    await name.fill('Lê Thị Đánh Dấu')
    expect(await page.getByText(/Họ tên chỉ gồm chữ cái/).count()).toBe(0)
    await page.getByLabel(/^2\. Ngày, tháng, năm sinh/).fill('31/02/1990')
    await page.getByText(/Không phải ngày có thật/).waitFor()
    await page.getByLabel(/^2\. Ngày, tháng, năm sinh/).fill('20/05/1990')
    await page.getByRole('radio', { name: 'Nữ' }).check()
    const score = Number(await page.getByRole('progressbar').getAttribute('value'))
    expect(score).toBeGreaterThan(20)
    await expectUsable('6-form')

    await page.close()
    page = await openPage()
    await page.goto(`${address}#/`)
    await unlock()
    await card('ĐÁNH DẤU').tap()
    await page.getByRole('link', { name: 'Nhập tiếp phiếu DC01' }).tap()
    expect(await page.getByLabel(/^1\. Họ, chữ đệm/).inputValue()).toBe('Lê Thị Đánh Dấu')
    expect(await page.getByRole('radio', { name: 'Nữ' }).isChecked()).toBe(true)

    await button('Hoàn thành phiếu').tap()
    await page.getByText('Phiếu còn chỗ cần xem lại', { exact: false }).waitFor()
    await expectUsable('7-form-faults')
    const [first] = await page.getByRole('alert').getByRole('button').all()
    await first?.tap()
    expect(await page.evaluate(() => document.activeElement?.closest('.question')?.id)).toMatch(/^answer-/)
    await button('Lưu phiếu chưa đủ').tap()
    expect(await state('ĐÁNH DẤU').innerText()).toBe('Chờ gửi')

    await goOnline()
    await state('ĐÁNH DẤU').filter({ hasText: 'Đã gửi' }).waitFor()
    const { db } = server.running.app
    expect(await db.keyEntry.findMany({ where: { formSerial: round.serial } })).toMatchObject([
      { round: 1, officerId: round.account.actor.id, answers: { name: 'Lê Thị Đánh Dấu', sex: 'FEMALE' } },
    ])
    expect(await db.form.findUnique({ where: { serial: round.serial } })).toMatchObject({
      status: 'DECLARED',
    })
  })

  test('shows why the server refused an entry, keeps it, and lets it be corrected', async () => {
    await takeAlong()
    await goOffline()
    await card('ĐÁNH DẤU').tap()
    await page.getByRole('link', { name: 'Nhập phiếu DC01' }).tap()
    await page.getByLabel(/^1\. Họ, chữ đệm/).fill('LÊ THỊ ĐÁNH DẤU')
    await button('Hoàn thành phiếu').tap()
    await button('Lưu phiếu chưa đủ').tap()
    const { db } = server.running.app
    // Somebody voided the paper meanwhile.
    await db.$executeRaw`UPDATE "Form" SET "status" = 'VOID' WHERE "serial" = ${round.serial}`
    await goOnline()
    await state('ĐÁNH DẤU').filter({ hasText: 'Bị từ chối' }).waitFor()
    await page.getByText('Hồ sơ không ở trạng thái cho phép', { exact: false }).waitFor()
    await expectUsable('8-refused')
    await button('Sửa phiếu').tap()
    expect(await page.getByLabel(/^1\. Họ, chữ đệm/).inputValue()).toBe('LÊ THỊ ĐÁNH DẤU')
    await db.$executeRaw`UPDATE "Form" SET "status" = 'ISSUED' WHERE "serial" = ${round.serial}`
    await button('Hoàn thành phiếu').tap()
    await button('Lưu phiếu chưa đủ').tap()
    await state('ĐÁNH DẤU').filter({ hasText: 'Đã gửi' }).waitFor()
    expect(await db.keyEntry.count({ where: { formSerial: round.serial } })).toBe(1)
  })

  test('sends each entry once when the answer was lost on its way', async () => {
    await takeAlong()
    let lost = 0
    await context.route('**/graphql', async (route) => {
      const sends = route.request().postData()?.includes('syncVisits') ?? false
      if (!sends || lost > 0) return route.continue()
      lost++
      await route.fetch({ url: `http://127.0.0.1:${server.port}/graphql` })
      await route.abort('connectionreset')
    })
    await card('VẮNG NHÀ').tap()
    await logVisit('Không có nhà')
    await page.getByRole('link', { name: /Mục đã ghi/ }).tap()
    await page.getByText('Mọi mục đã ghi vẫn nằm an toàn', { exact: false }).waitFor()
    expect(await state('VẮNG NHÀ').innerText()).toBe('Chờ gửi')
    expect(await storedVisits()).toHaveLength(1)
    await button('Đồng bộ').tap()
    await state('VẮNG NHÀ').filter({ hasText: 'Đã gửi' }).waitFor()
    expect(await storedVisits()).toHaveLength(1)
  })

  test('leaves nothing readable on the device, and asks for the PIN again', async () => {
    await takeAlong()
    await card('ĐÁNH DẤU').tap()
    await page.getByRole('link', { name: 'Nhập phiếu DC01' }).tap()
    await page.getByLabel(/^1\. Họ, chữ đệm/).fill('LÊ THỊ ĐÁNH DẤU')
    await page.getByRole('link', { name: /LÊ THỊ/ }).tap()
    await logVisit('Đã gặp')
    const kept = await page.evaluate(async () => {
      const texts: string[] = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })]
      texts.push(location.href, document.cookie)
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) texts.push(request.url)
      }
      const latin = new TextDecoder('utf-8')
      const show = (_key: string, value: unknown) =>
        value instanceof Uint8Array ? latin.decode(value) : value
      for (const { name = '' } of await indexedDB.databases()) {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open(name)
          opening.onsuccess = () => resolve(opening.result)
          opening.onerror = () => reject(new Error('database'))
        })
        for (const store of database.objectStoreNames) {
          const rows = await new Promise<unknown[]>((resolve, reject) => {
            const reading = database.transaction(store).objectStore(store).getAll()
            reading.onsuccess = () => resolve(reading.result as unknown[])
            reading.onerror = () => reject(new Error('store'))
          })
          texts.push(`${name}/${store}: ${rows.length}`, JSON.stringify(rows, show))
        }
        database.close()
      }
      return texts
    })
    expect(kept.find((text) => text.startsWith('field-mode/sealed: '))).not.toBe('field-mode/sealed: 0')
    for (const marked of ['ĐÁNH', 'DẤU', 'Ngõ', '1990', 'PHẠM', round.people[0]?.number ?? '', pin])
      expect(kept.join('\n')).not.toContain(marked)
    await button('Khóa máy').tap()
    await heading('Nhập mã PIN').waitFor()
    expect(await page.getByText('ĐÁNH DẤU').count()).toBe(0)
    await expectUsable('9-locked')
  })

  test('stops after five wrong PINs, also across a reload, and loses nothing', async () => {
    await takeAlong()
    await page.reload()
    for (let left = 4; left > 0; left--) {
      await unlock('000001')
      await page.getByText(`Mã PIN không đúng. Số lần còn lại: ${left}`).waitFor()
    }
    await unlock('000001')
    await page.getByText('Dữ liệu vẫn còn nguyên', { exact: false }).waitFor()
    await expectUsable('10-waiting')
    await page.reload()
    await unlock()
    await page.getByText('Dữ liệu vẫn còn nguyên', { exact: false }).waitFor()
    await page.clock.setFixedTime(Date.now() + 61_000)
    await unlock()
    await card('ĐÁNH DẤU').waitFor()
  })

  test('does not send one officer’s work in the name of another', async () => {
    await takeAlong()
    await goOffline()
    await card('VẮNG NHÀ').tap()
    await logVisit('Không có nhà')
    await context.clearCookies()
    const other = await planRound(server.running)
    await goOnline()
    await page.getByRole('link', { name: /Việc của tôi/ }).tap()
    await page.getByLabel('Tên đăng nhập').fill(other.account.username)
    await page.getByLabel('Mật khẩu').fill(password)
    await button('Đăng nhập').tap()
    await page.getByText('Máy này giữ việc của cán bộ khác', { exact: false }).waitFor()
    await expectUsable('11-other-officer')
    expect(
      await server.running.app.db.absenceVisit.count({ where: { visitedById: other.account.actor.id } }),
    ).toBe(0)
    expect(await storedVisits()).toEqual([])
  })

  test('opens in one window at a time', async () => {
    await takeAlong()
    const second = await openPage()
    await second.goto(address)
    await second.getByText('đang mở ở cửa sổ khác', { exact: false }).waitFor()
  })

  test('is worked by the keyboard alone on a laptop, in Vietnamese or English', async () => {
    await page.setViewportSize({ width: 1366, height: 768 })
    await page.goto(address)
    await heading('Đặt mã PIN').waitFor()
    await page.keyboard.type('12345')
    await page.keyboard.press('Enter')
    await page.getByText('Mã PIN quá đơn giản', { exact: false }).waitFor()
    await page.getByLabel('Mã PIN', { exact: true }).fill('')
    await page.getByLabel('Mã PIN', { exact: true }).focus()
    await page.keyboard.type(pin)
    await page.keyboard.press('Tab')
    await page.keyboard.type(pin)
    await page.keyboard.press('Enter')
    await page.getByLabel('Tên đăng nhập').focus()
    await page.keyboard.type(round.account.username)
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await card('VẮNG NHÀ').focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Đã gặp', { exact: true }).focus()
    await page.keyboard.press('Space')
    await page.getByLabel('Ghi chú').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Đã lưu trên máy.').waitFor()
    await expectUsable('12-laptop')
    await button('English').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'My visits' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })
})
