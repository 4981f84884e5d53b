/** The staff consoles as officers meet them: the built bundle, a whole server, and Chromium. */
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { ensureWebBundles } from '../../server/web-bundles.ts'
import { publicUrl, type TestApp, testApp } from '../support/app.ts'
import { openHttp, ready } from '../support/http.ts'
import type { Account } from '../support/officers.ts'
import { noteAccidents } from './accidents.ts'
import { launchChromium } from './chromium.ts'
import { watchRequests } from './settled.ts'

/** Milliseconds until a page stands where its bundle has to be built, on a busy machine. */
export const firstBuild = 240_000

export const desktop = { width: 1366, height: 768 }
export const phone = { width: 360, height: 740 }

export interface ConsoleUnderTest extends Pick<TestApp, 'app' | 'advanceClock'> {
  /** Where the server really listens; officers know it as {@link publicUrl}. */
  readonly url: string
  /** A browser of its own, signed in as this officer; what it has loaded it keeps for the officer's next test. */
  open(account: Account, size?: { readonly width: number; readonly height: number }): Promise<Page>
  /** A browser of its own in front of the sign-in. */
  visit(size?: { readonly width: number; readonly height: number }): Promise<Page>
  /** Throws what pages reported since the last call, and closes them. */
  leave(): Promise<void>
  close(): Promise<void>
}

type Size = NonNullable<Parameters<ConsoleUnderTest['open']>[1]>

/** `variables` are those of the server's environment. */
export async function openConsole(
  variables: Readonly<Record<string, string>> = {},
): Promise<ConsoleUnderTest> {
  const running = await testApp({ now: Date.now(), variables })
  const server = await openHttp(running, ready, await ensureWebBundles({ log: () => undefined }))
  const { host } = new URL(publicUrl)
  const { port } = new URL(server.url)
  const browser = await launchChromium([`--host-resolver-rules=MAP ${host} 127.0.0.1:${port}`])
  const passing: BrowserContext[] = []
  /** By officer and size: in a new context every screen is fetched and compiled anew, which takes longer than most tests. */
  const kept = new Map<string, BrowserContext>()
  const accidents: string[] = []
  /** Of officers who signed in before: hashing a password takes longer than most screens. */
  const signedIn = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()
  const newContext = (size: Size, storageState?: BrowserContextOptions['storageState']) =>
    browser.newContext({ viewport: size, ...(storageState && { storageState }) })
  const enter = async (context: BrowserContext) => {
    const page = await context.newPage()
    watchRequests(page)
    noteAccidents(page, accidents, { mayBeRefused: true })
    await page.goto(`${publicUrl}/console/`)
    return page
  }
  const contextFor = async ({ username }: Account, size: Size) => {
    const name = `${username} ${size.width}`
    const known = kept.get(name)
    if (known?.pages().length === 0) return known
    const context = await newContext(size, signedIn.get(username))
    if (known) passing.push(context)
    else kept.set(name, context)
    return context
  }
  return {
    app: running.app,
    advanceClock: running.advanceClock,
    url: server.url,
    async visit(size = desktop) {
      const context = await newContext(size)
      passing.push(context)
      return enter(context)
    },
    async open(account, size = desktop) {
      const page = await enter(await contextFor(account, size))
      const home = page.getByRole('heading', { name: 'Công việc', level: 1 })
      const form = page.getByLabel('Tên đăng nhập')
      await home.or(form).waitFor()
      if (await form.isVisible()) await signInAs(page, account)
      await home.waitFor()
      signedIn.set(account.username, await page.context().storageState())
      return page
    },
    async leave() {
      await Promise.all(passing.splice(0).map((context) => context.close()))
      await Promise.all([...kept.values()].map(forget))
      const told = accidents.splice(0)
      if (told.length > 0) throw new Error(`The page reported: ${told.join('\n')}`)
    },
    async close() {
      await browser.close()
      await server.close()
      await running.close()
    },
  }
}

/** Leaves nothing to the next test but the session and what the browser has fetched. */
async function forget(context: BrowserContext): Promise<void> {
  await context.setOffline(false)
  for (const page of context.pages()) {
    await page.evaluate(() => localStorage.clear())
    await page.close()
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
