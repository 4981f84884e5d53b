import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readMinutiae2005 } from '../../../core/biometrics/records/finger-minutiae-2005.ts'
import { concatBytes, toHex } from '../../../core/bytes.ts'
import { commands, flags, parameters } from '../../../enrollment-kiosk/devices/suprema/commands.ts'
import type { FingerprintScanner } from '../../../enrollment-kiosk/devices/fingerprint-scanner.ts'
import { encodePacket, PacketReader, simpleData } from '../../../enrollment-kiosk/devices/suprema/packet.ts'
import { openSupremaScanner, type SupremaOptions } from '../../../enrollment-kiosk/devices/suprema/scanner.ts'
import { openSerial } from '../../../enrollment-kiosk/transport/serial.ts'
import { type EmulatorProcess, startEmulator } from './emulator-process.ts'

const width = 288
const height = 320

/** Every row and column differs, in 256 levels. */
function testPicture(seed = 0): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => (i * 7 + (i >> 8) * 3 + seed) & 0xff)
}

const png = (pixels: Uint8Array): Promise<Uint8Array> =>
  sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer()
const within = (milliseconds: number) => AbortSignal.timeout(milliseconds)

let emulator: EmulatorProcess
let scanner: FingerprintScanner | null = null

beforeAll(async () => {
  emulator = await startEmulator('suprema', '--no-pace')
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

async function open(options: Partial<SupremaOptions> = {}): Promise<FingerprintScanner> {
  scanner = await openSupremaScanner({ path: emulator.link, ...options })
  return scanner
}

async function capture(from: FingerprintScanner): Promise<Uint8Array> {
  await from.waitForFinger(within(5000))
  return (await from.uploadImage()).pixels
}

describe('a Suprema scanner', () => {
  test('tells that it may enroll, and uploads the picture in all its grey levels', async () => {
    const opened = await open()
    expect(opened.capabilities).toEqual({
      model: 'Suprema SFM 00003030',
      serial: '005E0001',
      dpi: 500,
      width,
      height,
      bitDepth: 8,
      templates: ['iso19794-2'],
      slots: 1900,
    })
    await opened.waitForFinger(within(5000))
    expect(await opened.uploadImage()).toEqual({ width, height, dpi: 500, pixels: testPicture() })
  })

  test('waits for a finger and for its lifting, and stops when told to', async () => {
    await emulator.control('DELETE', '/finger')
    const opened = await open()
    const found = opened.waitForFinger(within(5000))
    await emulator.control('PUT', '/finger', await png(testPicture(1)))
    await found
    const lifted = opened.waitForLift(within(5000))
    await emulator.control('DELETE', '/finger')
    await lifted
    const stop = new AbortController()
    const waiting = opened.waitForFinger(stop.signal)
    stop.abort(new Error('the officer cancelled'))
    await expect(waiting).rejects.toThrow('the officer cancelled')
  })

  test('goes on after a scan that failed, a fake finger or a busy module, and reports what it cannot help', async () => {
    const opened = await open()
    const instruction = commands.identifyByScan.code
    await emulator.faults({
      confirm: [flags.scanFailed, flags.fakeFinger, flags.busy].map((confirmation) => ({
        instruction,
        confirmation,
        times: 1,
      })),
    })
    expect(await capture(opened)).toEqual(testPicture())
    await emulator.faults({ confirm: [{ instruction, confirmation: flags.unsupported, times: 1 }] })
    await expect(opened.waitForFinger(within(5000))).rejects.toMatchObject({ code: 'SCANNER_REFUSED' })
  })
})

describe('a disturbed line', () => {
  test('in single bytes, or with junk before every packet, gives the same picture', async () => {
    await emulator.faults({ fragment: true })
    const opened = await open()
    expect(await capture(opened)).toEqual(testPicture())
    const foreign = encodePacket({ command: 0x19, parameter: 1, size: 0, flag: flags.exists })
    await emulator.faults({ junk: `ff40${toHex(foreign)}` })
    expect(await capture(opened)).toEqual(testPicture())
  })

  test('asks again for an answer that was damaged, truncated or lost', async () => {
    const opened = await open({ patience: 0.25 })
    for (const faults of [{ corruptPacket: 1 }, { truncatePacket: 1 }, { dropPacket: 1 }]) {
      await emulator.faults(faults)
      expect(await capture(opened)).toEqual(testPicture())
    }
  })

  test.each([
    ['a damaged data packet is sent again alone', { corruptPacket: 10 }],
    ['the last data packet too', { corruptPacket: 26 }],
    ['a truncated one too', { truncatePacket: 10 }],
    ['a lost one has the picture begin again', { dropPacket: 10 }],
  ])('%s', async (_what, faults) => {
    const opened = await open({ patience: 0.25 })
    const before = (await emulator.journal()).length
    await emulator.faults(faults)
    expect(await capture(opened)).toEqual(testPicture())
    const events = (await emulator.journal()).slice(before).map(({ event }) => event)
    expect(events.filter((event) => event === 'readImageExtended')).toHaveLength(
      'dropPacket' in faults ? 2 : 1,
    )
  })

  test('does not take a late answer for the answer to the next question', async () => {
    const opened = await open({ patience: 0.25 })
    await emulator.faults({ delayPacket: { packet: 1, milliseconds: 1500 } })
    expect(await capture(opened)).toEqual(testPicture())
    await emulator.control('PUT', '/finger', await png(testPicture(3)))
    expect(await capture(opened)).toEqual(testPicture(3))
  })

  test('that stays silent is reported, and works again afterwards', async () => {
    const opened = await open({ patience: 0.1 })
    await emulator.faults({ silent: true })
    await expect(opened.uploadImage()).rejects.toMatchObject({ code: 'DEVICE_SILENT' })
    await emulator.control('DELETE', '/faults')
    expect(await capture(opened)).toEqual(testPicture())
  })
})

test('the module is found at the speed it was left at', async () => {
  const raised = await open({ raiseTo: 921_600 })
  expect(await capture(raised)).toEqual(testPicture())
  await raised.close()
  expect(await emulator.control('GET', '/state')).toMatchObject({ baudRate: 921_600 })
  const back = await open({ raiseTo: 115_200 })
  expect(await capture(back)).toEqual(testPicture())
  await back.close()
  await expect(open({ baudRates: [9600] })).rejects.toMatchObject({ code: 'SCANNER_NOT_FOUND' })
})

test.each([
  ['while waiting for a finger', { unplugAtPacket: 1 }],
  ['when the picture begins', { unplugAtPacket: 3 }],
  ['in the middle of the picture', { unplugAtPacket: 12 }],
  ['at the end of the picture', { unplugAtPacket: 26 }],
])('unplugged %s is reported, and plugged in again it works', async (_when, faults) => {
  const opened = await open()
  await emulator.faults(faults)
  await expect(capture(opened)).rejects.toMatchObject({ code: 'CHANNEL_CLOSED' })
  await opened.close()
  await opened.close()
  await emulator.control('DELETE', '/faults')
  await emulator.control('POST', '/replug')
  expect(await capture(await open())).toEqual(testPicture())
})

/** A program that knows nothing of the driver: packets in, packets out. */
async function conversation(
  work: (ask: (bytes: Uint8Array, answers: number) => Promise<string[]>) => Promise<void>,
) {
  const channel = await openSerial({ path: emulator.link, baudRate: 115_200 })
  const reader = new PacketReader(({ command, size, flag }) =>
    command === commands.scanTemplate.code && flag === flags.done
      ? { bytes: size, trailer: 'terminator' }
      : null,
  )
  const heard: string[] = []
  let wake = Promise.withResolvers<void>()
  let template: Uint8Array = new Uint8Array(0)
  channel.onData((bytes) => {
    for (const one of reader.push(bytes)) {
      if (one === 'damaged') throw new Error('damaged')
      if (one.data) template = one.data
      heard.push(`${one.packet.command.toString(16)}:${one.packet.flag.toString(16)}:${one.packet.parameter}`)
    }
    wake.resolve()
    wake = Promise.withResolvers()
  })
  const ask = async (bytes: Uint8Array, answers: number) => {
    heard.length = 0
    await channel.write(bytes)
    while (heard.length < answers) await wake.promise
    return [...heard]
  }
  try {
    await work(ask)
  } finally {
    await channel.close()
  }
  return template
}

test('the emulator enrolls, identifies and verifies honestly, by scans and by ISO 19794-2 templates', async () => {
  const lay = (seed: number, impression: number) =>
    emulator.control('PUT', '/finger', { seed, finger: 2, impression })
  const order = (command: { readonly code: number }, parameter = 0, size = 0, flag = 0) =>
    encodePacket({ command: command.code, parameter, size, flag })
  await lay(7, 0)
  const template = await conversation(async (ask) => {
    expect(await ask(order(commands.scanTemplate), 2)).toEqual(['21:62:0', '21:61:0'])
  })
  expect(readMinutiae2005(template).views[0]?.minutiae.length).toBeGreaterThan(12)
  await conversation(async (ask) => {
    expect(await ask(order(commands.enrolByScan, 77), 2)).toEqual(['5:62:0', '5:61:77'])
    expect(await ask(order(commands.enrolByScan, 77), 2)).toEqual(['5:62:0', '5:6e:0'])
    expect(await ask(order(commands.checkUser, 77), 1)).toEqual(['19:6e:0'])
    await lay(7, 1)
    expect(await ask(order(commands.identifyByScan), 2)).toEqual(['11:62:0', '11:61:77'])
    await lay(8, 0)
    expect(await ask(order(commands.identifyByScan), 2)).toEqual(['11:62:0', '11:69:0'])
    expect(await ask(order(commands.verifyByScan, 77), 2)).toEqual(['8:62:0', '8:6a:0'])
    const sent = concatBytes(order(commands.identifyByTemplate, 0, template.length), simpleData(template))
    expect(await ask(sent, 1)).toEqual(['13:61:77'])
    expect(await ask(order(commands.deleteUser, 77), 1)).toEqual(['16:61:0'])
    expect(await ask(order(commands.deleteUser, 77), 1)).toEqual(['16:69:0'])
    expect(await ask(order(commands.readParameter, 0, 0, parameters.enrolled), 1)).toEqual(['3:61:0'])
    expect(await ask(encodePacket({ command: 0x62, parameter: 0, size: 0, flag: 0 }), 1)).toEqual(['62:75:0'])
    await emulator.control('DELETE', '/finger')
    const waiting = ask(order(commands.identifyByScan), 2)
    await ask(order(commands.cancel), 2)
    expect((await waiting).toSorted()).toEqual(['11:81:0', '60:61:0'])
  })
})
