import type { OutboxEntry } from '../outbox/outbox-files.ts'
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
    const entry = packetOf(session, outbox)
    if (entry?.state === 'RECEIVED') await drafts.remove(session.id)
    else if (entry && session.state === 'SIGNED') await drafts.save(sealed(session, entry.sha256))
    else if (!entry && session.state === 'SEALED') await drafts.save(reviewable(session))
  }
}

/**
 * The packet that the session says is its own. Drafts of earlier versions say so only once they are sealed; but a file that came
 * back to the desk still has the receipt of its earlier packet, which says nothing of it.
 */
function packetOf({ id, packet, returned }: CaptureSession, outbox: Outbox): OutboxEntry | null {
  const entry = packet ? outbox.find(packet) : returned ? null : outbox.findByApplication(id)
  return entry?.state === 'REOPENED' ? null : entry
}

function sealed(session: CaptureSession, packet: string): CaptureSession {
  return { ...move(session, 'countersign'), packet }
}
