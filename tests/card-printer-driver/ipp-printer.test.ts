import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { PrintEngine } from '../../card-printer-driver/emulators/print-engine.ts'
import { type PortOptions, PrinterPort } from '../../card-printer-driver/emulators/printer-http.ts'
import { fullModel } from '../../card-printer-driver/emulators/printer-model.ts'
import { IppClient } from '../../card-printer-driver/ipp/client.ts'
import { IppCardPrinter } from '../../card-printer-driver/ipp/ipp-card-printer.ts'
import { attribute, operations, text } from '../../card-printer-driver/ipp/message.ts'
import { openIppPrinter } from '../../card-printer-driver/ipp/open-ipp-printer.ts'
import type { CardProgress } from '../../card-printer-driver/printer.ts'
import { isMissing } from '../support/is-missing.ts'
import { startPrinter, type EmulatorProcess } from './processes.ts'

/** The driver looks at no page: any PDF will do. */
const pdf = new TextEncoder().encode('%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n')
const faces = { pdf, template: 'CC_2024' } as const

/** RFC 8011: client-error-not-found. */
const forgotten = { code: 'PRINTER_PROTOCOL_FAULT', facts: { status: 0x0406 } }

let emulator: EmulatorProcess
let printer: IppCardPrinter

beforeAll(async () => {
  emulator = await startPrinter('--no-pace')
})
beforeEach(() => {
  printer = new IppCardPrinter(emulator.url)
})
afterEach(() => emulator.restart())
afterEach(() => emulator.setFaults({}))
afterAll(() => emulator.stop())

const named = (name: string) => [attribute('job-name', text('name', name))]

const print = async (name: string) => (await (await printer.feed(name)).print(faces)).jobId

const until = async (jobId: number, wanted: Partial<CardProgress>) =>
  await vi.waitFor(async () => expect(await printer.progress(jobId)).toMatchObject(wanted))

/** How often each card was drawn in, by the job's name. */
async function drawn(name: string): Promise<number> {
  return (await emulator.cards()).filter(({ job }) => job === name).length
}

describe('a card on its way to the printer', () => {
  test('is refused before a blank is spent where the printer would not take it', async () => {
    await emulator.setFaults({ outputFull: true })
    const moving = vi.fn(async () => undefined)
    await expect(printer.feed('full', { moving })).rejects.toMatchObject({ code: 'HOPPER_FULL' })
    await emulator.setFaults({ wrongRibbon: true })
    await expect(printer.feed('ribbon', { moving })).rejects.toMatchObject({ code: 'RIBBON_WRONG' })
    expect(moving).not.toHaveBeenCalled()
    expect(await printer.state()).toMatchObject({ ribbon: { kind: 'Monochrome K' }, trouble: 'RIBBON_WRONG' })
  })

  test('goes once to the printer where the answer to its document is lost', async () => {
    const card = await printer.feed('lost-answer')
    await emulator.setFaults({ loseAnswerTo: 'sendDocument' })
    const { jobId } = await card.print(faces)
    await until(jobId, { state: 'printed' })
    expect(await drawn('lost-answer')).toBe(1)
  })

  test('is untouched where the answer to the job without its document is lost', async () => {
    const card = await printer.feed('no-job')
    await emulator.setFaults({ loseAnswerTo: 'createJob' })
    await expect(card.print(faces)).rejects.toMatchObject({ code: 'PRINTER_OFF' })
    expect(await drawn('no-job')).toBe(0)
  })

  test('is untouched where the printer goes off before it is handed over', async () => {
    const card = await printer.feed('off')
    await emulator.setFaults({ off: true })
    await expect(card.print(faces)).rejects.toMatchObject({ code: 'PRINTER_OFF' })
    await emulator.setFaults({})
    expect(await drawn('off')).toBe(0)
  })

  test('is taken back while the printer has not begun with it, and no later', async () => {
    await emulator.setFaults({ mediaEmpty: true })
    await new IppClient(emulator.url).send({ operation: 'printJob', attributes: named('waits'), data: pdf })
    const waits = (await printer.jobNamed('waits')) ?? 0
    expect(await printer.progress(waits)).toEqual({ state: 'waiting' })
    await printer.cancel(waits)
    expect(await printer.progress(waits)).toEqual({ state: 'failed', untouched: true, reason: 'CANCELLED' })
    await emulator.setFaults({})
    const printed = await print('printed')
    await until(printed, { state: 'printed' })
    await printer.cancel(printed)
    expect(await printer.progress(printed)).toEqual({ state: 'printed' })
  })

  test('whose document never came, the station having been killed, is found untouched', async () => {
    await new IppClient(emulator.url).send({ operation: 'createJob', attributes: named('empty') })
    const empty = (await printer.jobNamed('empty')) ?? 0
    expect(await printer.progress(empty)).toEqual({ state: 'failed', untouched: true, reason: 'CANCELLED' })
    expect(await printer.trouble()).toBeNull()
  })
})

