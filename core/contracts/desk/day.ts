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
 */
import type { Bilingual } from '../../errors.ts'

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
  readonly status: string
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
