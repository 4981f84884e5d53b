/** Signed QRs before Chromium: on the citizen's page, and on the page without a library, served and as a file. */
import { once } from 'node:events'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import express from 'express'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { zlibSync } from 'fflate'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseCalendarDate, parsePartialDate } from '../../core/dates/calendar-date.ts'
import { encodePublicKey } from '../../core/pki/public-key.ts'
import { encodeBase45 } from '../../core/qr/base45.ts'
import { cardSignedQr } from '../../core/qr/card-signed-qr.ts'
import { type SignedQrSigner, writeSignedQr } from '../../core/qr/signed-qr.ts'
import { keepCardPki } from '../../server/pki/card/keep-card-pki.ts'
import { plainSignature } from '../../core/pki/plain-signature.ts'
import { qrSigner } from '../../server/pki/qr-signer.ts'
import { signerAt } from '../../server/pki/signer-at.ts'
import { softwareKey } from '../../server/pki/software-key.ts'
import { qrPageRoutes } from '../../server/verification/qr-page-routes.ts'
import { ensureWebBundles } from '../../server/web-bundles.ts'
import { days, type TestApp, testApp } from '../support/app.ts'
import { type HttpServer, openHttp, ready } from '../support/http.ts'
import { expectAccessible } from './accessible.ts'
import { chromiumMissing, launchChromium } from './chromium.ts'
import { desktop, firstBuild, phone } from './console-under-test.ts'

const card = {
  number: '001190000017',
  name: 'NGUYỄN PHÚC VĨNH THỤY THIÊN HƯƠNG CÔNG TẰNG TÔN NỮ MẪU',
  birthDate: parsePartialDate('1990-05-20'),
  sex: 'FEMALE',
  residence: 'Số 1 ngõ 23 Phố Mẫu, Tổ dân phố số 12, Phường Ba Đình, Thành phố Hà Nội',
  expiresOn: parseCalendarDate('2030-05-20'),
} as const

const offlinePage = join(import.meta.dirname, '../../server/portal-web/offline-check')

const cases = ['genuine', 'expired', 'altered', 'onCard', 'stranger', 'unsigned'] as const
const verdicts: Readonly<Record<(typeof cases)[number], string>> = {
  genuine: 'Mã thật, còn hiệu lực',
  expired: 'Mã thật nhưng đã hết hiệu lực',
  altered: 'Mã giả hoặc đã bị sửa',
  onCard: 'Mã thật, còn hiệu lực',
  stranger: 'Không rõ ai ký mã này',
  unsigned: 'Đây không phải mã QR có chữ ký',
}
/** How much is told of those whose content may be believed: a code on a card has no address. */
const told: Partial<Readonly<Record<(typeof cases)[number], number>>> = { genuine: 5, expired: 5, onCard: 4 }

