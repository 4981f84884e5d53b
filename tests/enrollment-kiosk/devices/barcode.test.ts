import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BarcodeReader } from '../../../enrollment-kiosk/devices/barcode-reader.ts'
import { openSsiReader } from '../../../enrollment-kiosk/devices/barcode/ssi-reader.ts'
import { openTextReader } from '../../../enrollment-kiosk/devices/barcode/text-reader.ts'
import { type EmulatorProcess, startEmulator } from './emulator-process.ts'

const code =
  '001190000017|012345678|Đỗ Thị Mỹ Hường|15021990|Nữ|Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội|01082024'

describe.each([
  ['text', (path: string) => openTextReader({ path })],
  ['ssi', (path: string) => openSsiReader({ path, patience: 0.5 })],
] as const)('a reader that speaks %s', (mode, openReader) => {
  let emulator: EmulatorProcess
  let reader: BarcodeReader
  let scanned: string[]

  beforeAll(async () => {
    emulator = await startEmulator('barcode', '--no-pace', '--profile', mode)
  })
  afterAll(() => emulator.stop())
  beforeEach(async () => {
    scanned = []
    reader = await openReader(emulator.link)
    reader.onScan((text) => scanned.push(text))
  })
  afterEach(async () => {
    await reader.close()
    await emulator.control('DELETE', '/faults')
  })
  const hold = (text: string) => emulator.control('POST', '/scan', new TextEncoder().encode(text))

  test('tells every code once, with its diacritics', async () => {
    for (const text of [code, 'LICHHEN|1', code]) await hold(text)
    await expect.poll(() => scanned).toEqual([code, 'LICHHEN|1', code])
  })

  test('is understood through single bytes', async () => {
    await emulator.faults({ fragment: true })
    await hold(code)
    await expect.poll(() => scanned).toEqual([code])
  })

  test('that is unplugged says so at once, and can be opened again when it is back', async () => {
    const gone = new Promise((resolve) => reader.onClose(resolve))
    await emulator.control('POST', '/unplug')
    expect(await gone).toMatchObject({ code: 'CHANNEL_CLOSED' })
    await reader.close()
    await reader.close()
    await emulator.control('POST', '/replug')
    reader = await openReader(emulator.link)
    reader.onScan((text) => scanned.push(text))
    await hold(code)
    await expect.poll(() => scanned).toEqual([code])
  })

  if (mode === 'text') return

  test('tells its model, and reads only while it may', async () => {
    expect(reader.capabilities.model).toBe('EMULATOR-R01')
    await reader.selfTest()
    await reader.enable(false)
    expect(await hold(code)).toEqual({ taken: false })
    await reader.enable(true)
    expect(await hold(code)).toEqual({ taken: true })
    expect(scanned).toEqual([code])
  })

  test('tells a long code in parts, as one', async () => {
    const long = `${code}|${'x'.repeat(900)}`
    expect(await hold(long)).toEqual({ taken: true })
    expect(scanned).toEqual([long])
  })

  test.each([
    ['damaged', { corruptPacket: 1 }],
    ['truncated', { truncatePacket: 1 }],
  ])('sends a %s code again, and it counts once', async (_what, faults) => {
    await emulator.faults(faults)
    expect(await hold(code)).toEqual({ taken: true })
    expect(scanned).toEqual([code])
  })

  test('is heard through a code that somebody holds before it meanwhile', async () => {
    const [, taken] = await Promise.all([reader.selfTest(), hold(code)])
    expect(taken).toEqual({ taken: true })
    expect(scanned).toEqual([code])
  })

  test('is asked again when it answers "send again"; what it refuses for good is reported', async () => {
    await emulator.faults({ confirm: [{ instruction: 0xe9, confirmation: 1, times: 1 }] })
    await reader.enable(true)
    await emulator.faults({ confirm: [{ instruction: 0xe9, confirmation: 6, times: 1 }] })
    await expect(reader.enable(true)).rejects.toMatchObject({
      code: 'BARCODE_READER_REFUSED',
      facts: { opcode: 0xe9, reason: 6 },
    })
  })

  test('that stays silent is not found', async () => {
    await reader.close()
    await emulator.faults({ silent: true })
    await expect(openReader(emulator.link)).rejects.toMatchObject({ code: 'BARCODE_READER_NOT_FOUND' })
    await emulator.control('DELETE', '/faults')
    reader = await openReader(emulator.link)
  })
})
