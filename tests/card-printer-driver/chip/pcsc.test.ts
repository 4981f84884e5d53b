import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { pcscEncoder } from '../../../card-printer-driver/chip/pcsc-encoder.ts'
import { personaliseChip } from '../../../card-printer-driver/chip/personalise.ts'
import { chipAfterCrash } from '../../../card-printer-driver/chip/after-crash.ts'
import { ldsApplet } from '../../../card-printer-driver/chip/personalisation-profile.ts'
import { random, sampleContents } from './chip-contents.ts'
import {
  readerMissing,
  readersEmpty,
  startCard,
  startReader,
  type CardProcess,
  type VirtualReader,
} from './virtual-reader.ts'

const missing = readerMissing()
const unstopped = new AbortController().signal
const run = promisify(execFile)
/** The reader does not ask: who writes compares it. */
const anySerial = '0000000000000001'

test.runIf(missing !== null)(`PC/SC is not tested here: ${missing}`, () => {
  expect(process.env.CI).toBeUndefined()
})

describe.skipIf(missing !== null)('a chip in a PC/SC reader', () => {
  let reader: VirtualReader
  let card: CardProcess | null = null
  let second: CardProcess | null = null
  beforeAll(async () => {
    reader = await startReader()
    process.env.PCSCLITE_CSOCK_NAME = reader.socket
  })
  afterEach(async () => {
    await Promise.all([card?.stop(), second?.stop()])
    card = null
    second = null
    await readersEmpty()
  })
  afterAll(async () => {
    delete process.env.PCSCLITE_CSOCK_NAME
    await reader.stop()
  })

  test('answers other programs too', async () => {
    card = await startCard(reader.ports[0])
    const chip = await pcscEncoder('Virtual PCD').present({ serial: anySerial }, unstopped)
    await chip.release()
    const words = ['-r', 'Virtual PCD 00 00', '-s', '00A4040C07A0000002471001', '-s', '00A4020C02011E']
    const { stdout } = await run('opensc-tool', words)
    expect(stdout.match(/SW1=0x\w\w, SW2=0x\w\w/g)).toEqual(['SW1=0x90, SW2=0x00', 'SW1=0x6A, SW2=0x82'])
  })

  test('is written, and is the same card after its program was started again', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'card-'))
    const state = join(directory, 'card.json')
    const contents = await sampleContents({ fingers: false, portrait: false })
    card = await startCard(reader.ports[0], '--serial', contents.chipSerial, '--state', state)
    const encoder = pcscEncoder('Virtual PCD')
    const chip = await encoder.present({ serial: contents.chipSerial }, unstopped)
    const source = { keys: 'INJECTED', chipSerial: contents.chipSerial, contents } as const
    const work = { chip, profile: ldsApplet, source, transportKey: null, random }
    expect((await personaliseChip(work)).sodSha256).toMatch(/^[0-9a-f]{64}$/)
    await chip.release()
    await card.stop()
    card = await startCard(reader.ports[0], '--state', state)
    expect(await card.status()).toMatchObject({ serial: contents.chipSerial, state: 'LOCKED' })
    await rm(directory, { recursive: true })
  })

  test('that is pulled in the middle is lost, and a station that starts again finds out how far it is', async () => {
    const contents = await sampleContents({ fingers: false, portrait: false })
    const { chipSerial } = contents
    card = await startCard(reader.ports[0], '--serial', chipSerial)
    const encoder = pcscEncoder('Virtual PCD')
    const expected = { serial: chipSerial, readBack: false, contents: async () => null }
    expect(await chipAfterCrash(encoder, ldsApplet, expected)).toBe('BLANK')
    const chip = await encoder.present({ serial: chipSerial }, unstopped)
    await card.setFaults({ cutAfterCommands: 12 })
    const pulled = card
    const source = { keys: 'INJECTED', chipSerial, contents } as const
    const connect = async () => {
      const channel = await chip.connect()
      return {
        ...channel,
        transmit: (command: Uint8Array) =>
          channel.transmit(command).catch(async (error: unknown) => {
            await pulled.pull()
            throw error
          }),
      }
    }
    const work = { chip: { ...chip, connect }, profile: ldsApplet, source, transportKey: null, random }
    await expect(personaliseChip(work)).rejects.toMatchObject({ code: 'CHIP_LOST', outcome: 'spoiled' })
    await chip.release()
    expect(await chipAfterCrash(encoder, ldsApplet, expected)).toBe('NOT_SEEN')
    await pulled.insert()
    expect(await chipAfterCrash(encoder, ldsApplet, expected)).toBe('BEGUN')
    const another = { ...expected, serial: 'ANOTHER000000001' }
    expect(await chipAfterCrash(encoder, ldsApplet, another)).toBe('NOT_SEEN')
  })

  test('keeps the reader until it was taken away, where a person carries it on', async () => {
    card = await startCard(reader.ports[0])
    const encoder = pcscEncoder('Virtual PCD', { byHand: true })
    const finished = await encoder.present({ serial: anySerial }, unstopped)
    await finished.release()
    const events: string[] = []
    const next = encoder.present({ serial: anySerial }, unstopped).then((chip) => {
      events.push('next blank')
      return chip
    })
    // The service has been asked several times meanwhile.
    for (let i = 0; i < 5; i++) await encoder.ready()
    events.push('taken away')
    await card.pull()
    await readersEmpty()
    await card.insert()
    await (await next).release()
    await card.pull()
    expect(events).toEqual(['taken away', 'next blank'])
  })

  test('must lie there alone', async () => {
    ;[card, second] = await Promise.all([startCard(reader.ports[0]), startCard(reader.ports[1])])
    const first = await pcscEncoder('Virtual PCD 00 00').present({ serial: anySerial }, unstopped)
    await first.release()
    const other = await pcscEncoder('Virtual PCD 00 01').present({ serial: anySerial }, unstopped)
    await other.release()
    await expect(pcscEncoder('Virtual PCD').present({ serial: anySerial }, unstopped)).rejects.toMatchObject({
      code: 'CHIP_NOT_ALONE',
      outcome: 'untouched',
    })
  })

  test('that nobody puts there is waited for as long as the station works', async () => {
    const stop = new AbortController()
    const waiting = pcscEncoder('Virtual PCD').present({ serial: anySerial }, stop.signal)
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'CHIP_NOT_THERE', outcome: 'untouched' })
    await expect(pcscEncoder('Virtual PCD').ready()).resolves.toBeUndefined()
    await expect(pcscEncoder('No such reader').ready()).rejects.toMatchObject({ code: 'CHIP_READER_GONE' })
    await expect(
      pcscEncoder('No such reader').present({ serial: anySerial }, unstopped),
    ).rejects.toMatchObject({
      code: 'CHIP_READER_GONE',
    })
  })
})
