import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Camera } from '../../../enrollment-kiosk/devices/camera.ts'
import { openUcam, type UcamOptions } from '../../../enrollment-kiosk/devices/ucam/camera.ts'
import { type EmulatorProcess, startEmulator } from './emulator-process.ts'

let emulator: EmulatorProcess
let camera: Camera | null = null
let photo: Uint8Array

beforeAll(async () => {
  emulator = await startEmulator('ucam', '--no-pace')
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  photo = await sharp({ create: { width: 160, height: 120, channels: 3, background: '#888', noise } })
    .jpeg()
    .toBuffer()
})
afterAll(() => emulator.stop())
beforeEach(() => emulator.control('PUT', '/scene', photo))
afterEach(async () => {
  await camera?.close()
  camera = null
  await emulator.control('DELETE', '/faults')
})

async function open(options: Partial<UcamOptions> = {}): Promise<Camera> {
  camera = await openUcam({ path: emulator.link, ...options })
  return camera
}

const take = async (from: Camera) => Buffer.compare(await from.takePhoto(), photo)
/** Packages asked for since; the last acknowledgement asks for none. */
const asked = async (since: number) =>
  (await emulator.journal())
    .slice(since)
    .filter(({ event, bytes }) => event === 'command e' && !bytes?.endsWith('f0f0')).length
const packages = () => Math.ceil(photo.length / 506)

test('takes a photo of the person before it, at the size asked for', async () => {
  await emulator.control('PUT', '/scene', { seed: 5, sex: 'MALE', ageYears: 60 })
  const opened = await open({ width: 320 })
  expect(opened.capabilities).toEqual({ model: 'OV528', width: 320, height: 240 })
  expect(await sharp(await opened.takePhoto()).metadata()).toMatchObject({
    format: 'jpeg',
    width: 320,
    height: 240,
  })
})

test('hands a photo over byte for byte, each package asked for once, at the speed it was put to', async () => {
  const opened = await open()
  const start = (await emulator.journal()).length
  expect(await take(opened)).toBe(0)
  expect(await asked(start)).toBe(packages())
  expect(await emulator.control('GET', '/state')).toMatchObject({ baudRate: 921_600 })
})

test('is heard through single bytes and junk', async () => {
  await emulator.faults({ fragment: true })
  expect(await take(await open())).toBe(0)
})

test.each([
  ['damaged', { corruptPacket: 5 }],
  ['truncated', { truncatePacket: 5 }],
  ['lost', { dropPacket: 5 }],
])('reads a %s package again, and only that', async (_what, faults) => {
  const opened = await open({ patience: 0.4 })
  const start = (await emulator.journal()).length
  await emulator.faults(faults)
  expect(await take(opened)).toBe(0)
  expect(await asked(start)).toBe(packages() + 1)
})

test('a late package is not taken for the next one', async () => {
  const opened = await open({ patience: 0.4 })
  await emulator.faults({ delayPacket: { packet: 5, milliseconds: 600 } })
  expect(await take(opened)).toBe(0)
  await emulator.control('DELETE', '/faults')
  expect(await take(opened)).toBe(0)
})

test('what the camera refuses is reported by its own code', async () => {
  const opened = await open()
  await emulator.faults({ confirm: [{ instruction: 0x05, confirmation: 0x01, times: 1 }] })
  await expect(opened.takePhoto()).rejects.toMatchObject({
    code: 'CAMERA_REFUSED',
    facts: { command: 5, status: 1 },
  })
  expect(await take(opened)).toBe(0)
})

test('silence and an empty port are told in words', async () => {
  const opened = await open({ patience: 0.2 })
  await emulator.faults({ silent: true })
  await expect(opened.takePhoto()).rejects.toMatchObject({ code: 'DEVICE_SILENT' })
  await opened.close()
  await expect(open({ baudRates: [921_600], patience: 0.2 })).rejects.toMatchObject({
    code: 'CAMERA_NOT_FOUND',
  })
  await expect(open({ path: `${emulator.link}-none` })).rejects.toMatchObject({
    code: 'SERIAL_PORT_UNAVAILABLE',
  })
})

test.each([1, 3, 8])(
  'unplugged at its packet %i it says so, and plugged in again it works',
  async (packet) => {
    const opened = await open()
    await emulator.faults({ unplugAtPacket: packet })
    await expect(opened.takePhoto()).rejects.toMatchObject({ code: 'CHANNEL_CLOSED' })
    await opened.close()
    await opened.close()
    await emulator.control('DELETE', '/faults')
    await emulator.control('POST', '/replug')
    expect(await take(await open())).toBe(0)
  },
)
