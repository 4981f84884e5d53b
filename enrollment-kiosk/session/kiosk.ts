import type { CitizenNumber } from '../../core/citizen/citizen-number.ts'
import type { PartialDate } from '../../core/dates/calendar-date.ts'
import type { DayBook } from '../day/day-book.ts'
import { noteInGroup } from '../day/groups.ts'
import type { Tally } from '../day/tally.ts'
import type { KioskConfig } from '../env.ts'
import type { ApplicationCodes } from '../outbox/application-codes.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Sender } from '../outbox/sender.ts'
import { withActions } from '../evidence/with-actions.ts'
import type { OfficerVault } from '../store/officer-vault.ts'
import type { SealedBy } from '../store/sealer.ts'
import type { Connection } from '../sync/connection.ts'
import type { DeviceReport } from '../sync/device-report.ts'
import type { Installation } from '../sync/installation.ts'
import type { OfficersAtDesk, SignedInOfficer } from '../sync/officers.ts'
import type { RegistrySubject } from '../sync/registry.ts'
import type { CaptureSession } from './capture-session.ts'
import type { DeviceBench } from './device-bench.ts'
import type { Drafts } from './drafts.ts'
import type { Journal } from './journal.ts'
import { withCommand } from './kept-commands.ts'
import type { OwnFingers } from './own-fingers.ts'
import type { ProgressFeed } from './progress.ts'
import { SessionOfAnotherOperator } from './refusals.ts'

/** Everything the operations at a desk work with. */
export interface Kiosk {
  readonly config: KioskConfig
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly connection: Connection
  readonly installation: Installation
  /** Who keeps the secret that this station's keys are sealed with. */
  readonly sealedBy: SealedBy
  /** Officers who can work here without the network. */
  readonly vault: OfficerVault
  readonly officers: OfficersAtDesk
  readonly codes: ApplicationCodes
  readonly drafts: Drafts
  readonly journal: Journal
  readonly outbox: Outbox
  readonly sender: Sender
  readonly devices: DeviceBench
  readonly deviceReport: DeviceReport
  readonly ownFingers: OwnFingers
  /** Hardware that the centre does without, as the server last said. */
  readonly waivers: () => readonly HeldWaiver[]
  readonly progress: ProgressFeed
  /** Bookings, numbers, returned files, reference data: the day at this desk. */
  readonly dayBook: DayBook
  /** What happened to each file that was begun here. */
  readonly tally: Tally
  /** What the last synchronisation left here for work without the network; missing before there was one. */
  readonly snapshot?: Snapshot
}

/** Hardware that the centre does without until a day. */
export interface HeldWaiver {
  readonly id: string
  readonly subject: string
  /** yyyy-MM-dd */
  readonly until: string
}

/** A booking as the desk looks it up. */
export interface BookingAtHand {
  readonly id: string
  readonly at: string
  readonly number: CitizenNumber | null
  readonly birthDate: PartialDate
}

export interface Snapshot {
  /** The registry's data of a booked applicant; null for anybody else. */
  find(number: CitizenNumber): RegistrySubject | null
  booking(id: string): BookingAtHand | null
  /** Working days within which recent files of this centre were ready; null where nobody knows. */
  forecastDays(): number | null
  /** The centre's telephone. */
  phone(): string | null
}

/** Saves a session, with what was done to it in its chain of actions, and tells the screens its state. */
export async function keep(kiosk: Kiosk, session: CaptureSession): Promise<CaptureSession> {
  const kept = await kiosk.drafts.save(
    withActions({
      before: kiosk.drafts.has(session.id) ? kiosk.drafts.find(session.id) : null,
      after: withCommand({ ...session, revision: session.revision + 1 }),
      supervisor: kiosk.officers.find('supervisor')?.officerId ?? null,
      now: kiosk.clock(),
    }),
  )
  await kiosk.journal.note(kept)
  await noteInGroup(kiosk, kept)
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
