import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type PublishedTrust, trustPath } from '../../core/contracts/chip-trust.ts'
import { chipFileOnDisk } from '../../core/lds/chip-files.ts'
import { writeChipFolder } from '../../server/commands/chip-folder.ts'
import { portalRoutes } from '../../server/portal/portal-routes.ts'
import { ensureWebBundles } from '../../server/web-bundles.ts'
import { genuineChip, type GenuineChip } from '../support/chip-forge.ts'
import { expectAccessible } from './accessible.ts'
import { chromiumMissing, launchChromium } from './chromium.ts'

const desktop = { width: 1366, height: 768 }
const phone = { width: 360, height: 740 }

describe.skipIf(chromiumMissing)('the page that verifies a chip', () => {
  let browser: Browser
  let server: Server
  let url: string
  let folder: string
  let chip: GenuineChip
  let trust: PublishedTrust
  /** What the page sent anywhere. */
  const sent: string[] = []
  let context: BrowserContext
  let page: Page
  let accidents: string[]

  beforeAll(async () => {
    const bundles = await ensureWebBundles({ log: () => undefined })
    chip = await genuineChip()
    folder = await mkdtemp(join(tmpdir(), 'chip-check-'))
    await writeChipFolder(folder, {
      image: chip.image,
      csca: chip.signer.csca,
      documentSigner: chip.signer.certificate,
    })
    const app = express()
    app.use((request, _response, next) => {
      sent.push(`${request.method} ${request.url}`)
      next()
    })
    app.get(trustPath, (_request, response) => void response.json(trust))
    app.use(portalRoutes(bundles.portal))
    server = createServer(app).listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/kiem-tra-chip`
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
    await rm(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    // The chips of the tests are signed an hour earlier.
    const at = '2026-11-22T04:00:00.000Z'
    trust = { at, certificates: [Buffer.from(chip.signer.csca).toString('base64')], lists: [] }
    sent.length = 0
    accidents = []
    context = await browser.newContext({ viewport: desktop })
    page = await context.newPage()
    page.on('pageerror', (error) => accidents.push(error.message))
    page.on('console', (message) => void (message.type() === 'error' && accidents.push(message.text())))
    await page.goto(url)
  })

  afterEach(async () => {
    await context.close()
    if (accidents.length > 0) throw new Error(`The page reported: ${accidents.join('\n')}`)
  })

  const heading = (name: string) => page.getByRole('heading', { name })
  const filesBut = (...missing: readonly string[]) =>
    Array.from(chip.image.keys(), chipFileOnDisk)
      .filter((name) => !missing.includes(name))
      .map((name) => join(folder, name))
  const choose = (files: readonly string[]) => page.getByLabel('Chọn tệp…').setInputFiles([...files])
  const widthBeyondScreen = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

  test('calls a genuine chip genuine, moves the focus there, and sends nothing of it anywhere', async () => {
    await heading('Chọn các tệp đọc từ chip').waitFor()
    await expectAccessible(page)
    await choose(filesBut())
    await heading('Chip thật').waitFor()
    expect(await heading('Chip thật').evaluate((node) => node === document.activeElement)).toBe(true)
    expect(await page.getByText('Không rõ (không có danh sách thu hồi còn hạn)').count()).toBe(1)
    expect(sent.filter((line) => !line.startsWith('GET '))).toEqual([])
    expect(sent.filter((line) => line.includes(trustPath))).toHaveLength(1)
    await expectAccessible(page)
  })

  test('tells every failure in words with its place and clause, in both languages, also on a telephone', async () => {
    await page.setViewportSize(phone)
    await choose(filesBut('EF_DG13.bin', 'EF_CardAccess.bin'))
    await heading('Không chấp nhận chip này').waitFor()
    const failures = page.getByRole('region', { name: 'Lỗi' }).getByRole('listitem')
    expect(await failures.count()).toBe(2)
    expect(await failures.first().innerText()).toMatch(
      /chip không có tệp[^]*Ở DG13[^]*9303-10[^]*FILE_ABSENT/,
    )
    expect(await widthBeyondScreen()).toBe(0)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'English' }).click()
    await heading('Do not accept this chip').waitFor()
    expect(await page.getByRole('region', { name: 'Failures' }).innerText()).toMatch(/it is not there/)
  })

  test('demands a revocation list where it is told to', async () => {
    await page.getByLabel('Không chấp nhận khi không có danh sách thu hồi còn hạn').check()
    await choose(filesBut())
    expect(await page.getByRole('region', { name: 'Lỗi' }).innerText()).toMatch(/CRL_NEEDED/)
  })

  test('says what to do where no file is a chip’s, nobody is trusted, or the network is away', async () => {
    await choose([join(folder, 'csca.cer')])
    await page.getByRole('alert').getByText('Không có tệp nào của chip').waitFor()
    trust = { ...trust, certificates: [] }
    await choose(filesBut())
    await page.getByRole('alert').getByText('Hệ thống chưa có chứng thư CSCA nào').waitFor()
    await context.setOffline(true)
    await choose(filesBut())
    await page.getByRole('alert').getByText('Không tải được danh sách chứng thư tin cậy').waitFor()
    await expectAccessible(page)
    await context.setOffline(false)
    trust = { ...trust, certificates: [Buffer.from(chip.signer.csca).toString('base64')] }
    await page.getByRole('button', { name: 'Thử lại' }).click()
    await heading('Chip thật').waitFor()
    // The browser notes in its own words that the network was away.
    accidents = accidents.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'))
  })

  test('says that files cannot be read any more, and takes others', async () => {
    const drive = join(folder, 'drive')
    await mkdir(drive)
    const vanishing = join(drive, 'EF_DG2.bin')
    await copyFile(join(folder, 'EF_DG2.bin'), vanishing)
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'elsewhere' }))
    })
    await page.locator('#elsewhere').setInputFiles(vanishing)
    await rm(drive, { recursive: true })
    const dropped = await page.evaluateHandle(() => {
      const [file] = document.querySelector<HTMLInputElement>('#elsewhere')?.files ?? []
      const transfer = new DataTransfer()
      if (file) transfer.items.add(file)
      return transfer
    })
    await page.locator('.drop-here').dispatchEvent('drop', { dataTransfer: dropped })
    await page.getByRole('alert').getByText('Không đọc được các tệp đã chọn').waitFor()
    await page.evaluate(() => document.querySelector('#elsewhere')?.remove())
    await expectAccessible(page)
    await choose(filesBut())
    await heading('Chip thật').waitFor()
  })

  test('takes files that are dropped', async () => {
    const files = filesBut().map((path) => ({ path, name: path.split('/').at(-1) ?? '' }))
    const contents = [...chip.image.values()].map((bytes) => Array.from(bytes))
    const dropped = await page.evaluateHandle(
      ([names, bytes]) => {
        const transfer = new DataTransfer()
        for (const [i, name] of names.entries())
          transfer.items.add(new File([Uint8Array.from(bytes[i] ?? [])], name))
        return transfer
      },
      [files.map(({ name }) => name), contents] as const,
    )
    await page.locator('.drop-here').dispatchEvent('drop', { dataTransfer: dropped })
    await heading('Chip thật').waitFor()
  })
})
