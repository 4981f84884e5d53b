import { writeDeskTemplate } from '../../core/biometrics/desk-template.ts'
import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { fingerFile, templateFile, type CapturedFinger } from '../../core/enrollment/packet.ts'
import type { FingerprintScanner } from '../devices/fingerprint-scanner.ts'
import { identityOf } from '../sync/device-report.ts'
import type { Captured } from '../evidence/record-capture.ts'
import { requireState, type CaptureSession } from './capture-session.ts'
import {
  type CapturedFile,
  greyPng,
  hashIn,
  keepFiles,
  tryFile,
  withFiles,
  withRecords,
} from './captured-files.ts'
import { requireRightFinger } from './compare-fingers.ts'
import { qualityOf, worthOf } from './judge-finger.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'
import { type FingerTry, type Impression, takeImpression } from './take-impression.ts'

/** Single-finger scanners take each finger flat, twice. */
const impressionsPerFinger = 2

interface TakenFinger {
  readonly position: FingerPosition
  readonly impressions: readonly Impression[]
  readonly scanner: FingerprintScanner['capabilities']
}

/**
 * Takes both impressions of one finger, telling the screens what the applicant should do, and the template of the better
 * one. `cancel` stops the wait for the finger. Throws FingerRefused, FingerRepeated, WrongFinger, FingerOfOfficer,
 * FingerTimedOut, CaptureCancelled, DeviceNotAllowed and the device's refusals; the session is then unchanged.
 */
export async function captureFinger(
  kiosk: Kiosk,
  id: string,
  capture: { readonly position: FingerPosition; readonly cancel: AbortSignal },
): Promise<CaptureSession> {
  const { position } = capture
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    const taken = await kiosk.devices.fingerprint.use(async (scanner): Promise<TakenFinger> => {
      const impressions: Impression[] = []
      for (let number = 1; number <= impressionsPerFinger; number++) {
        impressions.push(await takeImpression(kiosk, scanner, { ...capture, session: id, number }))
      }
      return { position, impressions, scanner: scanner.capabilities }
    })
    const best = bestOf(taken)
    if (best) await requireRightFinger(kiosk, session, best)
    const contents = await picturesOf(taken)
    if (best) contents.set(templateFile(position), writeDeskTemplate(best))
    const files = await keepFiles(kiosk, id, contents)
    const recorded = await withRecords(kiosk, session, recordsOf(kiosk, taken, files))
    return keep(kiosk, withFiles(withTaken(recorded, taken, best), files))
  })
}

/** The template of the better impression; null where the scanner's images give none. */
function bestOf({ position, impressions }: TakenFinger) {
  const measured = impressions.flatMap(({ judgement }, i) =>
    judgement.verdict === 'UNMEASURED' ? [] : [{ ...judgement, position, impression: i + 1 }],
  )
  return measured.toSorted((a, b) => worthOf(b) - worthOf(a))[0] ?? null
}

interface PlacedTry {
  readonly touch: FingerTry
  readonly impression: number
  readonly best: boolean
  /** The kept one under its name in the packet, others under names that stay at the desk. */
  readonly file: string
}

function triesOf({ position, impressions }: TakenFinger): readonly PlacedTry[] {
  return impressions.flatMap(({ tries, best }, i) =>
    tries.map((touch, at) => ({
      touch,
      impression: i + 1,
      best: at === best,
      file: at === best ? fingerFile(position, i + 1) : tryFile(position, i + 1, at + 1),
    })),
  )
}

async function picturesOf(taken: TakenFinger): Promise<Map<string, Uint8Array>> {
  const pictures = triesOf(taken).map(async ({ file, touch }) => [file, await greyPng(touch.image)] as const)
  return new Map(await Promise.all(pictures))
}

function recordsOf(kiosk: Kiosk, taken: TakenFinger, files: readonly CapturedFile[]): readonly Captured[] {
  const { position, scanner } = taken
  const device = identityOf('FINGERPRINT', scanner, kiosk.installation.machine().id)
  return triesOf(taken).map(({ touch, impression, file }) => ({
    kind: 'FINGER',
    position,
    impression,
    device,
    dpi: touch.image.dpi,
    bitDepth: scanner.bitDepth,
    capturedAt: touch.capturedAt,
    sha256: hashIn(files, file),
  }))
}

function withTaken(
  session: CaptureSession,
  taken: TakenFinger,
  best: { readonly impression: number } | null,
): CaptureSession {
  const { position, impressions } = taken
  const finger: CapturedFinger = {
    position,
    impressions: impressions.map((impression, i) => impressionOf(taken, impression, i + 1)),
    exception: null,
    template: best && { file: templateFile(position), impression: best.impression },
  }
  const tries = triesOf(taken).map(({ touch, impression, best: kept, file }) => ({
    position,
    impression,
    file,
    quality: qualityOf(touch.judgement),
    hints: [...touch.hints],
    best: kept,
  }))
  return withFinger(session, finger, tries)
}

function impressionOf(
  { position, scanner }: TakenFinger,
  { image, judgement, capturedAt, tries }: Impression,
  number: number,
): CapturedFinger['impressions'][number] {
  return {
    file: fingerFile(position, number),
    width: image.width,
    height: image.height,
    dpi: image.dpi,
    bitDepth: scanner.bitDepth,
    device: `${scanner.model} ${scanner.serial}`.slice(0, 80),
    capturedAt,
    quality: qualityOf(judgement),
    attempts: tries.length,
  }
}

/** The session with one finger captured (again) or excused; tries of it before are gone. */
export function withFinger(
  session: CaptureSession,
  finger: CapturedFinger,
  tries: CaptureSession['tries'] = [],
): CaptureSession {
  const others = session.fingers.filter((known) => known.position !== finger.position)
  return {
    ...session,
    fingers: [...others, finger].sort((a, b) => a.position - b.position),
    tries: [...session.tries.filter((known) => known.position !== finger.position), ...tries],
  }
}

/** Forgets one finger, captured or excused. */
export async function removeFinger(
  kiosk: Kiosk,
  id: string,
  position: FingerPosition,
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    const others = <Part extends { readonly position: number }>(parts: readonly Part[]) =>
      parts.filter((part) => part.position !== position)
    return keep(
      kiosk,
      withFiles({ ...session, fingers: others(session.fingers), tries: others(session.tries) }, []),
    )
  })
}
