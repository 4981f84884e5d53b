import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openDocumentScanner } from '../../../enrollment-kiosk/devices/document-scanner/scanner.ts'
import { refusalOf } from '../../support/refusals.ts'
import { type ScannerProcess, startScanner } from './scanner-process.ts'

let device: ScannerProcess
beforeAll(async () => {
  device = await startScanner()
})
afterEach(async () => {
  await device.faults({})
  await device.free()
})
afterAll(() => device.stop())

const patience = { answerMs: 2000, pageMs: 2000, retryMs: 5 }
const order = { source: 'Feeder', dpi: 200 } as const

/** Sheets that differ. */
const sheets = (count: number): Promise<Uint8Array[]> =>
  Promise.all(
    Array.from({ length: count }, (_, i) =>
      sharp({ create: { width: 60 + i, height: 80, channels: 3, background: '#fff' } })
        .jpeg()
        .toBuffer(),
    ),
  )

interface Job {
  readonly pages: readonly Uint8Array[]
  /** The refusal that ended it, NOT_REFUSED where none did. */
  readonly end: string
}

async function scan(
  more: { readonly patience?: typeof patience; readonly signal?: AbortSignal } = {},
): Promise<Job> {
  const pages: Uint8Array[] = []
  const work = async () => {
    const scanner = await openDocumentScanner(device.url, { patience, ...more })
    for await (const page of scanner.scan(order)) pages.push(page)
  }
  return { pages, end: await refusalOf(work()) }
}

const same = (pages: readonly Uint8Array[], expected: readonly Uint8Array[]) =>
  expect(pages.map((page) => Buffer.from(page).toString('base64'))).toEqual(
    expected.map((page) => Buffer.from(page).toString('base64')),
  )

describe('a scanner with a feeder', () => {
  test('says what it is', async () => {
    const { capabilities } = await openDocumentScanner(device.url)
    expect(capabilities).toMatchObject({ sources: ['Feeder', 'Platen'], resolutions: [150, 200, 300] })
  })

  test('gives every sheet once, in their order, and is free for the next job', async () => {
    const pile = await sheets(5)
    await device.load(pile)
    const { pages, end } = await scan()
    expect(end).toBe('NOT_REFUSED')
    same(pages, pile)
    expect(await device.state()).toEqual({ sheets: 0, jammed: false, working: false })
    expect(await scan()).toEqual({ pages: [], end: 'FEEDER_EMPTY' })
  })

  test('that is busy or not ready is asked again, and given up in the end', async () => {
    const pile = await sheets(2)
    await device.load(pile)
    await device.faults({ busy: 3, notReady: 4 })
    same((await scan()).pages, pile)
    await device.load(pile)
    await device.faults({ busy: 1_000_000 })
    const impatient = { ...patience, pageMs: 20 }
    expect(await scan({ patience: impatient })).toEqual({ pages: [], end: 'SCANNER_BUSY' })
  })

  test('that jams gives what came before, and nothing until it is freed', async () => {
    const pile = await sheets(4)
    await device.load(pile)
    await device.faults({ jamAtPage: 3 })
    const { pages, end } = await scan()
    same(pages, pile.slice(0, 2))
    expect(end).toBe('SCANNER_JAMMED')
    expect(await scan()).toEqual({ pages: [], end: 'SCANNER_JAMMED' })
    await device.faults({})
    await device.free()
    same((await scan()).pages, pile.slice(2))
  })

  test.each(['dropAtPage', 'wrongContentAtPage'] as const)(
    'whose page does not arrive whole (%s) says which, and does another job after',
    async (fault) => {
      const pile = await sheets(4)
      await device.load(pile)
      await device.faults({ [fault]: 2 })
      const { pages, end } = await scan()
      same(pages, pile.slice(0, 1))
      expect(end).toBe('PAGE_LOST')
      await device.faults({})
      same((await scan()).pages, pile.slice(2))
    },
  )

  test('that does not answer in time, is off, or is something else, is told as not reached', async () => {
    await device.faults({ delay: 400 })
    expect((await scan({ patience: { ...patience, answerMs: 100 } })).end).toBe('SCANNER_UNREACHABLE')
    expect(await refusalOf(openDocumentScanner('http://127.0.0.1:9'))).toBe('SCANNER_UNREACHABLE')
    const page = createServer((_request, response) => response.end('<html>Not a scanner</html>'))
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve))
    const { port } = page.address() as AddressInfo
    expect(await refusalOf(openDocumentScanner(`http://127.0.0.1:${port}`))).toBe('SCANNER_UNREACHABLE')
    page.close()
  })

  test('leaves the job when nobody wants more pages', async () => {
    await device.load(await sheets(3))
    const scanner = await openDocumentScanner(device.url, { patience })
    for await (const page of scanner.scan(order)) {
      expect(page.length).toBeGreaterThan(100)
      break
    }
    expect(await device.state()).toMatchObject({ sheets: 2, working: false })
  })
})

test('the glass gives one page, which stays there', async () => {
  const [sheet] = await sheets(1)
  await device.load(sheet ? [sheet] : [])
  const scanner = await openDocumentScanner(device.url, { patience })
  const pages: Uint8Array[] = []
  for await (const page of scanner.scan({ source: 'Platen', dpi: 300 })) pages.push(page)
  expect(pages).toHaveLength(1)
  expect((await device.state()).sheets).toBe(1)
})
