import { addDays, type CalendarDate, daysBetween } from '../dates/calendar-date.ts'

/** What is done with cards that nobody comes for. */
interface UncollectedRule {
  /** For cards that are ready from this day on. */
  readonly from: CalendarDate
  /** Days after the card is ready after which it counts as uncollected, and goes back to the office that made it. */
  readonly giveUpAfter: number
  /** Days after which it may be destroyed and the file lapses. */
  readonly lapseAfter: number
}

/** No article sets these days, nor those of the reminders: a house rule, the same on the slip, in messages and here. The newest last. */
const uncollectedRules: readonly UncollectedRule[] = [
  { from: '2016-01-01' as CalendarDate, giveUpAfter: 90, lapseAfter: 365 },
]

/** Days after a card is ready on which its holder is reminded. */
export const remindAfter = [7, 14, 30] as const

/** The newest reminder that is due; null before the first. */
export function reminderDue(readyOn: CalendarDate, today: CalendarDate): number | null {
  const waited = daysBetween(readyOn, today)
  return remindAfter.findLast((day) => day <= waited) ?? null
}

function ruleFor(readyOn: CalendarDate): UncollectedRule {
  const rule = uncollectedRules.findLast(({ from }) => from <= readyOn) ?? uncollectedRules[0]
  if (!rule) throw new RangeError('no rule for uncollected cards')
  return rule
}

/** The day on which a card that is ready since then counts as uncollected. */
export const givenUpOn = (readyOn: CalendarDate): CalendarDate =>
  addDays(readyOn, ruleFor(readyOn).giveUpAfter)
/** The first day on which it may be destroyed. */
export const mayLapseOn = (readyOn: CalendarDate): CalendarDate =>
  addDays(readyOn, ruleFor(readyOn).lapseAfter)
/** No card is given up sooner than this after it is ready. */
export const soonestGivenUp = Math.min(...uncollectedRules.map(({ giveUpAfter }) => giveUpAfter))
