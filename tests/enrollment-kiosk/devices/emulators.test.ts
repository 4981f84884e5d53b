import { spawnSync } from 'node:child_process'
import { mkdtemp, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, describe, expect, test } from 'vitest'
import { openCamera } from '../../../enrollment-kiosk/devices/vc0706/camera.ts'
import { openFingerprintScanner } from '../../../enrollment-kiosk/devices/ef01/scanner.ts'
import { monotonic } from '../../../enrollment-kiosk/clock.ts'
import { type EmulatorProcess, startEmulator } from './emulator-process.ts'

let emulator: EmulatorProcess | null = null
afterEach(async () => {
  await emulator?.stop()
  emulator = null
})

async function inFile<Result>(
  name: string,
  bytes: Uint8Array,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'picture-'))
  await writeFile(join(directory, name), bytes)
  try {
    return await use(join(directory, name))
  } finally {
    await rm(directory, { recursive: true })
  }
}

describe('a paced line', () => {
  test('takes at least the time of its bytes, and is deaf to a client at another speed', async () => {
    const pixels = new Uint8Array(192 * 192).fill(0x55)
    const png = await sharp(pixels, { raw: { width: 192, height: 192, channels: 1 } })
      .png()
      .toBuffer()
    emulator = await inFile('finger.png', png, (path) =>
      startEmulator('fingerprint', '--profile', 'r503', '--image', path),
    )
    const scanner = await openFingerprintScanner({ path: emulator.link, baudRates: [115_200, 57_600] })
    expect(scanner.capabilities).toMatchObject({
      model: 'R503',
      serial: '00000001',
      dpi: 508,
      width: 192,
      height: 192,
    })
    expect((await emulator.journal()).filter(({ event }) => event.startsWith('deaf'))).not.toEqual([])
    await scanner.waitForFinger(AbortSignal.timeout(5000))
    const start = monotonic()
    expect((await scanner.uploadImage()).pixels).toEqual(pixels)
    const bytes = 18_432 + 144 * 11
    expect(monotonic() - start).toBeGreaterThanOrEqual((bytes * 10_000) / 57_600)
    await scanner.close()
  })
})

describe('an emulator process', () => {
  test('takes its link and its socket away at the end, and makes the link anew when plugged in again', async () => {
    const started = await startEmulator('fingerprint', '--no-pace')
    const first = await readlink(started.link)
    await started.control('POST', '/unplug')
    await expect(stat(started.link)).rejects.toMatchObject({ code: 'ENOENT' })
    await started.control('POST', '/replug')
    expect(await readlink(started.link)).toMatch(/^\/dev\//)
    expect(first).toMatch(/^\/dev\//)
    const scanner = await openFingerprintScanner({ path: started.link })
    await scanner.close()
    expect(await started.stop()).toBe(0)
    await expect(stat(started.link)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('serves a camera photo from a file byte for byte', async () => {
    const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#123456' } })
      .jpeg()
      .toBuffer()
    emulator = await inFile('face.jpg', photo, (path) =>
      startEmulator('camera', '--no-pace', '--image', path),
    )
    const camera = await openCamera({ path: emulator.link })
    expect(Buffer.compare(await camera.takePhoto(), photo)).toBe(0)
    await camera.close()
  })

  test('refuses what it does not understand, in Vietnamese and English', async () => {
    emulator = await startEmulator('fingerprint', '--no-pace')
    await expect(emulator.control('PUT', '/finger', new TextEncoder().encode('no picture'))).rejects.toThrow(
      /400.*Không đọc được ảnh/,
    )
    await expect(emulator.control('PUT', '/faults', { corruptPacket: 0 })).rejects.toThrow('400')
    await expect(emulator.control('PUT', '/nothing')).rejects.toThrow('404')
    const program = join(import.meta.dirname, '../../../enrollment-kiosk/emulators/fingerprint.ts')
    const { status, stderr } = spawnSync(process.execPath, [program, '--profile', 'zfm'], {
      encoding: 'utf8',
    })
    expect(status).toBe(2)
    expect(stderr).toContain('Sai tham số')
  })
})
