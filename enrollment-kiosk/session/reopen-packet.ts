import { DomainError } from '../../core/errors.ts'
import { PacketUnknown } from '../outbox/outbox.ts'
import { move, type CaptureSession } from './capture-session.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

/** Only the kiosk that captured a file has its draft. */
class PacketOfAnotherKiosk extends DomainError<'PACKET_OF_ANOTHER_KIOSK'> {
  constructor() {
    super('PACKET_OF_ANOTHER_KIOSK', {
      vi: 'Gói hồ sơ này do máy khác thu nhận. Hãy mở lại hồ sơ tại máy đó.',
      en: 'Another kiosk captured this file. Reopen it there.',
    })
  }
}

/** Brings a file that the server refused back to review, under the same application code. */
export async function reopenPacket(kiosk: Kiosk, sha256: string): Promise<CaptureSession> {
  const entry = kiosk.outbox.find(sha256)
  if (!entry) throw new PacketUnknown()
  if (entry.foreign) throw new PacketOfAnotherKiosk()
  return asItsOperator(kiosk, entry.applicationCode, async (session) => {
    const reopened = reviewable(session)
    await kiosk.outbox.reopen(entry)
    return keep(kiosk, reopened)
  })
}

export function reviewable(session: CaptureSession): CaptureSession {
  return { ...move(session, 'reopen'), packet: null, signedContent: null }
}
