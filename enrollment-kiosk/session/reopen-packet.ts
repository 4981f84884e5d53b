import { PacketUnknown } from '../outbox/outbox.ts'
import { move, type CaptureSession } from './capture-session.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

/** Brings a file that the server refused back to review, under the same application code. */
export async function reopenPacket(kiosk: Kiosk, sha256: string): Promise<CaptureSession> {
  const entry = kiosk.outbox.find(sha256)
  if (!entry) throw new PacketUnknown()
  return asItsOperator(kiosk, entry.applicationCode, async (session) => {
    const reopened = reviewable(session)
    await kiosk.outbox.reopen(entry)
    return keep(kiosk, reopened)
  })
}

export function reviewable(session: CaptureSession): CaptureSession {
  return { ...move(session, 'reopen'), packet: null, signedContent: null }
}
