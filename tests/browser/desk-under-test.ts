/** The enrollment desk as officers meet it: the built page, a real agent with emulated devices, a server that can go down, and Chromium. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { portraitSvg } from '../../core/synthetic/portrait.ts'
import { ensureDeskBundle } from '../../server/web-bundles.ts'
import { type EmulatorProcess, startEmulator } from '../enrollment-kiosk/devices/emulator-process.ts'
import { startContractServer, type ContractServer } from '../enrollment-kiosk/session/contract-server.ts'
import { hireOfficers, openDesk } from '../enrollment-kiosk/session/desk.ts'
import {
  makeDataDirectory,
  startKioskProcess,
  type KioskProcess,
} from '../enrollment-kiosk/session/kiosk-process.ts'
import { noteAccidents } from './accidents.ts'
import { launchChromium } from './chromium.ts'
import { desktop } from './console-under-test.ts'

export interface DeskUnderTest {
  readonly server: ContractServer
  readonly kiosk: KioskProcess
  /** Folder of the agent's data. */
  readonly directory: string
  /** Stands for a medium that is carried away: it lies outside the agent's folder. */
  readonly medium: string
  /** Only where `devices` was asked for. */
  readonly scanner: EmulatorProcess
  readonly camera: EmulatorProcess
  /** A window of the desk at one of its screens: `/outbox`. */
  open(screen?: string, size?: { readonly width: number; readonly height: number }): Promise<Page>
  /** Throws what pages reported since the last call, and closes them. */
  leave(): Promise<void>
  close(): Promise<void>
}

interface DeskOptions {
  /** A fingerprint scanner and a serial camera, emulated, in a hurry. */
  readonly devices?: boolean
  readonly environment?: Readonly<Record<string, string>>
  /** Puts files into the agent's folder before it first starts. */
  readonly prepare?: (directory: string) => Promise<void>
  /** What the server is to do from the first moment on. */
  readonly beforeSending?: (server: ContractServer) => void
  /** Both officers take their seats (through the server); otherwise nobody does. */
  readonly seated?: boolean
  /** The page shows a PDF, which the quicker browser cannot. */
  readonly showsPdf?: boolean
}

export async function openDeskUnderTest(options: DeskOptions = {}): Promise<DeskUnderTest> {
  const { devices = false, environment = {}, seated = true, showsPdf = false } = options
  const folder = await mkdtemp(join(tmpdir(), 'desk-page-'))
  const [pages, server, directory] = await Promise.all([
    ensureDeskBundle({ log: () => undefined }),
    startContractServer(),
    makeDataDirectory(),
  ])
  hireOfficers(server)
  options.beforeSending?.(server)
  const emulators = devices
    ? await Promise.all([startEmulator('fingerprint', '--no-pace'), startEmulator('camera', '--no-pace')])
    : []
  const [scanner, camera] = emulators
  await options.prepare?.(directory.path)
  const kiosk = await startKioskProcess({
    server: server.url,
    directory: directory.path,
    environment: {
      KIOSK_DESK_DIR: pages,
      ...(scanner && { FINGERPRINT_PATH: scanner.link }),
      ...(camera && { CAMERA_PATH: camera.link }),
      ...environment,
    },
  })
  if (seated) await openDesk(kiosk)
  const browser = await launchChromium(
    [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${await filmOf(folder)}`,
    ],
    { whole: showsPdf },
  )
  const contexts: BrowserContext[] = []
  const accidents: string[] = []
  const absent = () => {
    throw new Error('this desk was opened without devices')
  }
  return {
    server,
    kiosk,
    directory: directory.path,
    medium: folder,
    get scanner() {
      return scanner ?? absent()
    },
    get camera() {
      return camera ?? absent()
    },
    async open(screen = '/', size = desktop) {
      const context = await browser.newContext({ viewport: size, permissions: ['camera'] })
      contexts.push(context)
      const page = await context.newPage()
      noteAccidents(page, accidents, { mayBeRefused: true })
      await page.goto(`${kiosk.url}/#token=${kiosk.token}`)
      await page.locator('main').waitFor()
      if (screen !== '/') await goTo(page, screen)
      return page
    },
    async leave() {
      await Promise.all(contexts.splice(0).map((context) => context.close()))
      const told = accidents.splice(0)
      if (told.length > 0) throw new Error(`The page reported: ${told.join('\n')}`)
    },
    async close() {
      await browser.close()
      await kiosk.stop()
      await Promise.all([
        ...emulators.map((emulator) => emulator.stop()),
        server.close(),
        directory.remove(),
        rm(folder, { recursive: true, force: true }),
      ])
    },
  }
}

/** Shows a screen by its address behind the `#`, as the navigation does. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash
  }, screen)
}

/** What the browser's camera sees: a drawn person before a plain wall. */
async function filmOf(folder: string): Promise<string> {
  const picture = await sharp(Buffer.from(portraitSvg(2, { ageYears: 30, sex: 'FEMALE' })))
    .resize({ width: 640, height: 480, fit: 'contain', background: '#fff' })
    .jpeg({ quality: 90 })
    .toBuffer()
  const film = join(folder, 'camera.mjpeg')
  await writeFile(film, picture)
  return film
}