describe('a card in the printer', () => {
  test.each([
    ['coverOpensNext', 'COVER_OPEN', 'COVER_OPENED'],
    ['ribbonEndsNext', 'RIBBON_OUT', 'RIBBON_ENDED'],
  ] as const)('is spoiled by %s, told once the operator has put it right', async (fault, trouble, reason) => {
    const card = await printer.feed(fault)
    await emulator.setFaults({ [fault]: true })
    const { jobId } = await card.print(faces)
    await vi.waitFor(async () => expect(await printer.trouble()).toBe(trouble))
    expect(await printer.progress(jobId)).toEqual({ state: 'printing' })
    await emulator.setFaults({})
    await until(jobId, { state: 'failed', untouched: false, reason })
    expect((await emulator.cards()).at(-1)).toMatchObject({ job: fault, at: 'waste' })
  })

  test('tells from the events why it failed, also where nobody asked meanwhile', async () => {
    const card = await printer.feed('unseen')
    await emulator.setFaults({ coverOpensNext: true })
    const { jobId } = await card.print(faces)
    await vi.waitFor(async () =>
      expect((await emulator.journal()).map(({ event }) => event)).toContain('coverOpen'),
    )
    await emulator.setFaults({})
    await until(jobId, { state: 'failed', untouched: false, reason: 'COVER_OPENED' })
  })

  test('is not taken for another one when the printer was restarted and counts from one again', async () => {
    const first = await print('before')
    await until(first, { state: 'printed' })
    await emulator.restart()
    const second = await print('after')
    await until(second, { state: 'printed' })
    expect(second).not.toBe(first)
    await expect(printer.progress(first)).rejects.toMatchObject(forgotten)
    await expect(printer.tray(first)).rejects.toMatchObject(forgotten)
    expect(await printer.tray(second)).toEqual(pdf)
  })

  test('is found by its name by a station that has started again', async () => {
    await until(await print('found'), { state: 'printed' })
    printer = new IppCardPrinter(emulator.url)
    const jobId = await printer.jobNamed('found')
    expect(jobId).not.toBeNull()
    expect(await printer.progress(jobId ?? 0)).toEqual({ state: 'printed' })
    expect(await printer.jobNamed('never sent')).toBeNull()
  })
})

test('a printer with a card of another program in its queue takes none of ours', async () => {
  const client = new IppClient(emulator.url)
  await client.send({ operation: 'createJob', attributes: named('theirs') })
  expect(await printer.trouble()).toBe('LINE_BUSY')
  await expect(printer.feed('mine')).rejects.toMatchObject({ code: 'LINE_BUSY' })
})

test('two stations that print at the same moment are each told of their own card', async () => {
  const other = new IppCardPrinter(emulator.url)
  const [mine, theirs] = [await printer.feed('mine'), await other.feed('theirs')]
  await emulator.setFaults({ mediaEmpty: true })
  await expect(mine.print(faces)).rejects.toMatchObject({ code: 'CARDS_OUT' })
  await emulator.setFaults({ coverOpensNext: true })
  const { jobId } = await mine.print(faces)
  await vi.waitFor(async () => expect(await printer.trouble()).toBe('COVER_OPEN'))
  await expect(theirs.print(faces)).rejects.toMatchObject({ code: 'COVER_OPEN' })
  await emulator.setFaults({})
  await until(jobId, { state: 'failed', reason: 'COVER_OPENED' })
  const { jobId: second } = await theirs.print(faces)
  await vi.waitFor(async () => expect(await other.progress(second)).toEqual({ state: 'printed' }))
  await expect(printer.progress(second)).rejects.toMatchObject(forgotten)
})

