import sharp from 'sharp'
import { writeDeskTemplate } from '../../core/biometrics/desk-template.ts'
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { fingerFile, templateFile, type CapturedFinger } from '../../core/enrollment/packet.ts'
import type { FingerprintScanner } from '../devices/fingerprint-scanner.ts'
import { requireState, withFinger, type CaptureSession } from './capture-session.ts'
import { requireNewFinger } from './compare-fingers.ts'
import { worthOf } from './judge-finger.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'
import { type Impression, takeImpression } from './take-impression.ts'

/** Single-finger scanners take each finger flat, twice. */
const impressionsPerFinger = 2

/**
 * Takes both impressions of one finger, telling the screens what the applicant should do, and the template of the better
 * one. `cancel` stops the wait for the finger. Throws FingerRefused, FingerRepeated, FingerTimedOut, CaptureCancelled and
 * the device's refusals; the session is then unchanged.
 */
export async function captureFinger(
  kiosk: Kiosk,
  id: string,
  capture: { readonly position: FingerPosition; readonly cancel: AbortSignal },
): Promise<CaptureSession> {
  const { position } = capture
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    const { impressions, capabilities } = await kiosk.devices.fingerprint.use(async (scanner) => {
      const taken: Impression[] = []
      for (let number = 1; number <= impressionsPerFinger; number++) {
        taken.push(await takeImpression(kiosk, scanner, { ...capture, session: id, number }))
      }
      return { impressions: taken, capabilities: scanner.capabilities }
    })
    const best = bestOf(position, impressions)
    if (best) await requireNewFinger(kiosk, session, best)
    const taken = impressions.map((impression, i) => ({
      image: impression.image,
      record: recordOf(position, i + 1, { impression, capabilities }),
    }))
    const contents = new Map<string, Uint8Array>()
    for (const { image, record } of taken) contents.set(record.file, await greyPng(image))
    if (best) contents.set(templateFile(position), writeDeskTemplate(best))
    const finger = {
      position,
      impressions: taken.map(({ record }) => record),
      exception: null,
      template: best && { file: templateFile(position), impression: best.impression },
    }
    return keep(kiosk, withFinger(session, finger, await keepFiles(kiosk, id, contents)))
  })
}

/** The template of the better impression; null where the scanner's images give none. */
function bestOf(position: FingerPosition, impressions: readonly Impression[]) {
  const measured = impressions.flatMap(({ judgement }, i) =>
    judgement.verdict === 'UNMEASURED' ? [] : [{ ...judgement, position, impression: i + 1 }],
  )
  return measured.toSorted((a, b) => worthOf(b) - worthOf(a))[0] ?? null
}

function recordOf(
  position: FingerPosition,
  number: number,
  taken: { readonly impression: Impression; readonly capabilities: FingerprintScanner['capabilities'] },
): CapturedFinger['impressions'][number] {
  const { image, judgement, capturedAt, attempts } = taken.impression
  const { model, serial, bitDepth } = taken.capabilities
  return {
    file: fingerFile(position, number),
    width: image.width,
    height: image.height,
    dpi: image.dpi,
    bitDepth,
    device: `${model} ${serial}`.slice(0, 80),
    capturedAt,
    quality: judgement.verdict === 'UNMEASURED' ? null : judgement.quality,
    attempts,
  }
}

async function keepFiles(
  kiosk: Kiosk,
  id: string,
  contents: ReadonlyMap<string, Uint8Array>,
): Promise<CaptureSession['files']> {
  return Promise.all(
    [...contents].map(async ([name, content]) => ({
      name,
      sha256: await kiosk.drafts.keepFile(id, content),
      bytes: content.length,
    })),
  )
}

/** Records why a finger cannot be taken; what was captured of it before is dropped. */
export async function exceptFinger(
  kiosk: Kiosk,
  id: string,
  finger: { readonly position: FingerPosition; readonly exception: NonNullable<CapturedFinger['exception']> },
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    return keep(kiosk, withFinger(session, { ...finger, impressions: [], template: null }, []))
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
    const cleared = withFinger(session, { position, impressions: [], exception: null, template: null }, [])
    return keep(kiosk, {
      ...cleared,
      fingers: cleared.fingers.filter((finger) => finger.position !== position),
    })
  })
}

async function greyPng({ width, height, dpi, pixels }: FingerImage): Promise<Uint8Array> {
  const picture = sharp(pixels, { raw: { width, height, channels: 1 } })
  return new Uint8Array(await picture.toColourspace('b-w').withMetadata({ density: dpi }).png().toBuffer())
}
