import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import { encodePacket, packetKind } from '../../../enrollment-kiosk/devices/ef01/packet.ts'
import {
  openFingerprintScanner,
  type ScannerOptions,
} from '../../../enrollment-kiosk/devices/ef01/scanner.ts'
import type { FingerprintScanner } from '../../../enrollment-kiosk/devices/fingerprint-scanner.ts'
import { type EmulatorProcess, startEmulator } from './emulator-process.ts'

const width = 256
const height = 288

/** A picture whose every row and column differs, in levels that survive four bits. */
function testPicture(seed = 0): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => ((i * 7 + (i >> 8) + seed) % 16) * 17)
}

function png(pixels: Uint8Array): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer()
}

function within(milliseconds: number): AbortSignal {
  return AbortSignal.timeout(milliseconds)
}

let emulator: EmulatorProcess
let scanner: FingerprintScanner | null = null

beforeAll(async () => {
  emulator = await startEmulator('fingerprint', '--no-pace')
})
afterAll(() => emulator.stop())
beforeEach(async () => {
  await emulator.control('PUT', '/finger', await png(testPicture()))
})
afterEach(async () => {
  await scanner?.close()
  scanner = null
  await emulator.control('DELETE', '/faults')
})

async function open(options: Partial<ScannerOptions> = {}): Promise<FingerprintScanner> {
  scanner = await openFingerprintScanner({ path: emulator.link, ...options })
  return scanner
}

async function capture(from: FingerprintScanner): Promise<Uint8Array> {
  await from.waitForFinger(within(5000))
  return (await from.uploadImage()).pixels
}

async function instructionsSince(start: number): Promise<string[]> {
  return (await emulator.journal()).slice(start).map(({ event }) => event)
}

describe('a scanner', () => {
  test('tells what it can do and uploads the picture of the finger on it', async () => {
    const opened = await open()
    expect(opened.capabilities).toEqual({
      model: 'EF01',
      serial: 'FFFFFFFF',
      dpi: 500,
      width,
      height,
      bitDepth: 4,
      templates: ['proprietary'],
      slots: 1000,
    })
    await opened.waitForFinger(within(5000))
    expect(await opened.uploadImage()).toEqual({ width, height, dpi: 500, pixels: testPicture() })
  })

  test('waits for a finger and for its lifting', async () => {
    await emulator.control('DELETE', '/finger')
    const opened = await open()
    const found = opened.waitForFinger(within(5000))
    await emulator.control('PUT', '/finger', await png(testPicture()))
    await found
    const lifted = opened.waitForLift(within(5000))
    await emulator.control('DELETE', '/finger')
    await lifted
  })

  test('stops waiting when told to, and can be used again', async () => {
    await emulator.control('DELETE', '/finger')
    const opened = await open()
    const stop = new AbortController()
    const waiting = opened.waitForFinger(stop.signal)
    stop.abort(new Error('the officer cancelled'))
    await expect(waiting).rejects.toThrow('the officer cancelled')
    await opened.waitForLift(within(5000))
  })

  test('tolerates the residue of the finger before and a finger that does not lie well yet', async () => {
    const opened = await open()
    await emulator.faults({
      confirm: [0x17, 0x03].map((confirmation) => ({ instruction: 0x01, confirmation, times: 1 })),
    })
    expect(await capture(opened)).toEqual(testPicture())
  })

  test('reports a broken sensor', async () => {
    const opened = await open()
    await emulator.faults({ confirm: [{ instruction: 0x01, confirmation: 0x29, times: 1 }] })
    await expect(opened.waitForFinger(within(5000))).rejects.toMatchObject({
      code: 'SCANNER_REFUSED',
      facts: { instruction: 0x01, confirmation: 0x29 },
    })
  })
})

