import type { FingerExceptionCommand } from '../../core/contracts/desk/session.ts'
import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { handFile, type CapturedFinger } from '../../core/enrollment/packet.ts'
import { DomainError } from '../../core/errors.ts'
import { withFinger } from './capture-finger.ts'
import { requireState, type CaptureSession } from './capture-session.ts'
import { hashIn, keepFiles, withFiles, withRecords } from './captured-files.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'
import { SameOfficer } from './refusals.ts'
import type { TakenPhoto } from './take-photo.ts'

/** There is no exception of this finger that could be photographed or confirmed. */
export class FingerNotExcused extends DomainError<'FINGER_NOT_EXCUSED'> {
  constructor() {
    super('FINGER_NOT_EXCUSED', {
      vi: 'Ngón này chưa được ghi là không thu nhận được.',
      en: 'This finger is not recorded as one that cannot be taken.',
    })
  }
}

/** The second officer confirms what the hand shows: its photo comes first. */
export class HandNotPhotographed extends DomainError<'HAND_NOT_PHOTOGRAPHED'> {
  constructor() {
    super('HAND_NOT_PHOTOGRAPHED', {
      vi: 'Chưa chụp ảnh bàn tay. Hãy chụp ảnh trước khi xác nhận.',
      en: 'The hand is not photographed. Take the photo before it is confirmed.',
    })
  }
}

/** Records why a finger cannot be taken; what was captured of it before is dropped. The photo of its hand stands, if there is one. */
export async function exceptFinger(
  kiosk: Kiosk,
  id: string,
  { position, exception }: { readonly position: FingerPosition; readonly exception: FingerExceptionCommand },
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    const photo = photoOfHand(session, position)
    const excused = { ...exception, photo, confirmedBy: null }
    const finger = { position, impressions: [], template: null, exception: excused }
    return keep(kiosk, withFiles(withFinger(session, finger), []))
  })
}

const isOfHand = (position: number) => (other: { readonly position: number }) =>
  position <= 5 === other.position <= 5

function photoOfHand({ fingers }: CaptureSession, position: FingerPosition): string | null {
  const seen = fingers.filter(isOfHand(position)).find(({ exception }) => exception?.photo)
  return seen?.exception?.photo ?? null
}

/**
 * Keeps a photo of the hand that a finger cannot be taken of; excused fingers of that hand that have none share it. Who
 * confirmed this finger by an earlier photo has not seen the new one.
 */
export async function photographHand(
  kiosk: Kiosk,
  id: string,
  {
    position,
    takePhoto,
  }: { readonly position: FingerPosition; readonly takePhoto: () => Promise<TakenPhoto> },
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    requireException(session, position)
    const { jpeg, device, capturedAt } = await takePhoto()
    const name = handFile(position)
    const files = await keepFiles(kiosk, id, new Map([[name, jpeg]]))
    const sha256 = hashIn(files, name)
    const capture = { impression: 1, device, dpi: null, bitDepth: null, capturedAt, sha256 }
    const recorded = await withRecords(kiosk, session, [{ kind: 'HAND_PHOTO', position, ...capture }])
    const photographed = session.fingers.map((finger) =>
      finger.exception && shares(finger, position)
        ? { ...finger, exception: { ...finger.exception, photo: name, confirmedBy: null } }
        : finger,
    )
    return keep(kiosk, withFiles({ ...recorded, fingers: photographed }, files))
  })
}

const shares = (finger: CapturedFinger, position: FingerPosition) =>
  finger.position === position || (isOfHand(position)(finger) && finger.exception?.photo === null)

function requireException(
  session: CaptureSession,
  position: number,
): NonNullable<CapturedFinger['exception']> {
  const finger = session.fingers.find((one) => one.position === position)
  if (!finger?.exception) throw new FingerNotExcused()
  return finger.exception
}

/**
 * The supervisor at the desk, another officer than the operator, has seen the hand. Throws FingerNotExcused,
 * HandNotPhotographed, SameOfficer, OfficerNotSignedIn.
 */
export async function confirmException(
  kiosk: Kiosk,
  id: string,
  position: FingerPosition,
): Promise<CaptureSession> {
  const supervisor = kiosk.officers.require('supervisor')
  return asItsOperator(kiosk, id, async (session, operator) => {
    requireState(session, 'CAPTURING', 'capture')
    const exception = requireException(session, position)
    if (exception.photo === null) throw new HandNotPhotographed()
    if (supervisor.officerId === operator.officerId) throw new SameOfficer()
    const confirmed = { ...exception, confirmedBy: supervisor.officerId }
    const fingers = session.fingers.map((finger) =>
      finger.position === position ? { ...finger, exception: confirmed } : finger,
    )
    return keep(kiosk, { ...session, fingers })
  })
}
