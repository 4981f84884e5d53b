import { createHash } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ChipEncoder } from '../../../card-printer-driver/chip/chip-encoder.ts'
import { personaliseChip } from '../../../card-printer-driver/chip/personalise.ts'
import { ldsApplet } from '../../../card-printer-driver/chip/personalisation-profile.ts'
import { ChipLost } from '../../../card-printer-driver/chip/refusals.ts'
import { openChipPlace } from '../../../card-printer-driver/chip-place.ts'
import { EmulatedChip } from '../../../card-printer-driver/emulators/chip/chip.ts'
import type { ChipFaults } from '../../../card-printer-driver/emulators/chip/faults.ts'
import { powerUp } from '../../../card-printer-driver/emulators/chip/emulated-channel.ts'
import { stateOf } from '../../../card-printer-driver/emulators/chip/life-cycle.ts'
import { readConfig } from '../../../card-printer-driver/env.ts'
import { IppCardPrinter } from '../../../card-printer-driver/ipp/ipp-card-printer.ts'
import { loadFonts } from '../../../card-printer-driver/load-fonts.ts'
import { openMachineKey } from '../../../card-printer-driver/machine-key.ts'
import { registerMachine, signIn, waitUntilCertified } from '../../../card-printer-driver/machine-sign-in.ts'
import { recoverJob } from '../../../card-printer-driver/recovery.ts'
import { runJob } from '../../../card-printer-driver/run-job.ts'
import { CardReader } from '../../../card-printer-driver/scan-back.ts'
import { ServerClient } from '../../../card-printer-driver/server-client.ts'
import { StepJournal } from '../../../card-printer-driver/step-journal.ts'
import type { Station } from '../../../card-printer-driver/work.ts'
import type { PrintOrder } from '../../../core/contracts/print-job.ts'
import { plainPortrait, printOrder } from '../orders.ts'
import { startPrinter, type EmulatorProcess } from '../processes.ts'
import { ProductionServer } from '../production-server.ts'
import { deliveryOf, random, sampleContents, type SampleChip } from './chip-contents.ts'

let printer: EmulatorProcess
let reader: CardReader
let sample: SampleChip
let production: ProductionServer
let directory: string
let station: Station
let portrait: Uint8Array
/** The chips that were presented, the last one last. */
let chips: EmulatedChip[]
let faults: ChipFaults

beforeAll(async () => {
  ;[printer, reader, portrait, sample] = await Promise.all([
    startPrinter('--no-pace'),
    CardReader.open(),
    plainPortrait(),
    sampleContents({ fingers: false }),
  ])
})
afterAll(async () => {
  reader.close()
  await printer.stop()
})

/** The emulator's encoder, with faults, and with its chips kept for a look at the end. */
const encoder: ChipEncoder = {
  emulated: true,
  ready: async () => undefined,
  async present({ serial }) {
    const chip = new EmulatedChip(serial)
    chip.faults = faults
    chips.push(chip)
    return { connect: async () => powerUp(chip), release: async () => chip.powerOff() }
  },
}

beforeEach(async () => {
  chips = []
  faults = {}
  production = new ProductionServer()
  await production.start()
  directory = await mkdtemp(join(tmpdir(), 'station-'))
  const serverUrl = production.url
  const key = await openMachineKey(directory)
  const id = await registerMachine({ serverUrl, directory, centre: 'SX001', key })
  production.certify()
  await waitUntilCertified({ serverUrl, id }, 10, new AbortController().signal)
  const { journal } = await StepJournal.open(directory)
  station = {
    server: new ServerClient(serverUrl, () => signIn({ serverUrl, id, key })),
    printer: new IppCardPrinter(printer.url),
    reader,
    fonts: await loadFonts(),
    journal,
    chips: { encoder: async () => encoder, profile: ldsApplet, transportKey: null },
    productionKey: null,
    stop: new AbortController().signal,
  }
})
afterEach(async () => {
  await printer.setFaults({})
  await production.stop()
  await station.journal.close()
  await rm(directory, { recursive: true })
})

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function claimed(change: Partial<NonNullable<PrintOrder['chip']>> = {}): Promise<PrintOrder> {
  const { archive, delivery } = deliveryOf(sample, sample.pairs)
  const chip = {
    profile: 'cc-2024',
    chipSerial: sample.chipSerial,
    imageSha256: sha256(archive),
    sodSha256: sha256(sample.image.get('SOD') ?? archive),
    ...change,
  }
  production.plan({ ...printOrder(1, portrait), blankSerial: sample.chipSerial, chip }, portrait, delivery)
  const order = await station.server.claim({ chips: true })
  if (!order) throw new Error('nothing to claim')
  return order
}

