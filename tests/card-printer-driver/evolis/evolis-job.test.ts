/** A print job from claim to stack on the emulated Evolis, its chip written where the card lies. */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sleep } from '../../../card-printer-driver/clock.ts'
import { CardRasteriser } from '../../../card-printer-driver/card-raster.ts'
import { ldsApplet } from '../../../card-printer-driver/chip/personalisation-profile.ts'
import { stationEncoder } from '../../../card-printer-driver/emulators/evolis/station-encoder.ts'
import { loadFonts } from '../../../card-printer-driver/load-fonts.ts'
import { openMachineKey } from '../../../card-printer-driver/machine-key.ts'
import { registerMachine, signIn, waitUntilCertified } from '../../../card-printer-driver/machine-sign-in.ts'
import { runJob } from '../../../card-printer-driver/run-job.ts'
import { CardReader } from '../../../card-printer-driver/scan-back.ts'
import { ServerClient } from '../../../card-printer-driver/server-client.ts'
import { StepJournal } from '../../../card-printer-driver/step-journal.ts'
import type { Station } from '../../../card-printer-driver/work.ts'
import type { PrintOrder } from '../../../core/contracts/print-job.ts'
import { deliveryOf, sampleContents } from '../chip/chip-contents.ts'
import { plainPortrait, printOrder } from '../orders.ts'
import { ProductionServer } from '../production-server.ts'
import { driverOf } from './driver.ts'
import { type EvolisProcess, startEvolis } from './evolis-process.ts'

let directory: string
let emulator: EvolisProcess
let production: ProductionServer
let rasteriser: CardRasteriser
let station: Station

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'evolis-job-'))
  production = new ProductionServer()
  ;[emulator, rasteriser] = await Promise.all([startEvolis(), CardRasteriser.open()])
  await production.start()
  const serverUrl = production.url
  const key = await openMachineKey(directory)
  const id = await registerMachine({ serverUrl, directory, centre: 'SX001', key })
  production.certify()
  await waitUntilCertified({ serverUrl, id }, 10, new AbortController().signal)
  const { journal } = await StepJournal.open(directory)
  station = {
    server: new ServerClient(serverUrl, () => signIn({ serverUrl, id, key })),
    printer: driverOf(emulator, rasteriser),
    reader: await CardReader.open(),
    fonts: await loadFonts(),
    journal,
    chips: { encoder: async () => stationEncoder(emulator.chip), profile: ldsApplet, transportKey: null },
    productionKey: null,
    stop: new AbortController().signal,
  }
})
afterEach(async () => {
  await station.printer.close()
  station.reader.close()
  rasteriser.close()
  await emulator.stop()
  await production.stop()
  await station.journal.close()
  await rm(directory, { recursive: true })
})

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** The sample's order, and its blank in the feeder. */
async function claimed(): Promise<PrintOrder> {
  const [sample, portrait] = await Promise.all([sampleContents({ fingers: false }), plainPortrait()])
  const { archive, delivery } = deliveryOf(sample, sample.pairs)
  const { chipSerial } = sample
  const chip = {
    profile: 'cc-2024',
    chipSerial,
    imageSha256: sha256(archive),
    sodSha256: sha256(sample.image.get('SOD') ?? archive),
  }
  await emulator.operate({ action: 'load', blanks: [{ serial: chipSerial, chipSerial }] })
  production.plan({ ...printOrder(1, portrait), blankSerial: chipSerial, chip }, portrait, delivery)
  const order = await station.server.claim({})
  if (!order) throw new Error('nothing to claim')
  return order
}

test('a card gets its chip at the station, both sides, a look in the tray, and is stacked', async () => {
  const order = await claimed()
  expect(await runJob(station, order)).toEqual({ end: 'stacked', reason: null })
  expect(production.steps(order.id)).toEqual(['feed', 'writeChip', 'print', 'verify', 'stack'])
  expect(await emulator.cards()).toMatchObject([{ serial: order.blankSerial, place: 'OUTPUT' }])
  // Whoever checks the card sees what the camera saw.
  await expect
    .poll(() => Buffer.from(production.trayPictures.get(order.id) ?? []).toString('latin1', 1, 4))
    .toBe('PNG')
})

test('a card whose print is cut short is spoiled, and in the reject box with its chip', async () => {
  const order = await claimed()
  await emulator.setFaults({ trips: [{ at: 'print', panel: 'o', cause: 'RIBBON' }] })
  expect(await runJob(station, order)).toEqual({ end: 'spoiled', reason: 'RIBBON_ENDED' })
  expect(production.steps(order.id)).toEqual(['feed', 'writeChip', 'spoil'])
  expect(await emulator.cards()).toMatchObject([{ serial: order.blankSerial, place: 'REJECT' }])
})

/** The cover is open when the print should begin; resolves when the station waits with the card. */
async function refusedPrint(order: PrintOrder) {
  production.beforeEvent = async (_, { event }) => {
    if (event === 'writeChip') await emulator.setFaults({ coverOpen: true })
  }
  const ended = runJob(station, order)
  const lines = async () => await readFile(join(directory, 'steps.ndjson'), 'utf8')
  // Printing was written down, and then that nothing came of it.
  while (!/"step":"printing"[^]*"step":"encoded"/.test(await lines())) await sleep(10)
  return { ended }
}

test('a card whose print is refused after its chip was written waits, and is printed when that is mended', async () => {
  const order = await claimed()
  const { ended } = await refusedPrint(order)
  await emulator.setFaults({})
  expect(await ended).toEqual({ end: 'stacked', reason: null })
  expect(production.steps(order.id)).toEqual(['feed', 'writeChip', 'print', 'verify', 'stack'])
  expect(await emulator.cards()).toMatchObject([{ serial: order.blankSerial, place: 'OUTPUT' }])
})

test('a card that was taken out of the machine meanwhile is spoiled, and no other is printed for it', async () => {
  const order = await claimed()
  const { ended } = await refusedPrint(order)
  await emulator.operate({ action: 'removeCard' })
  await emulator.setFaults({})
  expect(await ended).toEqual({ end: 'spoiled', reason: 'COVER_OPENED' })
  expect(production.steps(order.id)).toEqual(['feed', 'writeChip', 'spoil'])
  expect(await emulator.cards()).toMatchObject([{ serial: order.blankSerial, place: 'REMOVED' }])
})
