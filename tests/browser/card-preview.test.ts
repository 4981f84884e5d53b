/** The preview of a card in Chromium beside the PDF that is printed: the same words at the same places, the same codes. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import express from 'express'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CardFace, CardTemplate } from '../../core/card/card-face.ts'
import { printedValue } from '../../core/card/printed-value.ts'
import { codedItem, symbolText } from '../../core/card/symbol-text.ts'
import { cardLayout } from '../../core/card/templates.ts'
import { renderCard } from '../../core/documents/render-card.ts'
import { type CardSampleName, sampleFace } from '../../core/synthetic/card-samples.ts'
import { demoCard } from '../../server/demo-card.ts'
import { documentFonts } from '../../server/kernel/fonts.ts'
import { readAllWithZxing } from '../support/barcode-readers.ts'
import { signedSampleFace } from '../support/card-qr-signer.ts'
import { isMissing } from '../support/is-missing.ts'
import { expectAccessible } from './accessible.ts'
import { noteAccidents } from './accidents.ts'
import type { ShowCard } from './card-page/main.tsx'
import { chromiumMissing, launchChromium } from './chromium.ts'

declare global {
  // eslint-disable-next-line no-var
  var showCard: ShowCard
}

const run = promisify(execFile)

const popplerMissing = isMissing('poppler-utils', spawnSync('pdftotext', ['-v']).status === 0)

/** A word on a side, in millimetres: its two ends and its foot. */
interface Word {
  readonly side: number
  readonly text: string
  readonly from: number
  readonly to: number
  readonly foot: number
}

const point = 25.4 / 72
/** Of its type size, the face reaches so far above the foot of its letters, and below. */
const [ascent, descent] = [1, 0.265]

async function wordsOfPdf(file: string): Promise<readonly Word[]> {
  const { stdout } = await run('pdftotext', ['-bbox', file, '-'])
  const word = /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)</g
  return stdout.split('<page').flatMap((page, i) =>
    Array.from(page.matchAll(word), ([, from, top, to, bottom, text = '']) => {
      const [high, low] = [Number(top) * point, Number(bottom) * point]
      return {
        side: i - 1,
        text: text.replaceAll('&apos;', "'").replaceAll('&#39;', "'"),
        from: Number(from) * point,
        to: Number(to) * point,
        foot: high + ((low - high) * ascent) / (ascent + descent),
      }
    }),
  )
}

/** What stands in the drawings, but for the machine-readable zone, whose type a browser does not have. */
const wordsOfPreview = (page: Page): Promise<readonly Word[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('svg.card-side'), (svg, side) =>
      Array.from(svg.querySelectorAll('text:not([textLength])'), (node) => {
        const place = node instanceof SVGTextElement ? node.getCTM() : null
        // What is still to come is told in words of the preview's own.
        if (!(node instanceof SVGTextElement) || !place || node.closest('.card-later')) return []
        const millimetre = svg.clientWidth / 85.6
        return Array.from((node.textContent ?? '').matchAll(/\S+/g), ({ 0: text, index }) => {
          const start = node.getStartPositionOfChar(index).matrixTransform(place)
          const end = node.getEndPositionOfChar(index + text.length - 1).matrixTransform(place)
          return {
            side,
            text,
            from: start.x / millimetre,
            to: end.x / millimetre,
            foot: start.y / millimetre,
          }
        })
      }).flat(),
    ).flat(),
  )

const cards: readonly (readonly [CardSampleName, CardTemplate])[] = [
  ['phuc', 'CC_2024'],
  ['nha', 'CC_2024'],
  ['huong', 'CCCD_2021'],
  ['be', 'CC_2024_UNDER_6'],
  ['nha', 'CC_2024_SIGNED_QR'],
  ['hhen', 'IDENTITY_CERTIFICATE_2024'],
]

describe.skipIf(chromiumMissing || popplerMissing)('the preview of a card', () => {
  let folder: string
  let server: Server
  let browser: Browser
  let page: Page
  const accidents: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'card-page-'))
    const configFile = join(import.meta.dirname, 'card-page', 'vite.config.ts')
    await build({ configFile, logLevel: 'error', build: { outDir: join(folder, 'page'), emptyOutDir: true } })
    server = createServer(express().use(express.static(join(folder, 'page'))))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    browser = await launchChromium()
    // A card is then as wide as at 300 dots to the inch.
    page = await browser.newPage({ viewport: { width: 1027, height: 1420 } })
    noteAccidents(page, accidents)
    const address = server.address()
    await page.goto(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`)
  })

  afterAll(async () => {
    await browser?.close()
    server?.close()
    await rm(folder, { recursive: true })
  })

  const show = (template: CardTemplate, face: CardFace) =>
    page.evaluate(([name, shown]) => globalThis.showCard(name, shown), [template, face] as const)

  async function readCodes(side: number, format: 'QRCode' | 'Code128'): Promise<readonly string[]> {
    const png = await page.locator('svg.card-side').nth(side).screenshot()
    const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true })
    return readAllWithZxing({ width: info.width, height: info.height, data: new Uint8Array(data) }, format)
  }

  test.each(cards)('of %s by %s has every word where the printed card has it', async (name, template) => {
    const face = await signedSampleFace(name, template)
    await show(template, face)
    const file = join(folder, 'card.pdf')
    const card = await demoCard(name, template)
    const order = { ...card, face, fonts: await documentFonts(), productionKey: null }
    await writeFile(file, renderCard(order))
    const printed = await wordsOfPdf(file)
    const shown = await wordsOfPreview(page)
    // Three dots of the printer: what kerning in the browser and in the PDF may differ by at the end of a line.
    const near = (a: number, b: number) => Math.abs(a - b) < 0.25
    const strayed = shown.filter(
      ({ side, text, from, to, foot }) =>
        !printed.some(
          (word) =>
            word.side === side &&
            word.text === text &&
            near(word.from, from) &&
            near(word.to, to) &&
            near(word.foot, foot),
        ),
    )
    expect(strayed).toEqual([])
    const text = shown.map((word) => word.text).join(' ')
    const { front, back } = cardLayout(template)
    for (const { field } of [...front.fields, ...back.fields])
      expect(text).toContain(printedValue(face, field))
  })

  test.each(cards)('of %s by %s carries codes that can be read from its pixels', async (name, template) => {
    const face = await signedSampleFace(name, template)
    await show(template, face)
    const { front, back } = cardLayout(template)
    for (const [side, { barcodes }] of [front, back].entries()) {
      for (const { kind, content } of barcodes) {
        const format = kind === 'QR' ? 'QRCode' : 'Code128'
        const text = symbolText(content, (item) => codedItem(face, item))
        await expect.poll(() => readCodes(side, format)).toContain(text)
      }
    }
  })

  test('tells ears what stands on each side', async () => {
    await show('CC_2024', sampleFace('huong', 'CC_2024'))
    const label = await page.locator('svg.card-side').first().getAttribute('aria-label')
    expect(label).toContain('Họ, chữ đệm và tên khai sinh: ĐỖ THỊ MỸ HƯỜNG')
    await expectAccessible(page)
    expect(accidents).toEqual([])
  })
})
