import type { FaceHint } from '../../core/biometrics/face-hints.ts'
import type { Crop } from '../../core/biometrics/portrait-crop.ts'
import { photoFile } from '../../core/contracts/desk/session.ts'
import { readEvidenceLine } from '../../core/cms/evidence-line.ts'
import { portraitFile } from '../../core/enrollment/packet.ts'
import { DomainError } from '../../core/errors.ts'
import type { Captured } from '../evidence/record-capture.ts'
import { requireState, type CaptureSession } from './capture-session.ts'
import { hashIn, keepFiles, withFiles, withRecords } from './captured-files.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'
import { cropPortrait, lookAtPortrait } from './portrait-picture.ts'
import { readPhoto, type TakenPhoto } from './take-photo.ts'

/** There is no picture yet that could be cropped. */
export class PortraitMissing extends DomainError<'PORTRAIT_MISSING'> {
  constructor() {
    super('PORTRAIT_MISSING', {
      vi: 'Chưa có ảnh khuôn mặt để cắt.',
      en: 'There is no portrait to be cropped.',
    })
  }
}

/** What the desk's page measured of the face in a picture; an agent alone finds no faces. */
export interface FaceWords {
  /** Hints that were open when the picture was kept; null where no page looked at it. */
  readonly findings: readonly FaceHint[] | null
  readonly quality: number | null
  /** Why it was kept in spite of them. */
  readonly reason: string | null
}

const look = { vi: 'Nhìn thẳng vào máy ảnh', en: 'Look straight into the camera' }

/**
 * Takes the photo, in place of an earlier one, and crops the middle of it. Throws CaptureUnreadable, CropRefused,
 * DeviceNotAllowed and the camera's refusals; the session is then unchanged.
 */
export async function capturePortrait(
  kiosk: Kiosk,
  id: string,
  { takePhoto, words }: { readonly takePhoto: () => Promise<TakenPhoto>; readonly words: FaceWords },
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    kiosk.progress.emit({
      type: 'capture',
      session: id,
      step: 'LOOK',
      position: null,
      impression: null,
      attempt: null,
      quality: null,
      hints: [],
      text: look,
    })
    const photo = await takePhoto()
    const jpeg = await cropPortrait(photo, null)
    const files = await keepFiles(
      kiosk,
      id,
      new Map([
        [photoFile, photo.jpeg],
        [portraitFile, jpeg],
      ]),
    )
    const { device, capturedAt } = photo
    const taken = { ...faceCapture, device, capturedAt, sha256: hashIn(files, photoFile) }
    const cropped = { ...taken, sha256: hashIn(files, portraitFile), derivedFrom: taken.sha256 }
    const recorded = await withRecords(kiosk, session, [taken, cropped])
    const portrait = {
      file: portraitFile,
      device: device.model,
      capturedAt,
      ...(await judged(jpeg, words)),
    } as const
    return keep(kiosk, withFiles({ ...recorded, portrait }, files))
  })
}

const faceCapture = { kind: 'FACE', position: 0, impression: 1, dpi: null, bitDepth: null } as const

/** The page's word where it looked for the face, our own where nobody did. */
async function judged(jpeg: Uint8Array, { findings, quality, reason }: FaceWords) {
  return { findings: [...(findings ?? (await lookAtPortrait(jpeg)))], quality, reason }
}

/** Crops the photo anew. Throws PortraitMissing, CropRefused. */
export async function recropPortrait(
  kiosk: Kiosk,
  id: string,
  { crop, words }: { readonly crop: Crop; readonly words: FaceWords },
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    const { portrait } = session
    const photo = session.files.find(({ name }) => name === photoFile)
    if (!portrait || !photo) throw new PortraitMissing()
    const jpeg = await cropPortrait(await readPhoto(await kiosk.drafts.readFile(id, photo.sha256)), crop)
    const files = await keepFiles(kiosk, id, new Map([[portraitFile, jpeg]]))
    const recorded = await withRecords(kiosk, session, [
      croppedFrom(session, { photo: photo.sha256, portrait: hashIn(files, portraitFile) }),
    ])
    const changed = { ...portrait, ...(await judged(jpeg, words)) }
    return keep(kiosk, withFiles({ ...recorded, portrait: changed }, files))
  })
}

/** The record of a crop: of the camera that took the photo. */
function croppedFrom(
  { captures }: CaptureSession,
  { photo, portrait }: { readonly photo: string; readonly portrait: string },
): Captured {
  const origin = captures.map(readEvidenceLine).findLast((record) => record?.sha256 === photo)
  if (!origin) throw new Error('a photo without its record')
  const { device, capturedAt } = origin
  return { ...faceCapture, device, capturedAt, sha256: portrait, derivedFrom: photo }
}

/** Forgets portrait and photo. */
export async function removePortrait(kiosk: Kiosk, id: string): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    return keep(kiosk, withFiles({ ...session, portrait: null }, []))
  })
}
