import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { IppCardPrinter } from '../../card-printer-driver/ipp/ipp-card-printer.ts'
import { openIppPrinter } from '../../card-printer-driver/ipp/open-ipp-printer.ts'
import type { CardProgress } from '../../card-printer-driver/printer.ts'
import { loadFonts } from '../../card-printer-driver/load-fonts.ts'
import { CardReader } from '../../card-printer-driver/scan-back.ts'
import { renderCard } from '../../core/documents/render-card.ts'
import { isMissing } from '../support/is-missing.ts'
import { type CupsPrinter, ippeveprinter, startCupsPrinter } from './ippeveprinter.ts'
import { plainPortrait, printOrder } from './orders.ts'

describe.skipIf(isMissing('ippeveprinter', existsSync(ippeveprinter)))('the IPP printer of CUPS', () => {
  let cups: CupsPrinter
  let printer: IppCardPrinter
  let card: { readonly qr: string; readonly pdf: Uint8Array }

  beforeAll(async () => {
    cups = await startCupsPrinter()
    printer = new IppCardPrinter(cups.url, { trayUrl: cups.trayUrl })
    const [fonts, portrait] = await Promise.all([loadFonts(), plainPortrait()])
    const { face } = printOrder(1, portrait)
    const pdf = renderCard({ template: 'CC_2024', face, portrait, fonts, productionKey: null })
    card = { qr: face.qr, pdf }
    await vi.waitUntil(async () => (await printer.trouble()) === null, { timeout: 10_000 })
  })
  afterAll(() => cups.stop())
  afterEach(async () => {
    for (const fault of ['empty', 'jam']) await rm(join(cups.directory, fault), { force: true })
  })

  const fault = (name: 'empty' | 'jam') => writeFile(join(cups.directory, name), '')
  const print = async (name: string) =>
    (await (await printer.feed(name)).print({ pdf: card.pdf, template: 'CC_2024' })).jobId
  const until = async (jobId: number, wanted: Partial<CardProgress>) =>
    await vi.waitFor(async () => expect(await printer.progress(jobId)).toMatchObject(wanted), {
      timeout: 10_000,
    })

  test('makes the card that was ordered, and remembers it by its name', async () => {
    const jobId = await print('the-1')
    await until(jobId, { state: 'printed' })
    const page = await printer.tray(jobId)
    expect(page).toEqual(card.pdf)
    const reader = await CardReader.open()
    expect(await reader.readQrs(page ?? new Uint8Array())).toMatchObject({ qr: card.qr })
    reader.close()
    expect(await printer.jobNamed('the-1')).toBe(jobId)
    expect(await printer.state()).toMatchObject({ model: 'CUPS ippeveprinter', trouble: null })
    expect(await printer.isEmulated()).toBe(false)
  })

  test('stops for want of blanks, says so, and goes on', async () => {
    await fault('empty')
    const jobId = await print('the-2')
    await vi.waitFor(async () => expect(await printer.trouble()).toBe('CARDS_OUT'), { timeout: 10_000 })
    expect(await printer.progress(jobId)).toEqual({ state: 'printing' })
    await rm(join(cups.directory, 'empty'))
    await until(jobId, { state: 'printed' })
    expect(await printer.trouble()).toBeNull()
  })

  test('takes one card at a time: a second that comes meanwhile waits for it', async () => {
    const jobs = await Promise.all([print('the-4'), print('the-5')])
    for (const jobId of jobs) await until(jobId, { state: 'printed' })
    expect(new Set(jobs).size).toBe(2)
  })

  test('is trusted over TLS with its own certificate alone', async () => {
    const url = cups.url.replace('ipp:', 'ipps:')
    const stranger = new IppCardPrinter(url)
    expect(await stranger.trouble()).toBe('PRINTER_NOT_TRUSTED')
    const known = await openIppPrinter({ url, trayUrl: null, caFile: cups.certificateFile })
    expect(await known.trouble()).toBeNull()
  })

  test('tells a jam, which spoils the card', async () => {
    await fault('jam')
    const jobId = await print('the-3')
    await until(jobId, { state: 'failed', untouched: false, reason: 'JAM' })
    expect(await printer.trouble()).toBe('JAMMED')
  })
})
