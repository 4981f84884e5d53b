/** The emulator kit as a person works it: its page in Chromium, and a real driver on one of its lines. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fingerQuality } from '../../core/biometrics/finger-quality.ts'
import type { FingerprintScanner } from '../../enrollment-kiosk/devices/fingerprint-scanner.ts'
import { openSupremaScanner } from '../../enrollment-kiosk/devices/suprema/scanner.ts'
import { openDocumentScanner } from '../../enrollment-kiosk/devices/document-scanner/scanner.ts'
import { until } from '../enrollment-kiosk/session/kiosk-process.ts'
import { chromiumMissing, launchChromium } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import { noteAccidents } from './accidents.ts'

let kit: ChildProcess
let browser: Browser
let page: Page
let url = ''
let folder = ''
const accidents: string[] = []

describe.skipIf(chromiumMissing)('the emulator kit', () => {
  beforeAll(async () => {
    const program = join(import.meta.dirname, '../../enrollment-kiosk/emulators/kit.ts')
    kit = spawn(process.execPath, [program, '--port', '0', '--no-pace'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for await (const line of createInterface({ input: kit.stdout! })) {
      const [, word, value] = /^(folder|ready) (.+)$/.exec(line) ?? []
      if (word === 'folder') folder = value ?? ''
      if (word === 'ready') {
        url = value ?? ''
        break
      }
    }
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    noteAccidents(page, accidents)
    await page.goto(url)
    await page.getByText('Đang cắm').first().waitFor()
  })

  afterAll(async () => {
    await browser.close()
    const ended = once(kit, 'exit')
    kit.kill('SIGTERM')
    const [code] = (await ended) as [number | null]
    if (code !== 0) throw new Error(`the kit ended with ${code}`)
    if (existsSync(folder)) throw new Error('the kit left its folder behind')
    if (accidents.length > 0) throw new Error(`The page reported: ${accidents.join('\n')}`)
  })

  const card = () => page.getByRole('region', { name: 'Máy quét vân tay Suprema' })
  const frames = () => page.getByRole('log')
  const layDamaged = async (damage: string) => {
    await card().getByLabel('Tình trạng').selectOption(damage)
    await card().getByRole('button', { name: 'Đặt ngón tay' }).click()
    await page.getByRole('status').getByText('Đã làm').waitFor()
  }

  async function takenBy(scanner: FingerprintScanner) {
    await scanner.waitForFinger(new AbortController().signal)
    return scanner.uploadImage()
  }

  test('shows the finger that is laid on, and the frames while a driver takes its picture, clean and damaged', async () => {
    const scanner = await openSupremaScanner({ path: join(folder, 'suprema') })
    await card().getByLabel('Người số').fill('3')
    await layDamaged('')
    await card().getByText('có ngón tay').waitFor()
    const clean = await takenBy(scanner)
    await frames().getByText('Lấy ảnh ngón tay').first().waitFor()
    await frames()
      .getByText(/^Thiết bị trả lời \(\+\d+ gói nữa\)$/)
      .first()
      .waitFor()
    await frames()
      .getByText(/^40 84 /)
      .first()
      .waitFor()
    await layDamaged('dry')
    const dry = await takenBy(scanner)
    expect(fingerQuality(dry).score).toBeLessThan(fingerQuality(clean).score - 15)
    await card().getByRole('button', { name: 'Nhấc ngón tay' }).click()
    await card().getByText('mặt kính trống').waitFor()
    await scanner.close()
  })

  test('pulls the cable from under a driver, says so, and plugs it in again', async () => {
    const scanner = await openSupremaScanner({ path: join(folder, 'suprema') })
    const waiting = scanner.waitForFinger(new AbortController().signal).catch((error: unknown) => error)
    await card().getByRole('button', { name: 'Rút dây' }).click()
    await card().getByText('Đã rút dây').waitFor()
    await frames().getByText('Đã rút dây').waitFor()
    expect(await waiting).toMatchObject({ code: 'CHANNEL_CLOSED' })
    expect(existsSync(join(folder, 'suprema'))).toBe(false)
    await card().getByRole('button', { name: 'Cắm lại' }).click()
    await card().getByText('Đang cắm').waitFor()
    await until(async () => existsSync(join(folder, 'suprema')), Boolean)
    await (await openSupremaScanner({ path: join(folder, 'suprema') })).close()
  })

  test('feeds paper, jams it when a fault is switched on, and frees it', async () => {
    const papers = page.getByRole('region', { name: 'Máy quét giấy tờ' })
    await papers.getByLabel('Số tờ').fill('2')
    await papers.getByRole('button', { name: 'Đặt giấy' }).click()
    await papers.getByText('2 tờ trong khay').waitFor()
    const address = /DOCUMENT_SCANNER=(\S+)/.exec(await page.locator('#environment').innerText())?.[1]
    const scanner = await openDocumentScanner(address ?? '')
    await papers.getByText('Lỗi', { exact: true }).click()
    await papers.getByLabel('Kẹt ở tờ số').fill('1')
    await papers.getByRole('button', { name: 'Đặt lỗi' }).click()
    await page.getByRole('status').getByText('Đã làm').waitFor()
    const pages: Uint8Array[] = []
    const scanning = (async () => {
      for await (const sheet of scanner.scan({ source: 'Feeder', dpi: 300 })) pages.push(sheet)
    })()
    await expect(scanning).rejects.toThrow(/^SCANNER_JAMMED/)
    await papers.getByText(/kẹt giấy/).waitFor()
    expect(pages).toHaveLength(0)
    await papers.getByRole('button', { name: 'Hết lỗi' }).click()
    await papers.getByRole('button', { name: 'Gỡ kẹt' }).click()
    await papers.getByText(/^\d tờ trong khay$/).waitFor()
    for await (const sheet of scanner.scan({ source: 'Feeder', dpi: 300 })) pages.push(sheet)
    expect(pages.length).toBeGreaterThan(0)
  })

  test('works by keyboard, in English, and reads out nothing that axe objects to on a desk or a telephone', async () => {
    await expectAccessible(page)
    await page.getByRole('button', { name: 'English' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Emulator kit' }).waitFor()
    const reader = page.getByRole('region', { name: 'Code reader' })
    await reader.getByLabel('Content of the code').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('Done').waitFor()
    await frames().getByText('A code is held before the reader').waitFor()
    await page.setViewportSize({ width: 360, height: 740 })
    await expectAccessible(page)
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(sideways).toBeLessThanOrEqual(0)
  })

  test('is shut to other names, other origins and what is no device', async () => {
    const status = async (path: string, init: RequestInit = {}) => (await fetch(url + path, init)).status
    const pull = '/devices/suprema/unplug'
    expect(await status(pull, { method: 'POST' })).toBe(403)
    const own = { 'x-kit': '1' }
    expect(await status(pull, { method: 'POST', headers: { ...own, origin: 'https://evil.example' } })).toBe(
      403,
    )
    expect(await status('/devices/printer/state', { headers: own })).toBe(404)
    const policy = (await fetch(url)).headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'/)
  })
})