describe('a print job with a chip', () => {
  test('writes it between feeding and printing, and tells the hash of what was read back', async () => {
    const order = await claimed()
    expect(await runJob(station, order)).toEqual({ end: 'stacked', reason: null })
    expect(production.steps(order.id)).toEqual(['feed', 'writeChip', 'print', 'verify', 'stack'])
    expect(production.jobs.get(order.id)?.events[1]).toMatchObject({ sodSha256: order.chip?.sodSha256 })
    expect(chips.map(({ memory }) => stateOf(memory))).toEqual(['LOCKED'])
  })

  test('waits at the encoder for its files where the chip makes its own keys', async () => {
    production.signChip = async ({ activeAuthentication, chipAuthentication }) => {
      const point = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'))
      const signed = await sample.signedFor({
        activeAuthentication: { curve: 'P-256', point: point(activeAuthentication) },
        chipAuthentication: { curve: 'brainpoolP256r1', point: point(chipAuthentication) },
      })
      return deliveryOf(signed, null).delivery
    }
    const order = await claimed({ profile: 'cc-2024-own-keys', imageSha256: null, sodSha256: null })
    const job = production.jobs.get(order.id)
    if (job) job.chip = null
    expect(await runJob(station, order)).toMatchObject({ end: 'stacked' })
  })

  test('makes keys on no other blank than its own', async () => {
    const other: ChipEncoder = {
      ...encoder,
      present: (_, ended) => encoder.present({ serial: 'ANOTHER000000001' }, ended),
    }
    const order = await claimed({ profile: 'cc-2024-own-keys', imageSha256: null, sodSha256: null })
    const place = { ...station.chips, encoder: async () => other }
    expect(await runJob({ ...station, chips: place }, order)).toEqual({
      end: 'ejected',
      reason: 'CHIP_IS_ANOTHER',
    })
    expect(chips.at(-1)?.memory.burned).toBe(0)
  })

  test('says why where the files for its own keys are not to be read', async () => {
    production.signChip = async () => ({ ...deliveryOf(sample, null).delivery, archive: 'AAAA' })
    const order = await claimed({ profile: 'cc-2024-own-keys', imageSha256: null, sodSha256: null })
    const job = production.jobs.get(order.id)
    if (job) job.chip = null
    expect(await runJob(station, order)).toEqual({ end: 'spoiled', reason: 'CHIP_IMAGE_UNREADABLE' })
  })

  test.each([
    ['CHIP_LEASE_LOST', 409],
    ['CHIP_FILES_REFUSED', 403],
    ['CHIP_STATION_STOPPED', 503],
  ])('says %s where the files for its own keys do not come', async (reason, status) => {
    const stopping = new AbortController()
    production.refuseChipKeys = () => {
      // The server is asked again only while it is not there.
      if (status === 503) stopping.abort()
      return status
    }
    const order = await claimed({ profile: 'cc-2024-own-keys', imageSha256: null, sodSha256: null })
    expect(await runJob({ ...station, stop: stopping.signal }, order)).toEqual({ end: 'spoiled', reason })
  })

  test('leaves nothing of the chip on the station’s disk', async () => {
    await runJob(station, await claimed())
    const journal = await readFile(join(directory, 'steps.ndjson'), 'utf8')
    expect(journal).toContain('"step":"encoding"')
    // The citizen's number, as the MRZ has it.
    expect(journal).not.toContain(sample.access.mrz.slice(15, 27))
  })

  test('is given back before a blank is fed where the station has no encoder', async () => {
    const order = await claimed()
    const none = { ...station.chips, encoder: async () => null }
    expect(await runJob({ ...station, chips: none }, order)).toEqual({
      end: 'released',
      reason: 'CHIP_ENCODER_MISSING',
    })
    expect(production.steps(order.id)).toEqual(['release'])
  })

  test('is given back where the files are not those of the order', async () => {
    const order = await claimed({ sodSha256: '0'.repeat(64) })
    expect(await runJob(station, order)).toEqual({ end: 'released', reason: 'CHIP_IMAGE_UNREADABLE' })
    expect(chips).toEqual([])
  })

  test('never gets an emulated chip into a real printer', async () => {
    const real = Object.assign(Object.create(station.printer) as typeof station.printer, {
      isEmulated: async () => false,
    })
    expect(await runJob({ ...station, printer: real }, await claimed())).toEqual({
      end: 'released',
      reason: 'CHIP_ENCODER_EMULATED',
    })
  })

  test('is spoiled, and not printed, where the chip breaks off in the middle for good', async () => {
    const order = await claimed()
    const broken: ChipEncoder = {
      ...encoder,
      async present(blank, ended) {
        const presented = await encoder.present(blank, ended)
        const chip = chips.at(-1)
        if (chip) chip.faults = { cutAfterBytes: 5000 }
        return {
          ...presented,
          async connect() {
            const again = chip?.memory.burned !== 0
            if (chip && again) chip.faults = { pulled: true }
            return presented.connect()
          },
        }
      },
    }
    const place = { ...station.chips, encoder: async () => broken }
    expect(await runJob({ ...station, chips: place }, order)).toEqual({ end: 'spoiled', reason: 'CHIP_LOST' })
    expect(production.steps(order.id)).toEqual(['feed', 'spoil'])
  })

  test('ends as usual where the power failed for a moment while the chip was written', async () => {
    faults = { cutAfterBytes: 5000 }
    const order = await claimed()
    expect(await runJob(station, order)).toMatchObject({ end: 'stacked' })
  })

  test('puts the blank back where its chip has another number than the order says', async () => {
    const other: ChipEncoder = {
      ...encoder,
      present: (_, ended) => encoder.present({ serial: 'ANOTHER000000001' }, ended),
    }
    const order = await claimed()
    const place = { ...station.chips, encoder: async () => other }
    expect(await runJob({ ...station, chips: place }, order)).toEqual({
      end: 'ejected',
      reason: 'CHIP_IS_ANOTHER',
    })
    expect(chips.at(-1)?.memory.burned).toBe(0)
  })

  test('spoils a blank that has its chip when the printer then refuses it', async () => {
    const order = await claimed()
    production.beforeEvent = async (_, { event }) => {
      if (event === 'writeChip') await printer.setFaults({ ribbonOut: true })
    }
    expect(await runJob(station, order)).toEqual({ end: 'spoiled', reason: 'RIBBON_OUT' })
    expect(production.steps(order.id)).toEqual(['feed', 'writeChip', 'spoil'])
  })
})

