import sharp from 'sharp'
import { setTimeout as pause } from 'node:timers/promises'
import { concatBytes } from '../../core/bytes.ts'
import { DomainError } from '../../core/errors.ts'
import { CaptureCancelled, DeviceBusy } from '../session/refusals.ts'
import { findDevice, hindrance, type SbiDevice } from './devices.ts'
import { endAfter } from './end-after.ts'
import { SbiRefused } from './error-codes.ts'
import { streamSchema } from './messages.ts'
import { parseBody } from './parse-body.ts'
import type { Sbi } from './sbi.ts'

/** The specification writes the dashes of the delimiter into the parameter too, and its clients look for both. */
const delimiter = '--BoundaryString'
export const streamType = `multipart/x-mixed-replace; boundary=${delimiter}`
/** Milliseconds after which a device that the desk has is asked again. */
const busyPauseMs = 200
const frameQuality = 80

/**
 * STREAM /stream: the camera's photos as fast as it gives them, or a scanner's picture of each look, until the time is over or
 * the caller goes. Throws SbiRefused before the first frame; later the stream ends.
 */
export async function stream(
  sbi: Sbi,
  body: Uint8Array,
  gone: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const { deviceId, timeout } = parseBody(streamSchema, body)
  const device = await findDevice(sbi, deviceId)
  if (device.purpose !== 'Registration') throw new SbiRefused(606)
  const hindered = hindrance(sbi, device)
  if (hindered !== null) throw new SbiRefused(hindered)
  return framesOf(sbi, device, endAfter(timeout, gone))
}

async function* framesOf(
  sbi: Sbi,
  device: SbiDevice,
  { signal: end, cancel }: ReturnType<typeof endAfter>,
): AsyncGenerator<Uint8Array> {
  const lane = sbi.lanes[device.modality]
  try {
    while (!end.aborted) {
      const looked = await lane.look((signal) => look(sbi, device, signal), end)
      if (looked === 'ended') return
      if (looked === 'busy') await pause(busyPauseMs, undefined, { signal: end }).catch(() => undefined)
      else if (looked !== 'interrupted') yield partOf(looked)
    }
  } finally {
    cancel()
  }
}

/** One picture as a JPEG, or why there is none. */
async function look(
  sbi: Sbi,
  { modality }: SbiDevice,
  signal: AbortSignal,
): Promise<Uint8Array | 'interrupted' | 'busy' | 'ended'> {
  if (signal.aborted) return 'interrupted'
  const { camera, fingerprint } = sbi.kiosk.devices
  try {
    if (modality === 'Face') return await camera.use((device) => device.takePhoto())
    return await fingerprint.use(async (scanner) => {
      try {
        await scanner.waitForFinger(signal)
      } catch (error) {
        throw signal.aborted ? new CaptureCancelled() : error
      }
      const { width, height, pixels } = await scanner.uploadImage()
      return sharp(pixels, { raw: { width, height, channels: 1 } })
        .jpeg({ quality: frameQuality })
        .toBuffer()
    })
  } catch (error) {
    if (error instanceof CaptureCancelled) return 'interrupted'
    if (error instanceof DeviceBusy) return 'busy'
    if (error instanceof DomainError) return 'ended'
    throw error
  }
}

function partOf(jpeg: Uint8Array): Uint8Array {
  const head = `${delimiter}\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`
  return concatBytes(Buffer.from(head), jpeg, Buffer.from('\r\n'))
}
