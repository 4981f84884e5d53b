import { z } from 'zod'
import { type CalendarDate, calendarDateSchema } from '../dates/calendar-date.ts'
import { type DayPart, dayParts, visitOutcomes, visitPurposes } from '../residence/visits.ts'

/** When to go again, as the server or the device proposes it. */
export const attemptSchema = z.object({ on: calendarDateSchema, part: z.enum(dayParts) })

/** An assignment that a collector takes along; what of it a phone needs to know. */
export const fieldVisitSchema = z.object({
  id: z.uuid(),
  unitCode: z.string(),
  hamlet: z.string().nullable(),
  purpose: z.enum(visitPurposes),
  formSerial: z.string().nullable(),
  dueOn: calendarDateSchema.nullable(),
  residentId: z.uuid(),
  name: z.string(),
  birthDate: z.string(),
  sex: z.string(),
  addresses: z.array(z.string()),
  visits: z.int(),
  lastOutcome: z.enum(visitOutcomes).nullable(),
  lastVisitedAt: z.string().nullable(),
  nextAttempt: attemptSchema.nullable(),
})
export type FieldVisit = z.infer<typeof fieldVisitSchema>

/** NOW: the proposed time has come, or none was proposed. LATER: it lies ahead. */
export function isDueNow({ nextAttempt }: FieldVisit, today: CalendarDate): boolean {
  return nextAttempt === null || nextAttempt.on <= today
}

const partOrder: Readonly<Record<DayPart, number>> = { MORNING: 0, AFTERNOON: 1, EVENING: 2 }

/** In the order of a day's round: due now before later, overdue first, then by hamlet. */
export function byRound(today: CalendarDate): (a: FieldVisit, b: FieldVisit) => number {
  const last = '9999-12-31'
  const keyOf = (visit: FieldVisit) => [
    isDueNow(visit, today)
      ? '0'
      : `1${visit.nextAttempt?.on ?? ''}${partOrder[visit.nextAttempt?.part ?? 'MORNING']}`,
    visit.dueOn ?? last,
    visit.hamlet ?? '',
    visit.id,
  ]
  return (a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)]
    const at = left.findIndex((part, i) => part !== right[i])
    if (at < 0) return 0
    return (left[at] ?? '') < (right[at] ?? '') ? -1 : 1
  }
}
