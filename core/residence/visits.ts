import { addDays, type CalendarDate, calendarDateAt } from '../dates/calendar-date.ts'
import { isWorkingDay } from '../dates/working-days.ts'
import type { Bilingual } from '../errors.ts'
import { type AbsenceReason, isAbsent, type ResidenceStatusCode } from './declarations.ts'

export const visitOutcomes = ['MET', 'ABSENT', 'REFUSED', 'MOVED_AWAY', 'DIED', 'UNKNOWN_HERE'] as const
export type VisitOutcome = (typeof visitOutcomes)[number]

export const visitPurposes = ['COLLECT_FORM', 'ABSENT', 'PROVISIONAL', 'INQUIRY', 'REVIEW'] as const
export type VisitPurpose = (typeof visitPurposes)[number]

export const outcomeNames: Readonly<Record<VisitOutcome, Bilingual>> = {
  MET: { vi: 'Đã gặp', en: 'Met' },
  ABSENT: { vi: 'Không có nhà', en: 'Not at home' },
  REFUSED: { vi: 'Từ chối tiếp', en: 'Refused to talk' },
  MOVED_AWAY: { vi: 'Đã chuyển đi', en: 'Moved away' },
  DIED: { vi: 'Đã chết', en: 'Died' },
  UNKNOWN_HERE: { vi: 'Không ai biết', en: 'Nobody here knows the person' },
}

export const dayParts = ['MORNING', 'AFTERNOON', 'EVENING'] as const
export type DayPart = (typeof dayParts)[number]

export interface VisitMade {
  readonly on: CalendarDate
  readonly part: DayPart
  readonly outcome: VisitOutcome
}

export interface Attempt {
  readonly on: CalendarDate
  readonly part: DayPart
}

const hourMs = 3_600_000
/** Việt Nam is UTC+7 all year. */
const offsetHours = 7

/** Before noon, until 17:00, after: when people at work are at home again. */
export function partOfDay(epochMilliseconds: number): DayPart {
  const hour = (Math.floor(epochMilliseconds / hourMs) + offsetHours) % 24
  if (hour < 12) return 'MORNING'
  return hour < 17 ? 'AFTERNOON' : 'EVENING'
}

export function visitAt(epochMilliseconds: number, outcome: VisitOutcome): VisitMade {
  return { on: calendarDateAt(epochMilliseconds), part: partOfDay(epochMilliseconds), outcome }
}

/** Weekends and days off, when people are at home by day. */
export const isFreeDay = (day: CalendarDate) => !isWorkingDay(day)

/** Times at which a household is tried, the most promising first once a working day's hours have failed. */
const times = [
  { free: false, evening: true },
  { free: true, evening: false },
  { free: true, evening: true },
  { free: false, evening: false },
] as const
type Time = (typeof times)[number]

const timeOf = ({ on, part }: Attempt): Time =>
  times.find(({ free, evening }) => free === isFreeDay(on) && evening === (part === 'EVENING')) ?? times[3]

/** Visits since the person was last met, in order. */
function sinceMet(visits: readonly VisitMade[]): readonly VisitMade[] {
  return visits.slice(visits.findLastIndex(({ outcome }) => outcome === 'MET') + 1)
}

const isMissed = ({ outcome }: VisitMade) => outcome === 'ABSENT' || outcome === 'REFUSED'

/** So many visits in vain, one in the evening and one on a free day among them, and the unit need not send anybody again. */
const enoughVisits = 4

function triedEnough(missed: readonly VisitMade[]): boolean {
  return (
    missed.length >= enoughVisits &&
    missed.some(({ part }) => part === 'EVENING') &&
    missed.some(({ on }) => isFreeDay(on))
  )
}

/**
 * When to go again, not before `earliest`; null where the person was met, or going again leads nowhere: they moved, died, are
 * not known there, or enough visits were made. A time that failed less often goes before one that failed more; evenings and
 * free days before working hours. Each further visit waits a day longer, up to a week.
 */
export function nextAttempt(visits: readonly VisitMade[], earliest: CalendarDate): Attempt | null {
  const made = sinceMet(visits)
  const last = made.at(-1)
  if (!last || !isMissed(last)) return null
  const missed = made.filter(isMissed)
  if (triedEnough(missed)) return null
  const failures = (time: Time) => missed.filter((visit) => timeOf(visit) === time).length
  const [time] = times.toSorted((a, b) => failures(a) - failures(b) || times.indexOf(a) - times.indexOf(b))
  const wanted = time ?? times[0]
  const pause = addDays(last.on, Math.min(missed.length, 7))
  let on = pause > earliest ? pause : earliest
  while (isFreeDay(on) !== wanted.free) on = addDays(on, 1)
  return { on, part: wanted.evening ? 'EVENING' : dayTime(missed) }
}

function dayTime(missed: readonly VisitMade[]): DayPart {
  const count = (part: DayPart) => missed.filter((visit) => visit.part === part).length
  return count('AFTERNOON') < count('MORNING') ? 'AFTERNOON' : 'MORNING'
}

export interface StatusProposal {
  readonly status: ResidenceStatusCode
  readonly reason: AbsenceReason | null
}

/**
 * The residence status that the visits speak for, where it differs from the one in force; null where they say nothing. A
 * death is never concluded from a visit: it needs its certificate.
 */
export function statusFrom(
  visits: readonly VisitMade[],
  now: { readonly status: string | null; readonly reason: AbsenceReason | null },
): StatusProposal | null {
  const last = visits.at(-1)
  if (!last) return null
  if (last.outcome === 'MET') return isAbsent(now.status) ? { status: 'PERMANENT', reason: null } : null
  const status = absenceFrom(sinceMet(visits), last)
  if (!status || status === now.status) return null
  // Who said where they went is not looked for.
  if (status === 'ABSENT' && now.status === 'DECLARED_ABSENT') return null
  return { status, reason: now.reason ?? (last.outcome === 'MOVED_AWAY' ? 'LEFT_LONG_AGO' : 'NOT_KNOWN') }
}

function absenceFrom(made: readonly VisitMade[], last: VisitMade): ResidenceStatusCode | null {
  if (last.outcome === 'UNKNOWN_HERE') return 'WHEREABOUTS_UNKNOWN'
  if (last.outcome === 'MOVED_AWAY') return 'ABSENT'
  return last.outcome === 'ABSENT' && triedEnough(made.filter(isMissed)) ? 'ABSENT' : null
}
