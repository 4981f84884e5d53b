/** How much of a serial line's rate the pictures of the devices use, with emulators that send no faster than the line. */
import { SerialPort } from 'serialport'
import { openFingerprintScanner } from '../../enrollment-kiosk/devices/ef01/scanner.ts'
import { openCamera } from '../../enrollment-kiosk/devices/vc0706/camera.ts'
import { startEmulator } from '../enrollment-kiosk/devices/emulator-process.ts'
import { median, type Measure, rounded } from './measure.ts'

const baudRate = 115_200
const pictures = 3

/** Start bit, eight bits, stop bit. */
const wireSeconds = (bytes: number) => (bytes * 10) / baudRate

/** Counts every byte that this process reads from or writes to a serial port from now on. */
function countWire(): () => number {
  let bytes = 0
  const { push, write } = SerialPort.prototype
  SerialPort.prototype.push = function (chunk: Buffer | null, ...rest) {
    bytes += chunk?.length ?? 0
    return push.call(this, chunk, ...rest)
  }
  SerialPort.prototype.write = function (chunk: Buffer, ...rest: never[]) {
    bytes += chunk.length
    return write.call(this, chunk, ...rest)
  }
  return () => bytes
}

const wire = countWire()

/** The share for one picture after the other; the middle one counts. */
async function shareOf(take: () => Promise<unknown>): Promise<number> {
  const shares: number[] = []
  for (let i = 0; i < pictures; i++) {
    const [began, before] = [performance.now(), wire()]
    await take()
    shares.push(wireSeconds(wire() - before) / ((performance.now() - began) / 1000))
  }
  return rounded(median(shares))
}

export async function measureFingerLine(): Promise<Measure> {
  const emulator = await startEmulator('fingerprint')
  const scanner = await openFingerprintScanner({ path: emulator.link, raiseTo: baudRate })
  await emulator.control('PUT', '/finger', { seed: 7, finger: 1, impression: 0 })
  await scanner.waitForFinger(AbortSignal.timeout(10_000))
  const value = await shareOf(() => scanner.uploadImage())
  await scanner.close()
  await emulator.stop()
  return { measure: 'ef01_line_ratio', value, unit: 'share' }
}

export async function measureCameraLine(): Promise<Measure> {
  const emulator = await startEmulator('camera')
  const camera = await openCamera({ path: emulator.link, raiseTo: baudRate })
  await emulator.control('PUT', '/scene', { seed: 5, sex: 'MALE', ageYears: 60 })
  const value = await shareOf(() => camera.takePhoto())
  await camera.close()
  await emulator.stop()
  return { measure: 'vc0706_line_ratio', value, unit: 'share' }
}