describe('a station that died while a chip was written', () => {
  test.each([
    ['puts a blank back that is still blank', 0, 'eject', 'PLANNED'],
    ['spoils a blank that was begun', 500, 'spoil', 'SPOILED'],
  ] as const)('%s', async (_, cutAfterBytes, event, state) => {
    const { job, station: again } = await diedAtEncoder(async (chip) => {
      chip.faults = { cutAfterBytes }
      await writtenUntilCut(chip)
    })
    const [record] = again.journal.unsettled
    expect(record && (await recoverJob(again, record))).toMatchObject({ evidence: { step: 'encoding' } })
    expect(production.jobs.get(job)?.events.at(-1)).toMatchObject({
      event,
      reason: 'STATION_RESTARTED_AT_ENCODING',
    })
    expect(production.jobs.get(job)?.state).toBe(state)
    expect(again.journal.unsettled).toEqual([])
  })

  test('prints a card whose chip was locked and holds what was signed for it, and no other', async () => {
    const { job, station: again } = await diedAtEncoder(async (chip) => {
      const presented = { connect: async () => powerUp(chip), release: async () => undefined }
      const source = { keys: 'INJECTED', chipSerial: sample.chipSerial, contents: sample } as const
      await personaliseChip({ chip: presented, profile: ldsApplet, source, transportKey: null, random })
    })
    const [record] = again.journal.unsettled
    expect(record && (await recoverJob(again, record))).toMatchObject({
      decision: 'PRINT',
      result: { end: 'stacked' },
    })
    expect(production.steps(job)).toEqual(['feed', 'writeChip', 'print', 'verify', 'stack'])
  })
})

