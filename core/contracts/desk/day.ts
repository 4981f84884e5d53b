/**
 * The day at a desk.
 *
 *   GET    /day                         {@link DayView}
 *   POST   /day/tickets                 { kind }: a walk-in takes a number → {@link TicketView}
 *   POST   /day/tickets/{id}/events     { event }: call, skip, serve, finish, close of core/lifecycle/appointment.ts
 *   POST   /day/appointments/{id}/check-in
 *   POST   /day/reconciliation          closes the day where nothing is open → {@link DayReconciliation}
 *   GET    /returned                    {@link ReturnedFile}s of this centre, as of the last synchronisation
 *   POST   /returned/{code}/open        brings one back to this kiosk: a session with what was captured, prefilled
 *   GET    /groups/{code}               {@link GroupView}: files of a household or a group, by the code of its first file
 *   GET    /units?q=                    FoundUnit[] of core/citizen/search-units.ts, at most 50, the likeliest first
 *   GET    /centres                     {@link PickupCentre}s
 *
 * A file begins a group where POST /sessions says `group: "NEW"`; the others name its code and begin with what it has in common.
 */
import type { Bilingual } from '../../errors.ts'
import type { CaptureState } from '../../lifecycle/capture.ts'
import type { OutboxState } from '../../lifecycle/outbox.ts'

export interface AppointmentView {
  readonly id: string
  readonly at: string
  readonly name: string
  readonly number: string | null
  readonly birthDate: string
  readonly kind: string
  readonly status: string
  readonly group: string | null
  /** The registry's data of this person are here for work without the network. */
  readonly snapshot: boolean
}

export interface TicketView {
  readonly id: string
  readonly number: number
  /** As it is called: "A12" of a kiosk, "12" of the reception. */
  readonly name: string
  readonly kind: string | null
  readonly status: string
  /** What may be done with it here: nothing where another gave it. */
  readonly events: readonly string[]
  readonly takenAt: string
  readonly calledAt: string | null
  readonly waitedMinutes: number
}

export interface DeskThroughput {
  readonly desk: string
  readonly done: number
  readonly minutesPerFile: number | null
}

export interface DayReconciliation {
  readonly captured: number
  readonly sent: number
  readonly waiting: number
  readonly cancelled: number
  /** Begun and neither sealed nor cancelled: must be 0 to close the day. */
  readonly open: number
  /** captured − sent − waiting − cancelled: must be 0. */
  readonly difference: number
  readonly closedAt: string | null
}

export interface DayView {
  readonly on: string
  readonly appointments: readonly AppointmentView[]
  readonly tickets: readonly TicketView[]
  readonly waitingMinutes: { readonly median: number | null; readonly longest: number | null }
  /** Files finished in each hour of the day, from 0. */
  readonly byHour: readonly number[]
  readonly desks: readonly DeskThroughput[]
  readonly reconciliation: DayReconciliation
}

export interface ReturnedFile {
  readonly code: string
  readonly name: string
  readonly reasons: readonly Bilingual[]
  readonly phone: string | null
  readonly deadlineOn: string | null
  readonly returnedAt: string
}

/** A file of a group as this desk knows it. */
export interface GroupMember {
  readonly code: string
  readonly name: string | null
  readonly state: CaptureState
  readonly outbox: OutboxState | null
}

export interface GroupView {
  readonly group: string
  readonly files: readonly GroupMember[]
}

/** A place where cards are handed over. */
export interface PickupCentre {
  readonly code: string
  readonly name: string
  readonly unit: string
}
