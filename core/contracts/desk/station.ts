/**
 * What the screens at a desk ask of the kiosk agent about the station itself: JSON over HTTP on the loopback interface.
 *
 *   GET    /status                         {@link StationStatus}
 *   POST   /officers/sign-in               username, password, role (through the server) → {@link Seat}
 *   POST   /officers/pin                   role, pin: this officer may unlock here without the network from now on
 *   POST   /officers/unlock                officerId, role, pin → {@link Seat}
 *   POST   /officers/sign-out              role
 *   POST   /devices/check                  opens and tests every device → {@link DeviceView}s
 *   GET    /devices/camera/picture         one JPEG of what the serial camera sees
 *   GET    /journal?q=…&after=…            {@link JournalPage}: this operator's files of the last 30 days
 *   GET    /events                         server-sent events, enrollment-kiosk/session/progress.ts
 *
 * Every command (POST, PUT, DELETE) carries the header `x-command-id`: the same id again gives the same answer and does
 * nothing more. A refusal is {@link DeskRefusal}.
 */
import type { Bilingual } from '../../errors.ts'
import type { CaptureState } from '../../lifecycle/capture.ts'
import type { OutboxState } from '../../lifecycle/outbox.ts'

export const commandIdHeader = 'x-command-id'

export const deskRoles = ['operator', 'supervisor'] as const
export type DeskRole = (typeof deskRoles)[number]

/** What a screen shows of any refusal; `code` is stable and can be copied with one key. */
export interface DeskRefusal {
  readonly code: string
  readonly vi: string
  readonly en: string
  /** Who can put it right. */
  readonly who?: 'OFFICER' | 'SUPERVISOR' | 'TECHNICIAN' | 'ADMINISTRATOR' | 'NOBODY'
  /** What to do, beside the text. */
  readonly remedy?: Bilingual
  readonly missing?: readonly {
    readonly code: string
    readonly position: number | null
    readonly text: Bilingual
  }[]
}

export interface Seat {
  readonly officerId: string
  readonly name: string
  readonly role: DeskRole
  /** SERVER: signed in through the network; LOCAL: unlocked with the PIN. */
  readonly by: 'SERVER' | 'LOCAL'
  /** Until when this officer may work here without the network; ISO instant. */
  readonly until: string
  readonly hasPin: boolean
}

/** An officer who can unlock here without the network. */
export interface KnownOfficer {
  readonly officerId: string
  readonly name: string
  readonly roles: readonly DeskRole[]
  readonly until: string
  /** No attempt before; ISO instant, null where one may be made now. */
  readonly lockedUntil: string | null
}

export type DeviceKind = 'fingerprint' | 'camera' | 'barcode' | 'documentScanner'

export interface DeviceView {
  readonly kind: DeviceKind
  readonly state: 'ABSENT' | 'UNOPENED' | 'READY' | 'BUSY' | 'FAILED'
  readonly model: string | null
  readonly serial: string | null
  /** Of the last self-test or use; ISO instant. */
  readonly checkedAt: string | null
  readonly fault: DeskRefusal | null
  /** May it enroll, or only compare and demonstrate (below 500 dpi or 8 bit). Null where the question does not arise. */
  readonly enrolls: boolean | null
  /** Model, resolution and so on in words. */
  readonly about: Bilingual | null
}

/** Why the station takes no new file until something is done. */
export interface Freeze {
  readonly code: 'NOT_SYNCED' | 'TOO_MANY_UNSENT' | 'DISK_FULL' | 'CLOCK_WRONG'
  readonly text: Bilingual
}

/** One step of the first synchronisation, named, with what to do where it stands still. */
export interface SyncStep {
  readonly name: string
  readonly text: Bilingual
  readonly state: 'DONE' | 'RUNNING' | 'WAITING' | 'FAILED'
  readonly at: string | null
  readonly remedy: Bilingual | null
}

export interface StationStatus {
  readonly centre: { readonly code: string; readonly name: string } | null
  readonly machineNumber: number | null
  readonly keyFingerprint: string
  /** Who keeps the secret that this station's keys are sealed with; another computer does not open its data folder. */
  readonly sealedBy: 'TPM2' | 'HOST_KEY' | 'HOST_SECRET'
  readonly installation: {
    readonly step: 'REQUEST' | 'CONFIRMATION' | 'SETTINGS' | 'READY'
    readonly text: Bilingual
    readonly fault: { readonly code: string; readonly text: Bilingual } | null
    readonly steps: readonly SyncStep[]
  }
  readonly online: boolean
  readonly lastSyncAt: string | null
  /** This computer's clock less the server's, at the last synchronisation. */
  readonly clockAheadMs: number | null
  readonly freezes: readonly Freeze[]
  readonly officers: Readonly<Record<DeskRole, Seat | null>>
  readonly knownOfficers: readonly KnownOfficer[]
  readonly devices: readonly DeviceView[]
  readonly sessions: number
  /** Codes of drafts on the disk that cannot be read. */
  readonly damagedDrafts: readonly string[]
  readonly outbox: Readonly<Record<OutboxState, number>>
  /** Signed files that wait for the supervisor. */
  readonly toCountersign: number
}

/** A file that was begun here, whatever became of it. Searched by code, name without marks, number, day. */
export interface JournalEntry {
  readonly code: string
  readonly name: string | null
  readonly number: string | null
  readonly begunAt: string
  readonly state: CaptureState
  readonly outbox: OutboxState | null
  readonly cancelled: boolean
}

export interface JournalPage {
  readonly entries: readonly JournalEntry[]
  readonly next: string | null
}
