import {
  addDays,
  addYears,
  type CalendarDate,
  earliestDay,
  type PartialDate,
} from '../dates/calendar-date.ts'
import { validityRuleOn } from '../dates/card-expiry.ts'

/** Days before a card's last day on which its holder is reminded. */
export const reminderDays = [60, 30, 7] as const

/** Age from which everybody must have a card (Luật Căn cước 2023, article 19). */
export const cardDutyAge = 14

/** The exchange birthday on which a card ends (Luật Căn cước 2023, article 21); null where it ends on another day. */
export function exchangeAge(birthDate: PartialDate, lastDay: CalendarDate): number | null {
  const born = earliestDay(birthDate)
  const age = validityRuleOn(lastDay).exchangeAges.find((one) => addYears(born, one) === lastDay)
  return age ?? null
}

/** Every date of birth as the register may have it, also a year or a month alone, with which somebody reaches an age on a day. */
export function birthDatesReaching(age: number, on: CalendarDate): readonly string[] {
  const near = addYears(on, -age)
  // Who was born on a 29th of February reaches an age on the 28th where the year has no other.
  const days = [near, addDays(near, 1)].filter((born) => addYears(born, age) === on)
  return days.flatMap((born) => [
    born,
    ...(born.endsWith('-01') ? [born.slice(0, 7)] : []),
    ...(born.endsWith('-01-01') ? [born.slice(0, 4)] : []),
  ])
}
