import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ldsApplet } from '../../card-printer-driver/chip/personalisation-profile.ts'
import { emulatedEncoder } from '../../card-printer-driver/emulators/chip/emulated-encoder.ts'
import { IppCardPrinter } from '../../card-printer-driver/ipp/ipp-card-printer.ts'
import { loadFonts } from '../../card-printer-driver/load-fonts.ts'
import { openMachineKey } from '../../card-printer-driver/machine-key.ts'
import { registerMachine, signIn, waitUntilCertified } from '../../card-printer-driver/machine-sign-in.ts'
import { runJob } from '../../card-printer-driver/run-job.ts'
import { CardReader } from '../../card-printer-driver/scan-back.ts'
import { ServerClient } from '../../card-printer-driver/server-client.ts'
import { StepJournal } from '../../card-printer-driver/step-journal.ts'
import { tellSurely } from '../../card-printer-driver/tell-results.ts'
import type { Station } from '../../card-printer-driver/work.ts'
import type { PrintOrder } from '../../core/contracts/print-job.ts'
import { noFacts } from '../../card-printer-driver/work.ts'
import { workUntilStopped } from '../../card-printer-driver/work-loop.ts'
import type { DocumentFonts } from '../../core/documents/fonts.ts'
import { renderCard } from '../../core/documents/render-card.ts'
import { plainPortrait, printOrder } from './orders.ts'
import { startPrinter, type EmulatorProcess } from './processes.ts'
import { ProductionServer } from './production-server.ts'
import { refusalOf } from '../support/refusals.ts'

let emulator: EmulatorProcess
let reader: CardReader
let fonts: DocumentFonts
let portrait: Uint8Array
let production: ProductionServer
let directory: string
let station: Station
let stop: AbortController

beforeAll(async () => {
  ;[emulator, reader, fonts, portrait] = await Promise.all([
    startPrinter('--no-pace'),
    CardReader.open(),
    loadFonts(),
    plainPortrait(),
  ])
})
afterAll(async () => {
  reader.close()
  await emulator.stop()
})

beforeEach(async () => {
  production = new ProductionServer()
  await production.start()
  directory = await mkdtemp(join(tmpdir(), 'station-'))
  stop = new AbortController()
  const { journal } = await StepJournal.open(directory)
  station = {
    server: await signedIn(),
    printer: new IppCardPrinter(emulator.url),
    reader,
    fonts,
    productionKey: null,
    journal,
    chips: { encoder: async () => emulatedEncoder(null), profile: ldsApplet, transportKey: null },
    stop: stop.signal,
  }
})
afterEach(async () => {
  await emulator.setFaults({})
  await production.stop()
  await station.journal.close()
  await rm(directory, { recursive: true })
})

async function signedIn(): Promise<ServerClient> {
  const serverUrl = production.url
  const key = await openMachineKey(directory)
  const id = await registerMachine({ serverUrl, directory, centre: 'SX001', key })
  production.certify()
  await waitUntilCertified({ serverUrl, id }, 10, stop.signal)
  return new ServerClient(serverUrl, () => signIn({ serverUrl, id, key }))
}

/** Plans the n-th order and claims it. */
async function claimed(n: number): Promise<PrintOrder> {
  production.plan(printOrder(n, portrait), portrait)
  const order = await station.server.claim({ working: [...production.jobs.keys()] })
  if (!order) throw new Error('nothing to claim')
  return order
}

/** The same by the template with a place for a signed QR. */
async function claimedSigned(n: number, signedQr: string): Promise<PrintOrder> {
  const order = await claimed(n)
  return { ...order, template: 'CC_2024_SIGNED_QR', face: { ...order.face, signedQr } }
}

const unsettled = () => station.journal.unsettled

