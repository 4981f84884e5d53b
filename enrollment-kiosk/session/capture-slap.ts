import { FingerRefused } from '../../core/biometrics/accept-finger.ts'
import { assignSlap } from '../../core/biometrics/assign-slap.ts'
import { writeDeskTemplate, type DeskTemplate } from '../../core/biometrics/desk-template.ts'
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import { examineFinger } from '../../core/biometrics/finger-quality.ts'
import { FingerImageUnusable } from '../../core/biometrics/minutiae.ts'
import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { segmentSlap } from '../../core/biometrics/segment-slap.ts'
import type { SlapPosition } from '../../core/biometrics/slaps.ts'
import { slapFile } from '../../core/enrollment/packet.ts'
import { instantOf } from '../clock.ts'
import type { SlapScanner } from '../devices/slap-scanner.ts'
import { requireState, type CaptureSession } from './capture-session.ts'
import { greyPng, hashIn, keepFiles, slapTemplateFile, withFiles, withRecords } from './captured-files.ts'
import { requireRightHand } from './compare-fingers.ts'
import { deliveredDevice } from './delivered-device.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

interface SlapToTake {
  readonly position: SlapPosition
  readonly scanner: SlapScanner
  readonly cancel: AbortSignal
}

/**
 * Takes several fingers at once. Exceptions are recorded before: the picture shows how many fingers there are, not which is
 * missing. Throws SlapFingersDiffer, WrongFinger, FingerOfOfficer, CaptureUnreadable, DeviceNotAllowed.
 */
export async function captureSlap(
  kiosk: Kiosk,
  id: string,
  { position, scanner, cancel }: SlapToTake,
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    const image = await scanner.capture(cancel)
    const capturedAt = instantOf(kiosk.clock())
    const segments = segmentSlap(image)
    const fingers = assignSlap(position, segments.length, exceptionsOf(session))
    const templates = fingers.flatMap((finger, i) => templateOf(finger, segments[i]?.image))
    await requireRightHand(kiosk, session, { position, fingers: templates })
    const contents = new Map([[slapFile(position), await greyPng(image)]])
    for (const template of templates) {
      contents.set(slapTemplateFile(position, template.position), writeDeskTemplate(template))
    }
    const files = await keepFiles(kiosk, id, contents)
    const { bitDepth } = scanner.capabilities
    const { width, height, dpi } = image
    const by = scanner.capabilities
    const device = await deliveredDevice(kiosk, { kind: 'FINGERPRINT', by, dpi, bitDepth })
    const recorded = await withRecords(kiosk, session, [
      {
        kind: 'SLAP',
        position,
        impression: 1,
        device,
        dpi,
        bitDepth,
        capturedAt,
        sha256: hashIn(files, slapFile(position)),
      },
    ])
    const slap = {
      position,
      file: slapFile(position),
      width,
      height,
      dpi,
      device: `${device.model} ${device.serial}`.slice(0, 80),
      capturedAt,
      fingers: [...fingers],
    }
    return keep(kiosk, withFiles(withSlap(recorded, slap), files))
  })
}

const exceptionsOf = ({ fingers }: CaptureSession) =>
  new Map(fingers.flatMap(({ position, exception }) => (exception ? [[position, exception.kind]] : [])))

/** A finger that shows too little to be compared is in the picture all the same. */
function templateOf(position: FingerPosition, image: FingerImage | undefined): readonly DeskTemplate[] {
  if (!image) return []
  try {
    const { template, quality } = examineFinger(image)
    return [{ position, template, quality: quality.score }]
  } catch (error) {
    if (error instanceof FingerRefused || error instanceof FingerImageUnusable) return []
    throw error
  }
}

function withSlap(session: CaptureSession, slap: CaptureSession['slaps'][number]): CaptureSession {
  const others = session.slaps.filter(({ position }) => position !== slap.position)
  return { ...session, slaps: [...others, slap].sort((a, b) => a.position - b.position) }
}

/** Forgets a slap. */
export async function removeSlap(kiosk: Kiosk, id: string, position: SlapPosition): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    const slaps = session.slaps.filter((slap) => slap.position !== position)
    return keep(kiosk, withFiles({ ...session, slaps }, []))
  })
}
