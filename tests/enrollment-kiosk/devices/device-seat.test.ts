import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { DeviceView } from '../../../core/contracts/desk/station.ts'
import type { FingerprintScanner } from '../../../enrollment-kiosk/devices/fingerprint-scanner.ts'
import { openSupremaScanner } from '../../../enrollment-kiosk/devices/suprema/scanner.ts'
import { type DeviceSeat, openDeviceSeat } from '../../../enrollment-kiosk/session/device-bench.ts'
import { after } from '../../../enrollment-kiosk/transport/after.ts'
import { type EmulatorProcess, startEmulator } from './emulator-process.ts'

let emulator: EmulatorProcess
let seat: DeviceSeat<FingerprintScanner>
let told: DeviceView['state'][] = []
let openings = 0
/** The module speaks again by the time it is opened afresh. */
let recovers = false

beforeAll(async () => {
  emulator = await startEmulator('suprema', '--no-pace')
  const open = async () => {
    openings++
    if (recovers) await emulator.control('DELETE', '/faults')
    return openSupremaScanner({ path: emulator.link, baudRates: [115_200], patience: 0.3 })
  }
  const onChange = ({ state }: DeviceView) => void told.push(state)
  seat = openDeviceSeat('fingerprint', open, { clock: () => 0, after, retryMs: 100, onChange })
})
afterAll(async () => {
  await seat.close()
  await emulator.stop()
})
afterEach(async () => {
  await emulator.control('DELETE', '/faults')
  told = []
})

const serialOf = (scanner: FingerprintScanner) => Promise.resolve(scanner.capabilities.serial)
const upload = async (scanner: FingerprintScanner) => {
  await scanner.waitForFinger(AbortSignal.timeout(5000))
  return (await scanner.uploadImage()).width
}

test('a cable that is pulled while nothing is asked darkens the lamp at once; plugged in again, it lights by itself', async () => {
  expect(await seat.use(serialOf)).toBe('005E0001')
  expect(seat.status()).toMatchObject({ state: 'READY', enrolls: true })
  await emulator.control('POST', '/unplug')
  await expect.poll(() => told).toContain('FAILED')
  expect(seat.status()).toMatchObject({ state: 'FAILED', fault: { code: 'CHANNEL_CLOSED' } })
  await expect(seat.use(serialOf)).rejects.toMatchObject({ code: 'SERIAL_PORT_UNAVAILABLE' })
  await emulator.control('POST', '/replug')
  await expect.poll(() => seat.status().state, { timeout: 10_000 }).toBe('READY')
  expect(told.at(-1)).toBe('READY')
  expect(await seat.use(serialOf)).toBe('005E0001')
})

test('a scanner that falls silent for a while is opened afresh and asked once more', async () => {
  await emulator.control('PUT', '/finger', { seed: 3, finger: 2, impression: 0 })
  const before = openings
  let asked = 0
  recovers = true
  const width = await seat.use(async (scanner) => {
    await scanner.waitForFinger(AbortSignal.timeout(5000))
    if (++asked === 1) await emulator.faults({ silent: true })
    return (await scanner.uploadImage()).width
  })
  recovers = false
  expect({ width, asked, openings: openings - before }).toEqual({ width: 288, asked: 2, openings: 1 })
})

test('one that stays silent is reported, and found when it speaks again', async () => {
  await emulator.faults({ silent: true })
  await expect(seat.use(upload)).rejects.toMatchObject({ code: 'SCANNER_NOT_FOUND' })
  expect(seat.status().state).toBe('FAILED')
  await emulator.control('DELETE', '/faults')
  await expect.poll(() => seat.status().state, { timeout: 10_000 }).toBe('READY')
})

test('a seat without a device says so', async () => {
  const empty = openDeviceSeat<FingerprintScanner>('fingerprint', null, {
    clock: () => 0,
    after,
    retryMs: 100,
    onChange: () => undefined,
  })
  expect(empty.status().state).toBe('ABSENT')
  await expect(empty.use(serialOf)).rejects.toMatchObject({ code: 'DEVICE_NOT_CONFIGURED' })
  await empty.close()
})