describe('another printer', () => {
  let engine: PrintEngine
  let port: PrinterPort
  afterEach(() => port.switchOff())

  /** In this program, as other makes of printer are. */
  async function another(lacks: readonly (keyof typeof operations)[], more: Partial<PortOptions> = {}) {
    engine = new PrintEngine({ directory: null, paced: false, state: null })
    const ids = lacks.map((name) => operations[name] as number)
    const model = { operations: fullModel.operations.filter((id) => !ids.includes(id)), onlyVersion1: false }
    port = new PrinterPort(engine, { port: 0, model, tls: null, ...more })
    await port.switchOn()
    printer = new IppCardPrinter(port.uri)
  }

  test.each([[['createJob', 'getNotifications']], [['validateJob', 'getJobs']], [['sendDocument']]] as const)(
    'without %s prints cards as well',
    async (lacks) => {
      await another(lacks)
      await until(await print('old'), { state: 'printed' })
      expect(engine.made.counters()).toEqual({ drawn: 1, tray: 1, waste: 0 })
    },
  )

  test('that speaks IPP/1.1 alone prints cards as well', async () => {
    await another([], { model: { ...fullModel, onlyVersion1: true } })
    await until(await print('old'), { state: 'printed' })
    expect(engine.made.counters()).toEqual({ drawn: 1, tray: 1, waste: 0 })
  })

  test('without Create-Job is asked by name where the answer to the card is lost', async () => {
    await another(['createJob'])
    const card = await printer.feed('one-step')
    engine.setFaults({ loseAnswerTo: 'printJob' })
    const { jobId } = await card.print(faces)
    await until(jobId, { state: 'printed' })
    expect(engine.made.counters().drawn).toBe(1)
  })

  test('that answers slowly is waited for', async () => {
    await another([])
    engine.setFaults({ slow: 20 })
    await until(await print('slow'), { state: 'printed' })
  })

  test.skipIf(isMissing('openssl', existsSync('/usr/bin/openssl')))(
    'behind TLS is spoken to only where its certificate leads to one that the station was given',
    async () => {
      const directory = await mkdtemp(join(tmpdir(), 'ipps-'))
      const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')]
      const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
      const made = [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
      ]
      await promisify(execFile)('openssl', [...made, ...subject, '-keyout', key, '-out', cert])
      const tls = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') }
      await another([], { tls })
      expect(port.uri).toMatch(/^ipps:/)
      expect(await printer.trouble()).toBe('PRINTER_NOT_TRUSTED')
      await expect(printer.feed('untrusted')).rejects.toMatchObject({ code: 'PRINTER_NOT_TRUSTED' })
      printer = await openIppPrinter({ url: port.uri, trayUrl: null, caFile: cert })
      await until(await print('trusted'), { state: 'printed' })
      // The right certificate under another name is another machine.
      const elsewhere = port.uri.replace('localhost', '127.0.0.1')
      const renamed = await openIppPrinter({ url: elsewhere, trayUrl: null, caFile: cert })
      expect(await renamed.trouble()).toBe('PRINTER_NOT_TRUSTED')
      await expect(openIppPrinter({ url: port.uri, trayUrl: null, caFile: key })).rejects.toMatchObject({
        code: 'PRINTER_CERTIFICATES_UNUSABLE',
      })
      await rm(directory, { recursive: true })
    },
  )
})

test('a printer that was killed comes back with the cards it made, and the one under its head spoiled', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ipp-state-'))
  const made = join(directory, 'made.ndjson')
  const options = ['--state', made]
  const before = await startPrinter('--no-pace', ...options)
  printer = new IppCardPrinter(before.url)
  await until(await print('whole'), { state: 'printed' })
  await before.setFaults({ coverOpensNext: true })
  await print('half')
  await vi.waitFor(async () => expect(await before.cards()).toHaveLength(2))
  await before.stop('SIGKILL')
  // The line that it was killed in.
  await appendFile(made, '{"card":3,"at":"dra')
  const after = await startPrinter('--no-pace', ...options)
  expect((await after.cards()).map(({ job, at }) => [job, at])).toEqual([
    ['whole', 'tray'],
    ['half', 'waste'],
  ])
  await after.stop()
  const lines = (await readFile(made, 'utf8')).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).at)).toEqual(['drawn', 'tray', 'drawn', 'waste'])
  await rm(directory, { recursive: true })
})
