/** Live guidance at the desk: the networks in Chromium, under the policy that a page with them needs, before a drawn person. */
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FaceHint } from '../../core/biometrics/face-hints.ts'
import { emptyPortraitSvg, portraitSvg, twoPeopleSvg } from '../../core/synthetic/portrait.ts'
import type { PortraitTake } from '../../core/synthetic/portrait-take.ts'
import { jpegOf, portraitOf } from '../support/portraits.ts'
import { readSourceTree } from '../support/source-tree.ts'
import { noteAccidents } from './accidents.ts'
import { chromiumMissing, launchChromium } from './chromium.ts'
import type { FacePage } from './face-page/main.ts'

declare global {
  // eslint-disable-next-line no-var
  var page: FacePage
}

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
].join('; ')

let folder: string
let server: Server
let browser: Browser
let page: Page
const pictures = new Map<string, Uint8Array>()
const asked: string[] = []
const accidents: string[] = []

/** The desk's camera: the drawing fills the height, the wall goes on at both sides. */
async function frame(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(svg))
    .resize({ width: 640, height: 480, fit: 'contain', background: '#fff' })
    .jpeg({ quality: 90 })
    .toBuffer()
}

beforeAll(async () => {
  if (chromiumMissing) return
  folder = await mkdtemp(join(tmpdir(), 'face-page-'))
  const configFile = join(import.meta.dirname, 'face-page', 'vite.config.ts')
  await build({ configFile, logLevel: 'error', build: { outDir: join(folder, 'page'), emptyOutDir: true } })
  const film = join(folder, 'camera.mjpeg')
  await writeFile(film, await frame(portraitSvg(2, { ageYears: 30, sex: 'FEMALE' })))
  const app = express()
  app.use((request, response, next) => {
    asked.push(request.path)
    response.set('Content-Security-Policy', policy)
    next()
  })
  app.get('/pictures/:name', (request, response) => {
    response.type('image/jpeg').send(Buffer.from(pictures.get(request.params.name) ?? []))
  })
  app.use(express.static(join(folder, 'page')))
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  browser = await launchChromium([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ])
  page = await browser.newPage()
  noteAccidents(page, accidents)
  const address = server.address()
  await page.goto(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`)
})

afterAll(async () => {
  if (chromiumMissing) return
  await browser.close()
  server.close()
  await rm(folder, { recursive: true, force: true })
})

async function look(jpeg: Uint8Array) {
  pictures.set('now', jpeg)
  return page.evaluate(() => globalThis.page.look('/pictures/now'))
}

describe.skipIf(chromiumMissing)('the face watch of a desk', () => {
  test('loads its networks from its own page, under a policy that allows nothing else', async () => {
    const milliseconds = await page.evaluate(() => globalThis.page.ready)
    expect(milliseconds).toBeGreaterThan(0)
    console.log(`networks in Chromium: ${Math.round(milliseconds)} ms`)
    expect(asked.filter((path) => path.endsWith('.bin')).length).toBe(3)
    expect(asked.filter((path) => !/^\/$|^\/favicon|-[\w-]{8}\.(?:js|json|bin|wasm)$/.test(path))).toEqual([])
    expect(accidents).toEqual([])
  })

  test('tells a person at the camera that all is well, look after look', async () => {
    const { sights, milliseconds } = await page.evaluate(() => globalThis.page.watchCamera(8))
    console.log(`eight looks at the camera: ${Math.round(milliseconds)} ms`)
    expect(sights.at(-1)).toMatchObject({ accepted: true, hints: [] })
    expect(sights.length).toBe(8)
  })

  const takes: readonly (readonly [hint: FaceHint, PortraitTake])[] = [
    ['TURNED', { yaw: 18 }],
    ['TILTED', { roll: 12 }],
    ['EYES_CLOSED', { eyes: 0 }],
    ['TOO_DARK', { light: -0.75 }],
    ['BACKGROUND', { background: 'SHELVES' }],
    ['TOO_FAR', { size: 0.6 }],
  ]
  test.each(takes)('says what to do: %s', async (hint, take) => {
    expect(await look(await portraitOf(4, take))).toMatchObject({ accepted: false, hints: [hint] })
  })

  test('says when there is nobody, and when there are two', async () => {
    expect(await look(await jpegOf(emptyPortraitSvg()))).toMatchObject({ score: 0, hints: ['NO_FACE'] })
    const two = twoPeopleSvg([3, 11], { ageYears: 30, sex: 'FEMALE' })
    expect(await look(await jpegOf(two))).toMatchObject({ hints: ['SEVERAL_FACES'] })
  })

  test('costs the page what docs/face.md says', async () => {
    const assets = join(folder, 'page', 'assets')
    const sizes = await Promise.all(
      (await readdir(assets)).map(
        async (name) => `${name} ${Math.round((await stat(join(assets, name))).size / 1000)} kB`,
      ),
    )
    console.log(sizes.join('\n'))
    const [thread] = sizes.filter((line) => line.startsWith('face-thread'))
    expect(thread).toBeDefined()
  })
})

test('pages of officers and citizens carry no face networks', async () => {
  const files = await readSourceTree(join(import.meta.dirname, '../..'))
  const guided = files.filter(({ path, imports }) => {
    return (
      /^server\/(?:consoles|portal-web)\//.test(path) && imports.some(({ to }) => to.startsWith('ui/face/'))
    )
  })
  expect(guided.map(({ path }) => path)).toEqual([])
})
