import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WrongUsage } from '../../../server/commands/command.ts'
import { run as labelsBlanks } from '../../../server/commands/labels-blanks.ts'
import { run as labelsBoxes } from '../../../server/commands/labels-boxes.ts'
import { printBlankLabels } from '../../../server/production/print-blank-labels.ts'
import { printBoxLabels } from '../../../server/production/print-box-labels.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { isZbarMissing, readAllWithZxing, readWithZbar } from '../../support/barcode-readers.ts'
import type { GreyPicture } from '../../support/card-pixels.ts'
import { producer, receiveStock, stockKeeper } from '../../support/factory.ts'
import { openHttp } from '../../support/http.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

const run = promisify(execFile)
const zbarMissing = isZbarMissing()

let running: TestApp
let serials: readonly string[]
let pdfium: PDFiumLibrary
beforeAll(async () => {
  running = await testApp()
  pdfium = await PDFiumLibrary.init()
  await receiveStock(running.app, 50)
  const blanks = await running.app.db.blankCard.findMany({ orderBy: { serial: 'asc' } })
  serials = blanks.map(({ serial }) => serial)
})
afterAll(async () => {
  pdfium.destroy()
  await running.close()
})

/** The pages as an office printer makes them, 200 dots to the inch at the least. */
async function pagesOf(pdf: Uint8Array): Promise<readonly GreyPicture[]> {
  const document = await pdfium.loadDocument(pdf)
  const pages = []
  for (const page of document.pages()) {
    const { data, width, height } = await page.render({ scale: 200 / 72, render: 'bitmap' })
    pages.push({
      width,
      height,
      data: Uint8Array.from({ length: width * height }, (_, i) => data[i * 4] ?? 0),
    })
  }
  document.destroy()
  return pages
}

/** Every label on every page, as two readers see them. */
async function expectRead(pdf: Uint8Array, expected: readonly (readonly string[])[]): Promise<void> {
  const pages = await pagesOf(pdf)
  expect(pages).toHaveLength(expected.length)
  for (const [i, page] of pages.entries()) {
    const codes = expected[i]?.toSorted()
    expect((await readAllWithZxing(page, 'Code128')).toSorted()).toEqual(codes)
    const byZbar = zbarMissing ? codes : (await readWithZbar(page)).split('\n').toSorted()
    expect(byZbar).toEqual(codes)
  }
}

const blanks = (input: Parameters<typeof printBlankLabels>[2]) =>
  printBlankLabels(running.app, stockKeeper, input)
const boxes = (changes: Partial<Parameters<typeof printBoxLabels>[2]> = {}) =>
  printBoxLabels(running.app, producer, { parcel: 'KH-260302-00017', unit: '79', cards: 450, ...changes })

describe('labels of blanks', () => {
  test('each blank has one, in the order of the stock, on as many sheets as it takes', async () => {
    const pdf = await blanks({ from: serials[3] ?? '', count: 22 })
    await expectRead(pdf, [serials.slice(3, 24), serials.slice(24, 25)])
    expect(await blanks({ from: serials[3] ?? '', count: 22 })).toEqual(pdf)
  })

  test('a bundle is labelled by both its ends, the last one by what the lot still holds', async () => {
    const pdf = await blanks({ from: serials[0] ?? '', count: 60, bundle: 20 })
    await expectRead(pdf, [[0, 19, 20, 39, 40, 49].map((i) => serials[i] ?? '')])
  })

  test('none are printed for unknown serials, senseless counts, another role, or another province’s blanks', async () => {
    const from = serials[0] ?? ''
    for (const unknown of ['KHONG-CO', "x' --", '\0'])
      expect(await refusalOf(blanks({ from: unknown, count: 1 }))).toBe('NOT_FOUND')
    for (const count of [0, -1, 1.5, Number.NaN, 1e9])
      expect(await refusalOf(blanks({ from, count }))).toBe('ILLEGAL_LABEL_COUNT')
    expect(await refusalOf(blanks({ from, count: 1, bundle: 0 }))).toBe('ILLEGAL_LABEL_COUNT')
    for (const other of [officerOf('RECEPTION'), officerOf('STOCK_KEEPER', '79')])
      expect(await refusalOf(printBlankLabels(running.app, other, { from, count: 1 }))).toBe('FORBIDDEN')
  })
})

describe('labels of boxes', () => {
  test('each box of a parcel has one with its own code', async () => {
    await expectRead(await boxes(), [[1, 2, 3].map((box) => `KH-260302-00017-0${box}`)])
  })

  test('the longest parcel number fits, in whatever letters', async () => {
    await expectRead(await boxes({ parcel: 'W'.repeat(16), cards: 1 }), [[`${'W'.repeat(16)}-01`]])
  })

  test('none are printed for an unknown unit, a parcel number that is none, senseless counts, another role, or another province’s blanks', async () => {
    for (const unit of ['00', 'X', '']) expect(await refusalOf(boxes({ unit }))).toBe('NOT_FOUND')
    for (const parcel of ['', 'kh-1', 'KH 1', 'X'.repeat(17), 'ĐƠN-1'])
      expect(await refusalOf(boxes({ parcel }))).toBe('ILLEGAL_PARCEL_NUMBER')
    for (const cards of [0, 0.5, Number.NaN, 1e9])
      expect(await refusalOf(boxes({ cards }))).toBe('ILLEGAL_LABEL_COUNT')
    const input = { parcel: 'KH-1', unit: '79', cards: 1 }
    expect(await refusalOf(printBoxLabels(running.app, stockKeeper, input))).toBe('FORBIDDEN')
  })
})

test('an operator prints them to a file, and is told how where a word is missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labels-'))
  const { dataDir: DATA_DIR, databaseUrl: DATABASE_URL } = running
  const env = { ...process.env, NODE_ENV: 'test', DATA_DIR, DATABASE_URL }
  const cwd = join(import.meta.dirname, '../../..')
  try {
    const out = join(folder, 'labels.pdf')
    const words = ['labels', 'blanks', '--from', serials[0] ?? '', '--count', '2', '--out', out]
    await run(process.execPath, ['server/cli.ts', ...words], { cwd, env })
    expect(new Uint8Array(await readFile(out))).toEqual(await blanks({ from: serials[0] ?? '', count: 2 }))
    for (const command of [labelsBlanks, labelsBoxes])
      await expect(command(['--out', out])).rejects.toThrow(WrongUsage)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the routes ask who asks before they look at what is asked', async () => {
  const server = await openHttp(running)
  try {
    for (const path of ['blanks.pdf?from=x&count=1', 'boxes.pdf'])
      expect((await fetch(`${server.url}/labels/${path}`)).status).toBe(401)
  } finally {
    await server.close()
  }
})
