import sharp from 'sharp'
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import { fingerNames, type FingerPosition } from '../../core/biometrics/positions.ts'
import { fingerFile, type CapturedFinger } from '../../core/enrollment/packet.ts'
import type { Bilingual } from '../../core/errors.ts'
import { instantOf } from '../clock.ts'
import type { FingerprintScanner } from '../devices/fingerprint-scanner.ts'
import { requireState, withFinger, type CaptureSession } from './capture-session.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'
import { CaptureCancelled, FingerTimedOut } from './refusals.ts'

/** Single-finger scanners take each finger flat, twice. */
const impressionsPerFinger = 2

/**
 * Takes both impressions of one finger, telling the screens what the applicant should do. `cancel` stops the wait for
 * the finger. Throws FingerTimedOut, CaptureCancelled and the device's refusals; the session is then unchanged.
 */
export async function captureFinger(
  kiosk: Kiosk,
  id: string,
  capture: { readonly position: FingerPosition; readonly cancel: AbortSignal },
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    const taken = await kiosk.devices.fingerprint.use(async (scanner) => {
      const impressions: TakenImpression[] = []
      for (let number = 1; number <= impressionsPerFinger; number++) {
        impressions.push(await takeImpression(kiosk, scanner, { ...capture, session: id, number }))
      }
      return impressions
    })
    const files = await Promise.all(
      taken.map(async ({ record, png }) => ({
        name: record.file,
        sha256: await kiosk.drafts.keepFile(id, png),
        bytes: png.length,
      })),
    )
    const impressions = taken.map(({ record }) => record)
    return keep(
      kiosk,
      withFinger(session, { position: capture.position, impressions, exception: null }, files),
    )
  })
}

/** Records why a finger cannot be taken; what was captured of it before is dropped. */
export async function exceptFinger(
  kiosk: Kiosk,
  id: string,
  finger: { readonly position: FingerPosition; readonly exception: NonNullable<CapturedFinger['exception']> },
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    return keep(kiosk, withFinger(session, { ...finger, impressions: [] }, []))
  })
}

/** Forgets one finger, captured or excused. */
export async function removeFinger(
  kiosk: Kiosk,
  id: string,
  position: FingerPosition,
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    const cleared = withFinger(session, { position, impressions: [], exception: null }, [])
    return keep(kiosk, {
      ...cleared,
      fingers: cleared.fingers.filter((finger) => finger.position !== position),
    })
  })
}

interface Take {
  readonly session: string
  readonly position: FingerPosition
  readonly number: number
  readonly cancel: AbortSignal
}

interface TakenImpression {
  readonly record: CapturedFinger['impressions'][number]
  readonly png: Uint8Array
}

async function takeImpression(
  kiosk: Kiosk,
  scanner: FingerprintScanner,
  take: Take,
): Promise<TakenImpression> {
  const say = (step: 'PLACE' | 'HOLD' | 'LIFT' | 'CAPTURED') =>
    kiosk.progress.emit({
      type: 'capture',
      session: take.session,
      step,
      position: take.position,
      impression: take.number,
      text: instruction(step, take),
    })
  say('PLACE')
  await untilInTime(kiosk, take.cancel, (signal) => scanner.waitForFinger(signal))
  say('HOLD')
  const image = await scanner.uploadImage()
  const capturedAt = instantOf(kiosk.clock())
  say('LIFT')
  await untilInTime(kiosk, take.cancel, (signal) => scanner.waitForLift(signal))
  say('CAPTURED')
  const { model, serial, bitDepth } = scanner.capabilities
  const { width, height, dpi } = image
  const file = fingerFile(take.position, take.number)
  const device = `${model} ${serial}`.slice(0, 80)
  return { record: { file, width, height, dpi, bitDepth, device, capturedAt }, png: await greyPng(image) }
}

async function untilInTime(
  kiosk: Kiosk,
  cancel: AbortSignal,
  wait: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const timeout = AbortSignal.timeout(kiosk.config.devices.fingerTimeoutMs)
  try {
    await wait(AbortSignal.any([cancel, timeout]))
  } catch (error) {
    if (cancel.aborted) throw new CaptureCancelled()
    if (timeout.aborted) throw new FingerTimedOut()
    throw error
  }
}

function instruction(step: 'PLACE' | 'HOLD' | 'LIFT' | 'CAPTURED', { position, number }: Take): Bilingual {
  const finger = { vi: fingerNames[position].vi.toLowerCase(), en: fingerNames[position].en.toLowerCase() }
  const again = number > 1
  const texts = {
    PLACE: {
      vi: again ? `Đặt lại ${finger.vi} lần ${number}` : `Đặt ${finger.vi} lên mặt kính`,
      en: again ? `Place the ${finger.en} again` : `Place the ${finger.en} on the glass`,
    },
    HOLD: { vi: `Giữ yên ${finger.vi}, đang lấy vân tay`, en: `Keep the ${finger.en} still` },
    LIFT: { vi: 'Nhấc ngón tay lên', en: 'Lift the finger' },
    CAPTURED: {
      vi: `Đã lấy ${finger.vi} lần ${number}`,
      en: `Impression ${number} of the ${finger.en} is taken`,
    },
  }
  return texts[step]
}

async function greyPng({ width, height, dpi, pixels }: FingerImage): Promise<Uint8Array> {
  const picture = sharp(pixels, { raw: { width, height, channels: 1 } })
  return new Uint8Array(await picture.toColourspace('b-w').withMetadata({ density: dpi }).png().toBuffer())
}