describe('a print job', () => {
  test('goes step by step into the stack, fed before it is printed', async () => {
    const order = await claimed(1)
    expect(await runJob(station, order)).toEqual({ end: 'stacked', reason: null })
    expect(production.steps(order.id)).toEqual(['feed', 'print', 'verify', 'stack'])
    expect(production.jobs.get(order.id)?.events[2]).toMatchObject({ qr: order.face.qr })
    expect(unsettled()).toEqual([])
  })

  test('is spoiled, as is its neighbour, where two cards change places', async () => {
    await emulator.setFaults({ swapNextTwo: true })
    const orders = [await claimed(2), await claimed(3)]
    const ends = await Promise.all(orders.map((order) => runJob(station, order)))
    expect(ends).toEqual([
      { end: 'spoiled', reason: 'QR_MISMATCH' },
      { end: 'spoiled', reason: 'QR_MISMATCH' },
    ])
    for (const { id } of orders) expect(production.jobs.get(id)?.state).toBe('SPOILED')
  })

  test('with a signed QR is compared by both codes, and stacked', async () => {
    const order = await claimedSigned(40, 'A'.repeat(300))
    expect(await runJob(station, order)).toEqual({ end: 'stacked', reason: null })
    const { qr, signedQr } = order.face
    expect(production.jobs.get(order.id)?.events[2]).toMatchObject({ event: 'verify', qr, signedQr })
  })

  test('is spoiled where only the signed QR is another', async () => {
    await emulator.setFaults({ swapNextTwo: true })
    const orders = [await claimedSigned(41, 'A'.repeat(300)), await claimedSigned(42, 'B'.repeat(300))]
    const qr = orders[0]?.face.qr ?? ''
    const ends = await Promise.all(
      orders.map((order) => runJob(station, { ...order, face: { ...order.face, qr } })),
    )
    expect(ends.map(({ reason }) => reason)).toEqual(['SIGNED_QR_MISMATCH', 'SIGNED_QR_MISMATCH'])
  })

  test.each([
    [{ ribbonOut: true }, 'RIBBON_OUT'],
    [{ mediaEmpty: true }, 'CARDS_OUT'],
    [{ coverOpen: true }, 'COVER_OPEN'],
    [{ off: true }, 'PRINTER_OFF'],
  ] as const)('is given back before a blank is fed when the printer says %o', async (faults, reason) => {
    const order = await claimed(4)
    await emulator.setFaults(faults)
    expect(await runJob(station, order)).toEqual({ end: 'released', reason })
    expect(production.steps(order.id)).toEqual(['release'])
    expect(production.jobs.get(order.id)?.state).toBe('PLANNED')
  })

  test('puts the blank back untouched when the printer goes off between feeding and printing', async () => {
    const order = await claimed(5)
    production.beforeEvent = async (_, { event }) => {
      if (event === 'feed') await emulator.setFaults({ off: true })
    }
    expect(await runJob(station, order)).toEqual({ end: 'ejected', reason: 'PRINTER_OFF' })
    expect(production.steps(order.id)).toEqual(['feed', 'eject'])
  })

  test('spoils the blank that jams', async () => {
    const order = await claimed(6)
    await emulator.setFaults({ jamNext: true })
    expect(await runJob(station, order)).toEqual({ end: 'spoiled', reason: 'JAM' })
    expect(production.steps(order.id)).toEqual(['feed', 'spoil'])
  })

  test('has its end told where the server never takes a step before it', async () => {
    const order = await claimed(12)
    production.refuseEvent = ({ event }) => (event === 'print' ? 422 : null)
    expect(await runJob(station, order)).toEqual({
      end: 'lost',
      reason: 'REFUSED_BY_TEST',
      refused: 'REFUSED_BY_TEST',
    })
    expect(production.steps(order.id)).toEqual(['feed', 'loseTrack'])
  })

  test('is left to a later look where the server has trouble with it for too long', async () => {
    const { id: job, lease, blankSerial } = await claimed(13)
    production.refuseEvent = () => 500
    const facts = { ...noFacts({ lease, blankSerial }), fed: true }
    const telling = { server: station.server, job, state: 'CLAIMED' }
    const insistence = { ended: stop.signal, patience: 400 }
    expect(await refusalOf(tellSurely(telling, facts, insistence))).toBe('SERVER_UNREACHABLE')
  })

  test('is not touched any more once its lease is lost', async () => {
    const order = await claimed(7)
    production.beforeEvent = async (id, { event }) => {
      const job = production.jobs.get(id)
      if (event === 'print' && job) job.lease++
    }
    expect(await runJob(station, order)).toEqual({ end: 'abandoned', reason: 'LEASE_LOST' })
    expect(production.steps(order.id)).toEqual(['feed'])
    expect(unsettled()).toEqual([])
  })

  test('is reported once where an answer is lost on the way', async () => {
    const order = await claimed(8)
    const lost = new Set<string>()
    production.beforeEvent = async (_, { event }) => {
      if (lost.has(event)) return false
      lost.add(event)
      return true
    }
    expect(await runJob(station, order)).toMatchObject({ end: 'stacked' })
    expect(production.steps(order.id)).toEqual(['feed', 'print', 'verify', 'stack'])
  })

  test('that cannot be drawn is given back with the reason, and no blank is fed', async () => {
    const order = await claimed(9)
    const face = { ...order.face, residence: 'Đường rất dài '.repeat(50) }
    expect(await runJob(station, { ...order, face })).toEqual({
      end: 'released',
      reason: 'TEXT_DOES_NOT_FIT',
    })
    expect(production.steps(order.id)).toEqual(['release'])
  })

  test('is given back when the station stops before feeding', async () => {
    const order = await claimed(10)
    stop.abort()
    expect(await runJob(station, order)).toEqual({ end: 'released', reason: 'STATION_STOPPED' })
  })
})

