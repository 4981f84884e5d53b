import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import { monotonic } from '../clock.ts'
import type { FingerprintScanner } from '../devices/fingerprint-scanner.ts'
import { judgeFinger, qualityOf } from '../session/judge-finger.ts'
import { lookAtPortrait } from '../session/portrait-picture.ts'
import { CaptureCancelled } from '../session/refusals.ts'
import { readPhoto, type TakenPhoto } from '../session/take-photo.ts'
import { endAfter } from './end-after.ts'
import { faceRecord, fingerRecord } from './iso-records.ts'
import type { Purpose } from './messages.ts'
import type { Planned } from './plan-capture.ts'
import type { Sbi } from './sbi.ts'

export interface Order {
  readonly samples: readonly Planned[]
  readonly purpose: Purpose
  /** A sample this good is taken at once; the best one when the time is over. */
  readonly requestedScore: number
  readonly timeoutMs: number
  /** Nobody waits any more. */
  readonly gone: AbortSignal
}

/** The best look at one finger or face; null where nothing came in time. */
export type Taken = { readonly record: Uint8Array; readonly score: number } | null

/** One finger after the other, each within its share of the time. Throws CaptureCancelled and the seat's refusals. */
export function takeFingers(sbi: Sbi, order: Order): Promise<readonly Taken[]> {
  return sbi.kiosk.devices.fingerprint.use(async (scanner) => {
    const taken: Taken[] = []
    const start = monotonic()
    const share = order.timeoutMs / order.samples.length
    for (const [i, { position }] of order.samples.entries()) {
      const end = endAfter(start + (i + 1) * share - monotonic(), order.gone)
      const lifted = i === 0 || (await inTime((signal) => scanner.waitForLift(signal), end.signal))
      const best = lifted ? await bestLook(scanner, order, end.signal) : null
      end.cancel()
      if (order.gone.aborted) throw new CaptureCancelled()
      const sample = { purpose: order.purpose, capturedAt: sbi.kiosk.clock(), quality: best?.quality ?? null }
      taken.push(best && { score: best.quality ?? 0, record: fingerRecord(best.image, position, sample) })
    }
    return taken
  })
}

interface Look {
  readonly image: FingerImage
  readonly quality: number | null
}

/** Looks until one is good enough, or the time is over; what shows no finger is no look. */
async function bestLook(
  scanner: FingerprintScanner,
  { requestedScore }: Order,
  end: AbortSignal,
): Promise<Look | null> {
  let best: Look | null = null
  while (await inTime((signal) => scanner.waitForFinger(signal), end)) {
    const image = await scanner.uploadImage()
    const { judgement } = judgeFinger(image)
    if (judgement.verdict === 'REFUSED') continue
    const quality = qualityOf(judgement)
    if (best === null || (quality ?? 0) > (best.quality ?? 0)) best = { image, quality }
    if (quality === null || quality >= requestedScore) break
  }
  return best
}

/** False where the wait was ended from outside. */
async function inTime(wait: (signal: AbortSignal) => Promise<void>, end: AbortSignal): Promise<boolean> {
  try {
    await wait(end)
    return true
  } catch (error) {
    if (end.aborted) return false
    throw error
  }
}

/** Light and sharpness, which is all that can be said without finding the face: sound, or not. */
const soundScore = 100
const doubtfulScore = 40

/** Throws CaptureCancelled, CaptureUnreadable and the seat's refusals. */
export function takeFace(sbi: Sbi, order: Order): Promise<readonly Taken[]> {
  return sbi.kiosk.devices.camera.use(async (camera) => {
    const until = monotonic() + order.timeoutMs
    let best: {
      readonly photo: Pick<TakenPhoto, 'jpeg' | 'width' | 'height'>
      readonly score: number
    } | null = null
    do {
      const photo = await readPhoto(await camera.takePhoto())
      const hints = await lookAtPortrait(photo.jpeg)
      const score = hints.length === 0 ? soundScore : doubtfulScore
      if (best === null || score > best.score) best = { photo, score }
      if (order.gone.aborted) throw new CaptureCancelled()
    } while (best.score < order.requestedScore && monotonic() < until)
    const sample = { purpose: order.purpose, capturedAt: sbi.kiosk.clock(), quality: best.score }
    return [{ record: faceRecord(best.photo, sample), score: best.score }]
  })
}
