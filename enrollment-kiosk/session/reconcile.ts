import type { Outbox } from '../outbox/outbox.ts'
import { move, type CaptureSession } from './capture-session.ts'
import type { Drafts } from './drafts.ts'
import { reviewable } from './reopen-packet.ts'

/**
 * Draws the consequence of a step that a kill cut in two. The outbox is written first in every such step, so it is right:
 * a packet there means sealed, a reopened or vanished one means to be reviewed, a received one means that the draft has
 * served its purpose.
 */
export async function reconcile(drafts: Drafts, outbox: Outbox): Promise<void> {
  for (const session of drafts.list()) {
    const entry = outbox.findByApplication(session.id)
    if (entry?.state === 'RECEIVED') await drafts.remove(session.id)
    else if (entry && session.state === 'SIGNED') await drafts.save(sealed(session, entry.sha256))
    else if (!entry && session.state === 'SEALED') await drafts.save(reviewable(session))
  }
}

function sealed(session: CaptureSession, packet: string): CaptureSession {
  return { ...move(session, 'countersign'), packet }
}