/** A station that died at the encoder, and the reader of the next run with the chip as it was left. */
async function diedAtEncoder(writing: (chip: EmulatedChip) => Promise<void>) {
  const { id: job, lease, blankSerial } = await claimed()
  await station.server.report(job, { event: 'feed', lease, blankSerial })
  for (const step of ['feeding', 'fed', 'encoding'] as const)
    await station.journal.write({ job, lease, step, blankSerial, chipSerial: sample.chipSerial })
  const chip = new EmulatedChip(sample.chipSerial)
  await writing(chip)
  const work = { connect: async () => powerUp(chip), release: async () => undefined }
  const real: ChipEncoder = { ...encoder, emulated: false, present: async () => work }
  return { job, station: { ...station, chips: { ...station.chips, encoder: async () => real } } }
}

/** Writes until the power fails for good: the chip answers no second time. */
async function writtenUntilCut(chip: EmulatedChip): Promise<void> {
  let powerUps = 0
  const connect = async () => {
    powerUps += 1
    if (powerUps > 1) throw new ChipLost()
    return powerUp(chip)
  }
  const presented = { connect, release: async () => undefined }
  const source = { keys: 'INJECTED', chipSerial: sample.chipSerial, contents: sample } as const
  const work = { chip: presented, profile: ldsApplet, source, transportKey: null, random }
  await expect(personaliseChip(work)).rejects.toMatchObject({ code: 'CHIP_LOST' })
}

describe("the station's settings", () => {
  const settings = {
    SERVER_URL: 'https://may-chu.example/',
    STATION_DATA_DIR: '/var/lib/station',
    PRINTER_URL: 'ipp://127.0.0.1:8631/ipp/print',
    CENTRE: 'SX001',
  }
  const placeFor = (more: Readonly<Record<string, string>>) =>
    openChipPlace(readConfig({ ...settings, ...more }), station.printer)

  test('choose the emulated encoder for an emulated printer alone, unless they name another', async () => {
    expect((await (await placeFor({})).encoder())?.emulated).toBe(true)
    expect(await (await placeFor({ CHIP_ENCODER: 'none' })).encoder()).toBeNull()
    expect((await (await placeFor({ CHIP_ENCODER: 'pcsc' })).encoder())?.emulated).toBe(false)
  })

  test('take a transport key that nobody else may read, and want one for cards behind SCP03', async () => {
    const path = join(directory, 'batch-key')
    const withKey = { CHIP_CARD: 'store-data', CHIP_TRANSPORT_KEY: path }
    const refused = (reason: string) => ({ code: 'TRANSPORT_KEY_UNUSABLE', facts: { reason } })
    await expect(placeFor({ CHIP_CARD: 'store-data' })).rejects.toMatchObject(refused('NOT_SET'))
    await expect(placeFor(withKey)).rejects.toMatchObject(refused('MISSING'))
    await writeFile(path, random(16), { mode: 0o644 })
    await expect(placeFor(withKey)).rejects.toMatchObject(refused('READABLE_BY_OTHERS'))
    await chmod(path, 0o600)
    expect((await placeFor(withKey)).profile.name).toBe('store-data')
    await writeFile(path, random(15))
    await expect(placeFor(withKey)).rejects.toMatchObject(refused('LENGTH'))
  })
})
