import sharp from 'sharp'
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import { photoFile } from '../../core/contracts/desk/session.ts'
import { filesOf } from '../../core/enrollment/resubmission.ts'
import { type Captured, recordCapture } from '../evidence/record-capture.ts'
import type { CaptureSession } from './capture-session.ts'
import type { Kiosk } from './kiosk.ts'

export type CapturedFile = CaptureSession['files'][number]

/** Files of these names are of captures; what nothing of the session names any more is dropped with the next one. */
const ofCaptures = /^(?:finger|slap|hand|iris|draft)-|^portrait\.jpg$|^signature\.png$/
const draftOnly = /^draft-/

/** Names of what stays at the desk until the file is sealed: tries that were not kept, and the photo of the portrait. */
export const tryFile = (position: number, impression: number, attempt: number) =>
  `draft-finger-${String(position).padStart(2, '0')}-${impression}-${attempt}.png`

export const slapTemplateFile = (slap: number, position: number) =>
  `draft-slap-${slap}-${String(position).padStart(2, '0')}.fmr`

/** The session without the tries that were not kept: once it is sealed nobody looks at them any more. */
export function withoutTries(session: CaptureSession): CaptureSession {
  return withFiles({ ...session, tries: [] }, [])
}

/** What goes into the packet. */
export function filesForPacket(session: CaptureSession): CaptureSession['files'] {
  return session.files.filter(({ name }) => !draftOnly.test(name))
}

/** Puts captured files on the disk; the session must then be saved with them. */
export async function keepFiles(
  kiosk: Kiosk,
  id: string,
  contents: ReadonlyMap<string, Uint8Array>,
): Promise<readonly CapturedFile[]> {
  return Promise.all(
    [...contents].map(async ([name, content]) => ({
      name,
      sha256: await kiosk.drafts.keepFile(id, content),
      bytes: content.length,
    })),
  )
}

/** The session with these files in place of earlier ones of their names, and without those that nothing names any more. */
export function withFiles(session: CaptureSession, files: readonly CapturedFile[]): CaptureSession {
  const fresh = new Set(files.map(({ name }) => name))
  const all = [...session.files.filter(({ name }) => !fresh.has(name)), ...files]
  const named = new Set(namesIn(session))
  return { ...session, files: all.filter(({ name }) => !ofCaptures.test(name) || named.has(name)) }
}

function namesIn(session: CaptureSession): readonly string[] {
  const { signature, portrait, slaps, tries } = session
  return [
    ...filesOf(session),
    ...tries.map(({ file }) => file),
    ...slaps.flatMap(({ position, fingers }) => fingers.map((finger) => slapTemplateFile(position, finger))),
    ...(portrait ? [photoFile] : []),
    ...(signature?.file ? [signature.file] : []),
  ]
}

/** The session with a signed record of each capture, in order. Throws DeviceNotAllowed. */
export async function withRecords(
  kiosk: Kiosk,
  session: CaptureSession,
  captured: readonly Captured[],
): Promise<CaptureSession> {
  let recorded = session
  for (const capture of captured) recorded = await recordCapture(kiosk, recorded, capture)
  return recorded
}

/** Throws where a file is not among those just kept: a fault of the program. */
export function hashIn(files: readonly CapturedFile[], name: string): string {
  const file = files.find((one) => one.name === name)
  if (!file) throw new Error('a captured file was not kept')
  return file.sha256
}

export async function greyPng({ width, height, dpi, pixels }: FingerImage): Promise<Uint8Array> {
  const picture = sharp(pixels, { raw: { width, height, channels: 1 } })
  return new Uint8Array(await picture.toColourspace('b-w').withMetadata({ density: dpi }).png().toBuffer())
}
