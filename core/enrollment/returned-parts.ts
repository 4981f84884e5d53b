import { z } from 'zod'
import { addDays, type CalendarDate } from '../dates/calendar-date.ts'
import type { ApplicationReason } from './reasons.ts'

/** What of a file may have to be done again. */
export const returnableParts = ['DETAILS', 'FINGERS', 'FACE', 'PAPERS'] as const
export type ReturnablePart = (typeof returnableParts)[number]

const allFingers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

/** Which part each reason is about. INCOMPLETE names no fault: what is there is kept, and the desk sees what is missing. */
const partsByReason: Readonly<Partial<Record<ApplicationReason, readonly ReturnablePart[]>>> = {
  INCOMPLETE: ['DETAILS'],
  UNKNOWN_TO_REGISTRY: ['DETAILS', 'PAPERS'],
  REGISTRY_MISMATCH: ['DETAILS', 'PAPERS'],
  POSSIBLY_REGISTERED: ['DETAILS', 'PAPERS'],
  REGISTRY_CHANGED: ['DETAILS'],
  DOES_NOT_FIT: ['DETAILS'],
  FORM_UNKNOWN: ['DETAILS'],
  NOT_ENTITLED: ['DETAILS'],
  REPRESENTATIVE_NEEDED: ['DETAILS', 'PAPERS'],
  FINGERS_UNCLEAR: ['FINGERS'],
  FINGERS_REPEATED: ['FINGERS'],
  TEMPLATE_UNREADABLE: ['FINGERS'],
  TEMPLATE_MISMATCH: ['FINGERS'],
  PORTRAIT_UNSUITABLE: ['FACE'],
  EVIDENCE_MISSING: ['PAPERS'],
  CARD_DATA_WRONG: ['DETAILS', 'PAPERS'],
}

export const returnedForSchema = z.object({
  parts: z.array(z.enum(returnableParts)),
  /** Positions to be captured again. */
  fingers: z.array(z.int().min(1).max(10)),
  /** Until when the citizen is expected. */
  deadlineOn: z.iso.date(),
})
export type ReturnedFor = z.infer<typeof returnedForSchema>

/** Days that a citizen has to come again. No article sets them: a house rule, on the slip and in the message alike. */
const daysToReturn = 30

/**
 * What a returned file needs. `fingers` are the positions that somebody named; a reason about fingers without any asks for
 * all ten. A reason that is in no row says nothing about what is good: everything is done again.
 */
export function returnedFor(given: {
  readonly reasons: readonly ApplicationReason[]
  readonly fingers?: readonly number[]
  readonly on: CalendarDate
}): ReturnedFor {
  const { reasons, fingers = [], on } = given
  const asked = new Set(reasons.flatMap((reason) => partsByReason[reason] ?? returnableParts))
  const parts = returnableParts.filter((part) => reasons.length === 0 || asked.has(part))
  return {
    parts,
    fingers: parts.includes('FINGERS') ? [...(fingers.length > 0 ? fingers : allFingers)] : [],
    deadlineOn: addDays(on, daysToReturn),
  }
}
