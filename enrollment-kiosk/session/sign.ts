import { sha256Of } from '../outbox/outbox.ts'
import { captureManifest } from './capture-manifest.ts'
import { move, requireState, type CaptureSession } from './capture-session.ts'
import { detailsManifest } from './details-manifest.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'
import { requireComplete } from './review.ts'

/**
 * The operator stands by the reviewed file. Its content is fixed by a digest here; the operator's signature in the packet
 * is made when the supervisor agrees, since it covers the supervisor's as well.
 */
export async function signSession(kiosk: Kiosk, id: string): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'REVIEWING', 'sign')
    requireComplete(kiosk, session)
    return keep(kiosk, { ...move(session, 'sign'), signedContent: contentDigest(session) })
  })
}

/** SHA-256 over everything of the session that goes into the packet. */
export function contentDigest(session: CaptureSession): string {
  const { id, operator, begunAt } = session
  const content = [id, operator, begunAt, detailsManifest(session), captureManifest(session)]
  return sha256Of(new TextEncoder().encode(JSON.stringify(content)))
}
