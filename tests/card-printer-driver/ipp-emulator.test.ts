import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { IppClient } from '../../card-printer-driver/ipp/client.ts'
import { IppCardPrinter } from '../../card-printer-driver/ipp/ipp-card-printer.ts'
import {
  attribute,
  find,
  integer,
  numberOf,
  operations,
  statuses,
} from '../../card-printer-driver/ipp/message.ts'
import { loadFonts } from '../../card-printer-driver/load-fonts.ts'
import { CardReader, PageUnreadable, QrNotFound } from '../../card-printer-driver/scan-back.ts'
import type { DocumentFonts } from '../../core/documents/fonts.ts'
import { renderCard } from '../../core/documents/render-card.ts'
import { plainPortrait, printOrder } from './orders.ts'
import { startPrinter, type EmulatorProcess } from './processes.ts'
import { isMissing } from '../support/is-missing.ts'

let emulator: EmulatorProcess
let printer: IppCardPrinter
let reader: CardReader
let fonts: DocumentFonts
let portrait: Uint8Array

beforeAll(async () => {
  ;[emulator, reader, fonts, portrait] = await Promise.all([
    startPrinter('--no-pace'),
    CardReader.open(),
    loadFonts(),
    plainPortrait(),
  ])
  printer = new IppCardPrinter(emulator.url)
})
afterEach(() => emulator.setFaults({}))
afterAll(async () => {
  reader.close()
  await emulator.stop()
})

async function card(n: number) {
  const { face } = printOrder(n, portrait)
  return {
    qr: face.qr,
    pdf: renderCard({ template: 'CC_2024', face, portrait, fonts, productionKey: null }),
  }
}

/** The tray's picture, asked for again until it is there. */
async function fromTray(jobId: number): Promise<Uint8Array> {
  for (;;) {
    const page = await printer.tray(jobId)
    if (page) return page
  }
}

describe('a card printed over IPP', () => {
  test('is seen in the tray with the QR that was ordered', async () => {
    const { qr, pdf } = await card(1)
    const { jobId } = await printer.print(pdf, 'the-1')
    expect(await reader.readQrs(await fromTray(jobId))).toEqual({ qr, signedQr: null })
    expect(await printer.progress(jobId)).toEqual({ state: 'printed' })
  })

  test('is found out where two cards change places', async () => {
    await emulator.setFaults({ swapNextTwo: true })
    const [first, second] = [await card(2), await card(3)]
    const one = await printer.print(first.pdf, 'the-2')
    expect(await printer.tray(one.jobId)).toBeNull()
    const two = await printer.print(second.pdf, 'the-3')
    expect(await reader.readQrs(await fromTray(one.jobId))).toMatchObject({ qr: second.qr })
    expect(await reader.readQrs(await fromTray(two.jobId))).toMatchObject({ qr: first.qr })
  })

  test.each([
    [{ ribbonOut: true }, 'RIBBON_OUT'],
    [{ mediaEmpty: true }, 'CARDS_OUT'],
    [{ coverOpen: true }, 'COVER_OPEN'],
    [{ off: true }, 'PRINTER_OFF'],
  ] as const)('is refused with the cause while the printer says %o', async (faults, code) => {
    const { pdf } = await card(4)
    await emulator.setFaults(faults)
    expect(await printer.trouble()).toBe(code)
    await expect(printer.print(pdf, 'the-4')).rejects.toMatchObject({ code })
    await emulator.setFaults({})
    expect(await printer.trouble()).toBeNull()
  })

  test('that jams is told as a jam, and the printer stands until the card is taken out', async () => {
    await emulator.setFaults({ jamNext: true })
    const { pdf } = await card(5)
    const { jobId } = await printer.print(pdf, 'the-5')
    expect(await printer.progress(jobId)).toEqual({ state: 'failed', untouched: false, reason: 'JAM' })
    expect(await printer.trouble()).toBe('JAMMED')
    await expect(printer.tray(jobId)).rejects.toMatchObject({
      code: 'PRINTER_PROTOCOL_FAULT',
      facts: { status: 410 },
    })
  })

  test('can be taken back before the printer has begun with it', async () => {
    const client = new IppClient(emulator.url)
    const created = await client.send({ operation: operations.createJob })
    const jobId = numberOf(find(created, 'job', 'job-id')) ?? 0
    await printer.cancel(jobId)
    expect(await printer.progress(jobId)).toEqual({ state: 'failed', untouched: true, reason: 'CANCELLED' })
  })
})

describe('the emulated printer', () => {
  test('takes nothing but PDF', async () => {
    const client = new IppClient(emulator.url)
    await expect(client.printJob(new TextEncoder().encode('hello'), 'text')).rejects.toMatchObject({
      facts: { status: statuses.formatNotSupported },
    })
  })

  test('answers for a job that it does not know', async () => {
    const client = new IppClient(emulator.url)
    const answer = await client.exchange({
      operation: operations.cancelJob,
      attributes: [attribute('job-id', integer(999_999))],
    })
    expect(answer.code).toBe(statuses.notFound)
    await expect(printer.tray(999_999)).rejects.toMatchObject({ facts: { status: 404 } })
  })

  test('survives noise on its port', async () => {
    const url = emulator.url.replace(/^ipp/, 'http')
    const noise = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/ipp' },
      body: 'x'.repeat(64),
    })
    expect(noise.status).toBe(400)
    expect(await printer.trouble()).toBeNull()
  })

  test('keeps a journal of what was done to it and by it', async () => {
    const events = (await emulator.journal()).map(({ event }) => event)
    expect(events).toEqual(expect.arrayContaining(['feeding', 'job-completed-successfully', 'media-jam']))
  })

  test.skipIf(isMissing('ipptool', existsSync('/usr/bin/ipptool')))(
    'passes the IPP/1.1 suite of ipptool (skipped where it is not installed)',
    async () => {
      const directory = await mkdtemp(join(tmpdir(), 'ipptool-'))
      await writeFile(join(directory, 'card.pdf'), (await card(6)).pdf)
      const run = promisify(execFile)(
        'ipptool',
        ['-t', '-I', '-f', 'card.pdf', emulator.url, 'ipp-1.1.test'],
        { cwd: directory },
      )
      const { stdout } = await run
      await rm(directory, { recursive: true })
      expect(stdout).toMatch(/Summary: .* 0 failed/)
    },
  )
})

describe('reading a printed card', () => {
  test('tells a picture that is no page from a page without a QR', async () => {
    await expect(reader.readQrs(new Uint8Array(20))).rejects.toBeInstanceOf(PageUnreadable)
    await expect(reader.readQrs(blankPages())).rejects.toBeInstanceOf(QrNotFound)
  })
})

/** Two empty pages of a card's size. */
function blankPages(): Uint8Array {
  const page = (id: number) => `${id} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 243 153]>>endobj\n`
  const body = `1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n${page(3)}${page(4)}`
  return new TextEncoder().encode(`%PDF-1.4\n${body}trailer<</Root 1 0 R/Size 5>>\n%%EOF\n`)
}
