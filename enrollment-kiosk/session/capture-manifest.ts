import type { PacketManifest } from '../../core/enrollment/packet.ts'
import type { CaptureSession } from './capture-session.ts'
import { filesForPacket } from './captured-files.ts'
import { resubmissionOf } from './good-parts.ts'

type CapturedParts = Pick<
  PacketManifest,
  | 'session'
  | 'marks'
  | 'fingers'
  | 'slaps'
  | 'portrait'
  | 'iris'
  | 'signature'
  | 'citizenConfirmed'
  | 'files'
  | 'resubmits'
>

/** What a session captured, as its packet says it. What the operator signs for covers the whole of it. */
export function captureManifest(session: CaptureSession): CapturedParts {
  const { transaction, marks, fingers, slaps, portrait, iris, signature, citizenConfirmed } = session
  return {
    session: transaction,
    marks,
    fingers,
    slaps,
    portrait,
    iris,
    signature,
    citizenConfirmed,
    files: filesForPacket(session),
    resubmits: resubmissionOf(session),
  }
}