describe.skipIf(chromiumMissing)('a signed QR', () => {
  let running: TestApp
  let server: HttpServer
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let folder: string
  let texts: Readonly<Record<(typeof cases)[number], string>>
  const strangers = softwareKey('P-256')
  const accidents: string[] = []

  beforeAll(async () => {
    running = await testApp()
    await keepCardPki(running.app)
    server = await openHttp(running, ready, await ensureWebBundles({ log: () => undefined }))
    browser = await launchChromium()
    folder = await mkdtemp(join(tmpdir(), 'signed-qr-'))
    const signer = qrSigner(await signerAt(running.app, 'QR_SIGNER', 'QR'))
    const stranger = (keyId: Uint8Array): SignedQrSigner => ({
      keyId,
      sign: async (data) => plainSignature(await strangers.sign('ECDSA_SHA256', data), 'P-256'),
    })
    const issue = { issuer: 'https://canuoc.example.vn', at: running.app.clock(), signerUntil: signer.until }
    const soon = parseCalendarDate('2026-03-03')
    texts = {
      genuine: await writeSignedQr(cardSignedQr(card, issue), signer),
      expired: await writeSignedQr(cardSignedQr({ ...card, expiresOn: soon }, issue), signer),
      altered: await writeSignedQr(cardSignedQr({ ...card, name: 'LÊ GIẢ' }, issue), stranger(signer.keyId)),
      onCard: await writeSignedQr(cardSignedQr({ ...card, residence: null }, issue), signer),
      stranger: await writeSignedQr(cardSignedQr(card, issue), stranger(new Uint8Array(8))),
      unsigned: '001190000017|012345678|Đỗ Thị Mỹ Hường|15021990|Nữ|Hà Nội|01082024',
    }
  }, firstBuild)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await running?.close()
    await rm(folder, { recursive: true })
  })

  beforeEach(async () => {
    accidents.length = 0
    context = await browser.newContext({ viewport: desktop })
    page = await context.newPage()
    // A day after the card that was to end next day has ended.
    await page.clock.setFixedTime(running.app.clock() + days(3))
    page.on('pageerror', (error) => accidents.push(error.message))
    page.on('console', (message) => message.type() === 'error' && accidents.push(message.text()))
  })

  afterEach(async () => {
    await context.close()
    if (accidents.length > 0) throw new Error(`The page reported: ${accidents.join('\n')}`)
  })

  const field = () => page.getByLabel('Nội dung mã QR')

  /** Two answers stand for the others where the page is looked at for accessibility: one with a person, one without. */
  async function expectVerdicts(submit: string, looked: readonly string[] = []): Promise<void> {
    for (const one of cases) {
      await field().fill(texts[one])
      await page.getByRole('button', { name: submit }).click()
      await page.getByText(verdicts[one]).waitFor()
      const words = await page.getByRole('main').innerText()
      const seen = [card.number, card.name, '20/05/1990', 'Nữ', card.residence].filter((value) =>
        words.includes(value),
      )
      expect(seen.length).toBe(told[one] ?? 0)
      expect(words.includes('Nơi cư trú')).toBe(told[one] === 5)
      if (looked.includes(one)) await expectAccessible(page)
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0)
    }
  }

  test.each([desktop, phone])(
    'is told from others on the citizen’s page at $width × $height, without a network once the page is there',
    async (size) => {
      await page.setViewportSize(size)
      await page.goto(server.url)
      const keys = page.waitForResponse((response) => response.url().endsWith('/pki/qr-signers'))
      await page.getByRole('link', { name: 'Kiểm tra mã QR có chữ ký' }).click()
      await (await keys).finished()
      await context.setOffline(true)
      await expectVerdicts('Kiểm tra mã', size === phone ? ['altered'] : ['genuine'])
      await page.getByRole('link', { name: 'Về tra cứu hồ sơ' }).click()
      const link = page.getByRole('link', { name: 'Kiểm tra mã QR có chữ ký' })
      expect(await link.evaluate((node) => node === document.activeElement)).toBe(true)
    },
  )

  test('on the citizen’s page says so where the keys cannot be fetched, and is checked when they can', async () => {
    await page.goto(server.url)
    await page.route('**/pki/qr-signers', (route) => route.abort())
    await page.getByRole('link', { name: 'Kiểm tra mã QR có chữ ký' }).click()
    await field().fill(texts.genuine)
    await page.getByRole('button', { name: 'Kiểm tra mã' }).click()
    await page.getByText('Chưa tải được khóa kiểm tra').waitFor()
    await page.unroute('**/pki/qr-signers')
    await page.getByRole('button', { name: 'Kiểm tra mã' }).click()
    await page.getByText(verdicts.genuine).waitFor()
    expect(accidents.splice(0).every((words) => words.includes('ERR_FAILED'))).toBe(true)
  })

  test('is told from others on the page without a library, which asks nobody', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    const answer = await page.goto(`${server.url}/kiem-tra-qr`)
    expect(answer?.headers()['content-security-policy']).toMatch(
      /default-src 'none'; script-src 'sha256-[^']+';/,
    )
    await page.getByText('Số khóa kiểm tra trong trang: 1').waitFor()
    await expectVerdicts('Kiểm tra', ['genuine', 'altered'])
    expect(asked).toEqual(['/kiem-tra-qr'])
  })

  test('has its page again once the parts of the page can be read', async () => {
    const parts = await mkdtemp(join(folder, 'parts-'))
    const web = express().use(qrPageRoutes(running.app, parts)).listen(0, '127.0.0.1')
    try {
      await once(web, 'listening')
      const address = `http://127.0.0.1:${(web.address() as AddressInfo).port}/kiem-tra-qr`
      expect((await fetch(address)).status).toBe(500)
      await cp(offlinePage, parts, { recursive: true })
      expect((await fetch(address)).status).toBe(200)
    } finally {
      web.closeAllConnections()
      web.close()
    }
  })

  test('is told from others by the downloaded page, and by a key that somebody pastes', async () => {
    const download = await fetch(`${server.url}/kiem-tra-qr/tai-ve`)
    expect(download.headers.get('content-disposition')).toContain('attachment')
    const file = join(folder, 'kiem-tra-qr.html')
    await writeFile(file, await download.text())
    await context.setOffline(true)
    await page.setViewportSize(phone)
    await page.goto(pathToFileURL(file).href)
    await expectVerdicts('Kiểm tra')
    await page.getByText('Dùng khóa khác').click()
    const spki = Buffer.from(encodePublicKey(strangers, 'NAMED')).toString('base64')
    await page
      .getByLabel('Khóa công khai')
      .fill(`-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----`)
    await field().fill(texts.stranger)
    await page.getByRole('button', { name: 'Kiểm tra' }).click()
    await page.getByText(verdicts.genuine).waitFor()
    const [x, y] = [strangers.point.subarray(1, 33), strangers.point.subarray(33)].map((half) =>
      Buffer.from(half).toString('base64url'),
    )
    await page.getByLabel('Khóa công khai').fill(JSON.stringify({ kty: 'EC', crv: 'P-256', x, y }))
    await field().fill(texts.altered)
    await page.getByRole('button', { name: 'Kiểm tra' }).click()
    await page.getByText('LÊ GIẢ').waitFor()
    await page.getByLabel('Khóa công khai').fill('không phải khóa')
    await page.getByRole('button', { name: 'Kiểm tra' }).click()
    await page.getByText('Không đọc được khóa').waitFor()
  })

  test.each(['/#kiem-tra-qr', '/kiem-tra-qr'])(
    'is over with its signer, whatever it says of itself, says %s',
    async (path) => {
      const signer = qrSigner(await signerAt(running.app, 'QR_SIGNER', 'QR'))
      const issue = { issuer: 'https://canuoc.example.vn', at: running.app.clock() }
      const outliving = cardSignedQr(
        { ...card, expiresOn: null },
        { ...issue, signerUntil: signer.until + days(365) },
      )
      const text = await writeSignedQr(outliving, signer)
      for (const [at, verdict] of [
        [signer.until - days(1), verdicts.genuine],
        [signer.until + days(1), verdicts.expired],
      ] as const) {
        await page.clock.setFixedTime(at)
        await page.goto(server.url + path)
        await field().fill(text)
        await page.getByRole('button', { name: /^Kiểm tra/ }).click()
        await page.getByText(verdict).waitFor()
      }
    },
  )

  test('is not believed by the downloaded page where its signer was revoked', async () => {
    const download = await fetch(`${server.url}/kiem-tra-qr/tai-ve`)
    const file = join(folder, 'revoked.html')
    await writeFile(file, (await download.text()).replaceAll('"revoked":false', '"revoked":true'))
    await page.goto(pathToFileURL(file).href)
    await page.getByText('Số khóa kiểm tra trong trang: 0').waitFor()
    await field().fill(texts.genuine)
    await page.getByRole('button', { name: 'Kiểm tra' }).click()
    await page.getByText('Khóa ký mã này đã bị thu hồi').waitFor()
    expect(await page.getByRole('main').innerText()).not.toContain(card.name)
  })

  test.each(['Kiểm tra mã', 'Kiểm tra'])('is what texts of all kinds are not, says %s', async (submit) => {
    await page.goto(submit === 'Kiểm tra' ? `${server.url}/kiem-tra-qr` : `${server.url}/#kiem-tra-qr`)
    // Nothing, no base45, no zlib, zlib of two megabytes, zlib of no CBOR, of a number, of no letters, and half a code.
    const packed = (bytes: Uint8Array) => encodeBase45(zlibSync(bytes, { level: 9 }))
    const odd = [
      '',
      ':::',
      'BB8',
      packed(new Uint8Array(2_000_000)),
      packed(Uint8Array.of(0xff)),
      packed(Uint8Array.of(7)),
      // A text that is no UTF-8.
      packed(Uint8Array.of(0x61, 0xff)),
    ]
    for (const text of [...odd, texts.genuine.slice(0, 201)]) {
      await field().fill(texts.genuine)
      await page.getByRole('button', { name: submit }).click()
      await page.getByText(verdicts.genuine).waitFor()
      await field().fill(text)
      await page.getByRole('button', { name: submit }).click()
      await page.getByText(verdicts.unsigned).waitFor()
    }
  })
})
