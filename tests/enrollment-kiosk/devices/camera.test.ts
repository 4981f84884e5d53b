import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import type { Camera } from '../../../enrollment-kiosk/devices/camera.ts'
import { type CameraOptions, openCamera } from '../../../enrollment-kiosk/devices/vc0706/camera.ts'
import { openSerial } from '../../../enrollment-kiosk/transport/serial.ts'
import { type EmulatorProcess, startEmulator } from './emulator-process.ts'

let emulator: EmulatorProcess
let camera: Camera | null = null
let photo: Uint8Array

beforeAll(async () => {
  emulator = await startEmulator('camera', '--no-pace')
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  photo = await sharp({ create: { width: 240, height: 180, channels: 3, background: '#888', noise } })
    .jpeg()
    .toBuffer()
})
afterAll(() => emulator.stop())
afterEach(async () => {
  await camera?.close()
  camera = null
  await emulator.control('DELETE', '/faults')
})

async function open(options: Partial<CameraOptions> = {}): Promise<Camera> {
  camera = await openCamera({ path: emulator.link, ...options })
  return camera
}

async function commandsSince(start: number): Promise<string[]> {
  return (await emulator.journal()).slice(start).map(({ event }) => event)
}

/** What the photo will be. */
async function show(jpeg: Uint8Array): Promise<void> {
  await emulator.control('PUT', '/scene', jpeg)
}

describe('a camera', () => {
  test('takes a photo of the person before it, at the size asked for', async () => {
    for (const [width, height] of [
      [320, 240],
      [640, 480],
    ] as const) {
      await emulator.control('PUT', '/scene', { seed: 5, sex: 'MALE', ageYears: 60 })
      const opened = await open({ width })
      expect(opened.capabilities).toEqual({ model: 'VC0706 1.00', width, height })
      const taken = await opened.takePhoto()
      expect(await sharp(taken).metadata()).toMatchObject({ format: 'jpeg', width, height })
      await opened.close()
    }
  })

  test('hands a photo over byte for byte, in frozen pieces, and lets the camera go on', async () => {
    await show(photo)
    const opened = await open()
    const start = (await emulator.journal()).length
    expect(Buffer.compare(await opened.takePhoto(), photo)).toBe(0)
    const pieces = Array.from({ length: Math.ceil(photo.length / 4096) }, () => 'command 32')
    expect(await commandsSince(start)).toEqual(['command 36', 'command 34', ...pieces, 'command 36'])
    expect(await emulator.control('GET', '/state')).toMatchObject({ frozen: false, baudRate: 115_200 })
  })

  test('is heard through single bytes and junk', async () => {
    await show(photo)
    await emulator.faults({ fragment: true, junk: '7600760d0a76' })
    expect(Buffer.compare(await (await open()).takePhoto(), photo)).toBe(0)
  })

  test.each([
    ['damaged', { corruptPacket: 3 }],
    ['truncated', { truncatePacket: 3 }],
    ['lost', { dropPacket: 3 }],
  ])('reads a %s piece again, and only that', async (_what, faults) => {
    await show(photo)
    const opened = await open({ patience: 0.25 })
    const start = (await emulator.journal()).length
    await emulator.faults(faults)
    expect(Buffer.compare(await opened.takePhoto(), photo)).toBe(0)
    const reads = (await commandsSince(start)).filter((event) => event === 'command 32')
    expect(reads).toHaveLength(Math.ceil(photo.length / 4096) + 1)
  })

  test.each([
    ['length', 2],
    ['first piece', 3],
  ])('does not take a late %s or an alarm for the reply to the next command', async (_what, packet) => {
    await show(photo)
    const opened = await open({ patience: 0.25 })
    await emulator.faults({ delayPacket: { packet, milliseconds: 400 } })
    const taking = opened.takePhoto()
    await emulator.control('POST', '/motion')
    expect(Buffer.compare(await taking, photo)).toBe(0)
  })

  test('takes a photo again that does not end as a JPEG must, and reports it when it stays so', async () => {
    await show(photo.subarray(0, photo.length - 100))
    const opened = await open()
    const start = (await emulator.journal()).length
    await expect(opened.takePhoto()).rejects.toMatchObject({ code: 'CAMERA_DATA_DAMAGED' })
    expect((await commandsSince(start)).filter((event) => event === 'command 34')).toHaveLength(2)
  })

  test('reports a refusal with the status the camera gave', async () => {
    const opened = await open()
    await emulator.faults({ confirm: [{ instruction: 0x34, confirmation: 4, times: 1 }] })
    await expect(opened.takePhoto()).rejects.toMatchObject({
      code: 'CAMERA_REFUSED',
      facts: { command: 0x34, status: 4 },
    })
  })

  test('is not found when it is silent or has another serial number', async () => {
    const hurried = { baudRates: [38_400], patience: 0.4 }
    await expect(open({ ...hurried, serialNumber: 3 })).rejects.toMatchObject({ code: 'CAMERA_NOT_FOUND' })
    await emulator.faults({ silent: true })
    await expect(open(hurried)).rejects.toMatchObject({ code: 'CAMERA_NOT_FOUND' })
  })

  test.each([
    ['when it freezes', { unplugAtPacket: 1 }],
    ['in the middle of a piece', { unplugAtPacket: 4 }],
  ])('unplugged %s is reported, and can be opened again', async (_when, faults) => {
    await show(photo)
    const opened = await open()
    await emulator.faults(faults)
    await expect(opened.takePhoto()).rejects.toMatchObject({ code: 'CHANNEL_CLOSED' })
    await opened.close()
    await opened.close()
    await emulator.control('DELETE', '/faults')
    await emulator.control('POST', '/replug')
    expect(Buffer.compare(await (await open()).takePhoto(), photo)).toBe(0)
  })
})

describe('the wire of the camera', () => {
  /** Sends the bytes and gathers so many of the answer. */
  async function ask(bytes: readonly number[], length: number): Promise<string> {
    const { baudRate } = (await emulator.control('GET', '/state')) as { baudRate: number }
    const line = await openSerial({ path: emulator.link, baudRate })
    const heard: number[] = []
    line.onData((part) => heard.push(...part))
    for (const byte of bytes) await line.write(Uint8Array.of(byte))
    await expect.poll(() => heard.length).toBeGreaterThanOrEqual(length)
    await line.close()
    return toHex(Uint8Array.from(heard))
  }

  test('answers as the manual says: version, unknown command, too little data, and nothing to another number', async () => {
    expect(await ask([0x56, 0, 0x11, 0], 16)).toBe('760011000b56433037303620312e3030')
    expect(await ask([0x56, 0, 0x99, 0], 5)).toBe('7600990100')
    expect(await ask([0x56, 0, 0x32, 0], 5)).toBe('7600320200')
    expect(await ask([0x56, 9, 0x11, 0, 0x56, 0, 0x36, 1, 2], 5)).toBe('7600360000')
  })

  test('ends its start-up text with Init end', async () => {
    const text = await ask([0x56, 0, 0x26, 0], 70)
    expect(Buffer.from(text, 'hex').toString('latin1')).toMatch(/Init end\r\n$/)
  })
})