test('a lost card that the camera does not see yet keeps no other from being made', async () => {
  const lost = await claimed(14)
  const job = production.jobs.get(lost.id)
  if (job) job.state = 'OUTCOME_UNKNOWN'
  const { id, lease, blankSerial, template, face } = lost
  await station.journal.write({ job: id, lease, step: 'feeding', blankSerial })
  const card = await station.printer.feed(`${id}.${lease}`)
  const pdf = renderCard({ template, face, portrait, fonts, productionKey: null })
  const { jobId: unseen } = await card.print({ pdf, template })
  await station.journal.write({ job: id, lease, step: 'printed', printerJob: unseen })
  const looks: string[] = []
  const camera = createServer((request, response) => {
    const number = request.url?.split('/').at(-1) ?? ''
    looks.push(number)
    if (number === String(unseen)) return void response.writeHead(202).end()
    void fetch(new URL(`/tray/${number}`, emulator.url.replace('ipp:', 'http:'))).then(async (seen) => {
      response.writeHead(seen.status).end(Buffer.from(await seen.arrayBuffer()))
    })
  })
  await new Promise<void>((resolve) => camera.listen(0, '127.0.0.1', resolve))
  const trayUrl = `http://127.0.0.1:${(camera.address() as AddressInfo).port}/tray`
  const next = printOrder(15, portrait)
  production.plan(next, portrait)
  const since = performance.now()
  const working = workUntilStopped({
    station: { ...station, printer: new IppCardPrinter(emulator.url, { trayUrl }) },
    inFlight: 1,
    pollMilliseconds: 50,
    log: pino({ level: 'silent' }),
  })
  await production.until(() => production.jobs.get(next.id)?.state === 'STACKED')
  // It was looked at, once, and not waited for: that would take a minute.
  expect(looks.filter((number) => number === String(unseen))).toHaveLength(1)
  expect(performance.now() - since).toBeLessThan(40_000)
  stop.abort()
  await working
  camera.close()
})

test('a station signs in again when its token has run out', async () => {
  const { id } = await claimed(11)
  production.tokens.clear()
  expect(await station.server.claim({ working: [id] })).toBeNull()
  expect(production.signIns).toBe(2)
})
