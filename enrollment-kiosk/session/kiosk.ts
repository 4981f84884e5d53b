import type { KioskConfig } from '../env.ts'
import type { ApplicationCodes } from '../outbox/application-codes.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Sender } from '../outbox/sender.ts'
import type { Installation } from '../sync/installation.ts'
import type { OfficersAtDesk, SignedInOfficer } from '../sync/officers.ts'
import type { CaptureSession } from './capture-session.ts'
import type { DeviceBench } from './device-bench.ts'
import type { Drafts } from './drafts.ts'
import type { ProgressFeed } from './progress.ts'
import { SessionOfAnotherOperator } from './refusals.ts'

/** Everything the operations at a desk work with. */
export interface Kiosk {
  readonly config: KioskConfig
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly installation: Installation
  readonly officers: OfficersAtDesk
  readonly codes: ApplicationCodes
  readonly drafts: Drafts
  readonly outbox: Outbox
  readonly sender: Sender
  readonly devices: DeviceBench
  readonly progress: ProgressFeed
}

/** Saves a session and tells the screens its state. */
export async function keep(kiosk: Kiosk, session: CaptureSession): Promise<CaptureSession> {
  const kept = await kiosk.drafts.save(session)
  kiosk.progress.emit({ type: 'session', session: kept.id, state: kept.state })
  return kept
}

/** Work on a session by the operator who began it. Throws OfficerNotSignedIn, SessionUnknown, SessionBusy too. */
export async function asItsOperator<T>(
  kiosk: Kiosk,
  id: string,
  work: (session: CaptureSession, operator: SignedInOfficer) => Promise<T>,
): Promise<T> {
  const operator = kiosk.officers.require('operator')
  return kiosk.drafts.exclusively(id, async (session) => {
    if (session.operator !== operator.officerId) throw new SessionOfAnotherOperator()
    return work(session, operator)
  })
}
