import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { IppClient } from '../../card-printer-driver/ipp/client.ts'
import { IppCardPrinter } from '../../card-printer-driver/ipp/ipp-card-printer.ts'
import { attribute, integer, statuses } from '../../card-printer-driver/ipp/message.ts'
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

const print = async (pdf: Uint8Array, name: string) =>
  (await printer.feed(name)).print({ pdf, template: 'CC_2024' })

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
    const { jobId } = await print(pdf, 'the-1')
    expect(await reader.readQrs(await fromTray(jobId))).toEqual({ qr, signedQr: null })
    expect(await printer.progress(jobId)).toEqual({ state: 'printed' })
  })

  test('is found out where two cards change places', async () => {
    await emulator.setFaults({ swapNextTwo: true })
    const [first, second] = [await card(2), await card(3)]
    const one = await print(first.pdf, 'the-2')
    expect(await printer.tray(one.jobId)).toBeNull()
    const two = await print(second.pdf, 'the-3')
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
    await expect(print(pdf, 'the-4')).rejects.toMatchObject({ code })
    await emulator.setFaults({})
    expect(await printer.trouble()).toBeNull()
  })

  test('that jams is told as a jam, and the printer stands until the card is taken out', async () => {
    await emulator.setFaults({ jamNext: true })
    const { pdf } = await card(5)
    const { jobId } = await print(pdf, 'the-5')
    await vi.waitFor(async () =>
      expect(await printer.progress(jobId)).toEqual({ state: 'failed', untouched: false, reason: 'JAM' }),
    )
    expect(await printer.trouble()).toBe('JAMMED')
    await expect(printer.tray(jobId)).rejects.toMatchObject({
      code: 'PRINTER_PROTOCOL_FAULT',
      facts: { status: 410 },
    })
  })
})

describe('the emulated printer', () => {
  test('takes nothing but PDF', async () => {
    const client = new IppClient(emulator.url)
    const data = new TextEncoder().encode('hello')
    expect((await client.exchange({ operation: 'printJob', data })).code).toBe(statuses.formatNotSupported)
  })

  test('answers for a job that it does not know', async () => {
    const client = new IppClient(emulator.url)
    const answer = await client.exchange({
      operation: 'cancelJob',
      attributes: [attribute('job-id', integer(999_999))],
    })
    expect(answer.code).toBe(statuses.notFound)
    await expect(printer.tray(999_999)).rejects.toMatchObject({ facts: { status: 0x0406 } })
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
    expect(events).toEqual(expect.arrayContaining(['feeding', 'job-completed-successfully', 'jammed']))
  })

  describe.skipIf(isMissing('ipptool', existsSync('/usr/bin/ipptool')))('before ipptool of CUPS', () => {
    let directory: string
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'ipptool-'))
      const { pdf } = await card(6)
      // Samples that the suites name; a card printer passes over what is no card.
      const names = [
        'card.pdf',
        'document-a4.pdf',
        'document-letter.pdf',
        'document-a4.ps',
        'document-letter.ps',
      ]
      for (const name of [...names, 'color.jpg', 'gray.jpg']) await writeFile(join(directory, name), pdf)
    })
    afterAll(() => rm(directory, { recursive: true }))

    const ipptool = async (...args: readonly string[]) =>
      (await promisify(execFile)('ipptool', ['-t', '-I', '-f', 'card.pdf', ...args], { cwd: directory }))
        .stdout

    test.each([
      ['1.1', 'ipp-1.1.test', 29],
      ['2.0', 'ipp-2.0.test', 30],
    ] as const)('passes the suite of IPP/%s', async (version, suite, passes) => {
      const told = await ipptool('-V', version, emulator.url, suite)
      expect(told).not.toMatch(/\[FAIL\]/)
      expect(told.match(/\[PASS\]/g)).toHaveLength(passes)
    })

    test('tells its events to whoever has subscribed to them', async () => {
      const subscribed = await ipptool('-v', emulator.url, 'create-printer-subscription.test')
      const id = /notify-subscription-id \(integer\) = (\d+)/.exec(subscribed)?.[1] ?? ''
      await emulator.setFaults({ coverOpen: true })
      // CUPS' own get-notifications.test looks for a name that RFC 3996 does not have.
      await writeFile(join(directory, 'fetch.test'), fetchEvents)
      const told = await ipptool('-v', '-d', `id=${id}`, emulator.url, 'fetch.test')
      expect(told).toMatch(/printer-state-reasons \(keyword\) = cover-open-error/)
    })
  })
})

const fetchEvents = `{
  NAME "Events of a subscription"
  OPERATION Get-Notifications
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR language attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR integer notify-subscription-ids $id
  STATUS successful-ok
  EXPECT notify-get-interval OF-TYPE integer IN-GROUP operation-attributes-tag
  EXPECT notify-subscription-id OF-TYPE integer IN-GROUP event-notification-attributes-tag WITH-VALUE $id
  EXPECT notify-sequence-number OF-TYPE integer IN-GROUP event-notification-attributes-tag
  EXPECT notify-subscribed-event OF-TYPE keyword WITH-VALUE printer-state-changed
  EXPECT printer-state-reasons OF-TYPE keyword
  DISPLAY printer-state-reasons
}`

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
