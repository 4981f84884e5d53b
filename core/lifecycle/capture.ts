import { type EventsOf, lifecycle, type StateOf } from './machine.ts'

/** PARKED resumes to the state it was parked in, which the session keeps: see {@link resumeEvents}. */
const unfinished = { park: 'PARKED', abandon: 'ABANDONED' } as const

/** A capture session at the desk. */
export const captureLifecycle = lifecycle('capture session', 'IDENTIFYING', {
  IDENTIFYING: { choose: 'COMPARING', ...unfinished },
  COMPARING: { accept: 'DETAILS', change: 'IDENTIFYING', ...unfinished },
  DETAILS: { complete: 'CAPTURING', back: 'COMPARING', ...unfinished },
  CAPTURING: { enough: 'REVIEWING', back: 'DETAILS', ...unfinished },
  REVIEWING: { sign: 'SIGNED', amend: 'DETAILS', recapture: 'CAPTURING', ...unfinished },
  SIGNED: { countersign: 'SEALED', sendBack: 'REVIEWING' },
  PARKED: {
    resumeIdentifying: 'IDENTIFYING',
    resumeComparing: 'COMPARING',
    resumeDetails: 'DETAILS',
    resumeCapturing: 'CAPTURING',
    resumeReviewing: 'REVIEWING',
    abandon: 'ABANDONED',
  },
  /** A packet that the server refused reopens its session (outbox: reopen). */
  SEALED: { reopen: 'REVIEWING' },
  ABANDONED: {},
})
export type CaptureState = StateOf<typeof captureLifecycle>
export type CaptureEvent = EventsOf<typeof captureLifecycle>

/** Which event resumes a session parked in a state. */
export const resumeEvents = {
  IDENTIFYING: 'resumeIdentifying',
  COMPARING: 'resumeComparing',
  DETAILS: 'resumeDetails',
  CAPTURING: 'resumeCapturing',
  REVIEWING: 'resumeReviewing',
} as const
