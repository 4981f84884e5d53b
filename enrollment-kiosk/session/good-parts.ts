/** What of a returned file is still good: it stays in the earlier packet and is not captured again. */
import type { PacketManifest } from '../../core/enrollment/packet.ts'
import { leftBehind, together } from '../../core/enrollment/resubmission.ts'
import type { CaptureSession } from './capture-session.ts'

/** What the packet says it leaves in the one before; null for a file that was never returned. */
export function resubmissionOf(session: CaptureSession): PacketManifest['resubmits'] {
  const { returned } = session
  return returned?.packet && returned.good
    ? leftBehind(returned.packet, { fresh: session, good: returned.good })
    : null
}

/** The session as if everything that is good had been captured in it: what completeness and progress are told by. */
export function withGoodParts(session: CaptureSession): CaptureSession {
  const resubmits = resubmissionOf(session)
  const good = session.returned?.good
  return resubmits && good ? together(session, good, resubmits) : session
}
