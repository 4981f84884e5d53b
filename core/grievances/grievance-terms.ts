import { addDays, type CalendarDate } from '../dates/calendar-date.ts'
import { addWorkingDays, isWorkingDay } from '../dates/working-days.ts'
import type { GrievanceKind } from './grievance-words.ts'

/** How long a grievance may be kept or answered in: the law's days are calendar days for complaints, the house's working days. */
interface Term {
  readonly kind: GrievanceKind
  readonly instance: 1 | 2
  readonly days: number
  readonly counted: 'CALENDAR' | 'WORKING'
  readonly article: string
  readonly from: CalendarDate
  readonly until: CalendarDate | null
}

const from2012 = { from: '2012-07-01' as CalendarDate, until: null } as const

/** To answer in. */
const answerTerms: readonly Term[] = [
  // The general case: 30 days from its acceptance, which has 10 days itself. Remote areas and hard cases have more; never given here.
  {
    kind: 'COMPLAINT',
    instance: 1,
    days: 30,
    counted: 'CALENDAR',
    article: 'Luật Khiếu nại 02/2011/QH13, Điều 28',
    ...from2012,
  },
  {
    kind: 'COMPLAINT',
    instance: 2,
    days: 45,
    counted: 'CALENDAR',
    article: 'Luật Khiếu nại 02/2011/QH13, Điều 37',
    ...from2012,
  },
  // No article that could be found sets these: the five days within which NĐ 20/2008/NĐ-CP wants a remark dealt with, as a house rule.
  {
    kind: 'FEEDBACK',
    instance: 1,
    days: 5,
    counted: 'WORKING',
    article: 'Nghị định 20/2008/NĐ-CP',
    ...from2012,
  },
  {
    kind: 'FEEDBACK',
    instance: 2,
    days: 5,
    counted: 'WORKING',
    article: 'Nghị định 20/2008/NĐ-CP',
    ...from2012,
  },
]

/** Luật Khiếu nại 2011, article 33.1: days to turn to the second instance, from the day the answer came. */
const appealDays = 30

export interface GrievanceTerm {
  readonly dueOn: CalendarDate
  readonly article: string
}

/** Civil Code 2015, article 148.5: a term that ends on a day off ends with the next working day. */
function orNextWorkingDay(day: CalendarDate): CalendarDate {
  return isWorkingDay(day) ? day : addWorkingDays(day, 1)
}

/** The day by which a grievance must be answered that was filed, or appealed, on a day. */
export function grievanceTerm(given: {
  readonly kind: GrievanceKind
  readonly instance: 1 | 2
  readonly on: CalendarDate
}): GrievanceTerm {
  const { kind, instance, on } = given
  const term = answerTerms.find(
    (one) =>
      one.kind === kind &&
      one.instance === instance &&
      one.from <= on &&
      (one.until === null || on <= one.until),
  )
  if (!term) throw new RangeError('no term for a grievance of this day')
  const { days, counted, article } = term
  const dueOn = counted === 'WORKING' ? addWorkingDays(on, days) : orNextWorkingDay(addDays(on, days))
  return { dueOn, article }
}

/** The last day on which an answer can be appealed against. */
export function appealUntil(answeredOn: CalendarDate): CalendarDate {
  return orNextWorkingDay(addDays(answeredOn, appealDays))
}