describe('a disturbed line', () => {
  test('in single bytes gives the same picture', async () => {
    await emulator.faults({ fragment: true })
    expect(await capture(await open())).toEqual(testPicture())
  })

  test('with junk and a foreign acknowledgement before every packet gives the same picture', async () => {
    const foreign = encodePacket({ address: 1, kind: packetKind.acknowledge, content: Uint8Array.of(0x02) })
    await emulator.faults({ junk: `55ef0001${toHex(foreign)}ef` })
    expect(await capture(await open())).toEqual(testPicture())
  })

  test('asks again for an answer that was damaged, truncated or lost', async () => {
    const opened = await open({ patience: 0.25 })
    for (const faults of [{ corruptPacket: 1 }, { truncatePacket: 1 }, { dropPacket: 1 }]) {
      await emulator.faults(faults)
      expect(await capture(opened)).toEqual(testPicture())
    }
  })

  test.each([
    ['a damaged', { corruptPacket: 40 }],
    ['a truncated', { truncatePacket: 40 }],
    ['a lost', { dropPacket: 40 }],
    ['a damaged last', { corruptPacket: 290 }],
  ])('begins the picture again after %s data packet', async (_what, faults) => {
    const opened = await open({ patience: 0.25 })
    const start = (await emulator.journal()).length
    await emulator.faults(faults)
    expect(await capture(opened)).toEqual(testPicture())
    expect((await instructionsSince(start)).filter((event) => event === 'upImage')).toHaveLength(2)
  })

  test('does not take a late answer for the answer to the next instruction', async () => {
    const opened = await open({ patience: 0.25 })
    // "Finger" comes too late: by then the finger is gone, and the late answer must not say otherwise.
    await emulator.faults({ delayPacket: { packet: 1, milliseconds: 700 } })
    const waiting = opened.waitForFinger(within(1500))
    await expect.poll(() => instructionsSince(0).then((events) => events.at(-1))).toBe('genImg')
    await emulator.control('DELETE', '/finger')
    await expect(waiting).rejects.toThrow('timeout')
    await emulator.control('PUT', '/finger', await png(testPicture(3)))
    expect(await capture(opened)).toEqual(testPicture(3))
  })

  test('that stays silent is reported, and works again afterwards', async () => {
    const opened = await open({ patience: 0.1 })
    await emulator.faults({ silent: true })
    await expect(opened.waitForFinger(within(5000))).rejects.toMatchObject({ code: 'DEVICE_SILENT' })
    await emulator.control('DELETE', '/faults')
    expect(await capture(opened)).toEqual(testPicture())
  })
})

describe('opening', () => {
  test('fails in words when nobody answers, from another address, or at no known speed', async () => {
    const hurried = { baudRates: [57_600], patience: 0.3 }
    await emulator.faults({ silent: true })
    await expect(open(hurried)).rejects.toMatchObject({ code: 'SCANNER_NOT_FOUND' })
    await emulator.faults({ wrongAddress: true })
    await expect(open(hurried)).rejects.toMatchObject({ code: 'SCANNER_NOT_FOUND' })
    await emulator.control('DELETE', '/faults')
    await expect(open({ ...hurried, address: 0x0000_0001 })).rejects.toMatchObject({
      code: 'SCANNER_NOT_FOUND',
    })
    await expect(open({ ...hurried, baudRates: [9600] })).rejects.toMatchObject({ code: 'SCANNER_NOT_FOUND' })
  })

  test('fails in words when the password is wrong', async () => {
    await expect(open({ password: 7 })).rejects.toMatchObject({ code: 'SCANNER_PASSWORD_WRONG' })
  })

  test('fails in words when there is no port, or another program has it', async () => {
    await expect(open({ path: `${emulator.link}-none` })).rejects.toMatchObject({
      code: 'SERIAL_PORT_UNAVAILABLE',
      facts: { reason: 'missing' },
    })
    await open()
    await expect(openFingerprintScanner({ path: emulator.link })).rejects.toMatchObject({
      code: 'SERIAL_PORT_UNAVAILABLE',
      facts: { reason: 'busy' },
    })
  })

  test('finds the module at the speed it was left at', async () => {
    const raised = await open({ raiseTo: 115_200 })
    expect(await capture(raised)).toEqual(testPicture())
    await raised.close()
    expect(await emulator.control('GET', '/state')).toMatchObject({ baudRate: 115_200 })
    const found = await open()
    expect(await capture(found)).toEqual(testPicture())
    await found.close()
    const back = await open({ raiseTo: 57_600, baudRates: [115_200] })
    expect(await capture(back)).toEqual(testPicture())
  })
})

describe('unplugging', () => {
  test.each([
    ['while waiting for a finger', { unplugAtPacket: 1 }],
    ['when the picture begins', { unplugAtPacket: 2 }],
    ['in the middle of the picture', { unplugAtPacket: 100 }],
    ['at the end of the picture', { unplugAtPacket: 290 }],
  ])('%s is reported, and a plugged-in scanner can be opened again', async (_when, faults) => {
    const opened = await open()
    await emulator.faults(faults)
    await expect(capture(opened)).rejects.toMatchObject({ code: 'CHANNEL_CLOSED' })
    await expect(opened.uploadImage()).rejects.toMatchObject({ code: 'CHANNEL_CLOSED' })
    await opened.close()
    await opened.close()
    await emulator.control('DELETE', '/faults')
    await emulator.control('POST', '/replug')
    expect(await capture(await open())).toEqual(testPicture())
  })

  test('while nothing is asked is reported by the next question', async () => {
    const opened = await open()
    await emulator.control('POST', '/unplug')
    await expect(opened.waitForFinger(within(5000))).rejects.toMatchObject({ code: 'CHANNEL_CLOSED' })
    await emulator.control('POST', '/replug')
    await expect(opened.waitForFinger(within(5000))).rejects.toMatchObject({ code: 'CHANNEL_CLOSED' })
  })
})
