/** The staff consoles as officers meet them: the built bundle, a whole server, and Chromium. */
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { expect } from 'vitest'
import { createHttp } from '../../server/http.ts'
import { ensureWebBundles } from '../../server/web-bundles.ts'
import { publicUrl, type TestApp, testApp } from '../support/app.ts'
import { ready } from '../support/http.ts'
import type { Account } from '../support/officers.ts'

const executablePath = '/usr/bin/chromium'
export const chromiumMissing = !existsSync(executablePath) && !process.env.CI
if (chromiumMissing) console.log(`consoles in the browser: skipped, ${executablePath} is not installed`)

/** Milliseconds for `openConsole` where the bundle has to be built, on a busy machine. */
export const firstBuild = 240_000

export const desktop = { width: 1366, height: 768 }
export const phone = { width: 360, height: 740 }

export interface ConsoleUnderTest extends Pick<TestApp, 'app' | 'advanceClock'> {
  /** Where the server really listens; officers know it as {@link publicUrl}. */
  readonly url: string
  /** A browser of its own, signed in as this officer. */
  open(account: Account, size?: { readonly width: number; readonly height: number }): Promise<Page>
  /** A browser of its own in front of the sign-in. */
  visit(size?: { readonly width: number; readonly height: number }): Promise<Page>
  /** Throws what pages reported since the last call, and closes them. */
  leave(): Promise<void>
  close(): Promise<void>
}

/** Told by a page although nothing is wrong: a request that the test makes fail. */
const wanted = /^Failed to load resource/

export async function openConsole(): Promise<ConsoleUnderTest> {
  const running = await testApp({ now: Date.now() })
  const { consoles, portal } = await ensureWebBundles({ log: () => undefined })
  const server = createServer(await createHttp(running.app, { portal, consoles, readiness: ready }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { host } = new URL(publicUrl)
  const browser: Browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      `--host-resolver-rules=MAP ${host} 127.0.0.1:${port}`,
    ],
  })
  const contexts: BrowserContext[] = []
  const accidents: string[] = []
  /** Of officers who signed in before: hashing a password takes longer than most screens. */
  const signedIn = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()
  const visit = async (size = desktop, storageState?: BrowserContextOptions['storageState']) => {
    const context = await browser.newContext({ viewport: size, ...(storageState && { storageState }) })
    contexts.push(context)
    const page = await context.newPage()
    page.on('pageerror', (error) => accidents.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !wanted.test(message.text())) accidents.push(message.text())
    })
    await page.goto(`${publicUrl}/console/`)
    return page
  }
  return {
    app: running.app,
    advanceClock: running.advanceClock,
    url: `http://127.0.0.1:${port}`,
    visit: (size) => visit(size),
    async open(account, size = desktop) {
      const page = await visit(size, signedIn.get(account.username))
      const home = page.getByRole('heading', { name: 'Công việc', level: 1 })
      const form = page.getByLabel('Tên đăng nhập')
      await home.or(form).waitFor()
      if (await form.isVisible()) await signInAs(page, account)
      await home.waitFor()
      signedIn.set(account.username, await page.context().storageState())
      return page
    },
    async leave() {
      await Promise.all(contexts.splice(0).map((context) => context.close()))
      const told = accidents.splice(0)
      if (told.length > 0) throw new Error(`The page reported: ${told.join('\n')}`)
    },
    async close() {
      await browser.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      await running.close()
    },
  }
}

export async function signInAs(
  page: Page,
  { username, password }: Pick<Account, 'username' | 'password'>,
): Promise<void> {
  await page.getByLabel('Tên đăng nhập').fill(username)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

/** Opens a screen by its address below /console. */
export const goTo = (page: Page, path: string) => page.goto(`${publicUrl}/console${path}`)

/** Nothing reaches over the right edge, and no text is cut off inside of its box. */
export async function expectNothingCut(page: Page): Promise<void> {
  const cut = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const boxes = [...document.querySelectorAll<HTMLElement>('main button, main a, main td, main th, h1, h2')]
    // The head of a table that has turned into cards is there for ears alone.
    const isHidden = (box: HTMLElement) => getComputedStyle(box.closest('thead') ?? box).clipPath !== 'none'
    const beyond = boxes.filter((box) => {
      if (isHidden(box)) return false
      const { right, width } = box.getBoundingClientRect()
      return (
        width > 1 && (right > clientWidth + 1 || box.scrollWidth > box.clientWidth + 1) && box.clientWidth > 0
      )
    })
    return { sideways: scrollWidth - clientWidth, beyond: beyond.map((box) => box.outerHTML.slice(0, 120)) }
  })
  expect(cut).toEqual({ sideways: 0, beyond: [] })
}
