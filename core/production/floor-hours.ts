/** When the floor works, as data: shifts of each weekday, and whether it rests on public holidays. */
import { z } from 'zod'
import { type CalendarDate, weekdayOf } from '../dates/calendar-date.ts'
import { isWorkingDay, stateCalendar, type WorkingCalendar } from '../dates/working-days.ts'

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/)

/** A shift ends on the day it began: one over midnight is written as two. */
const floorShiftSchema = z
  .strictObject({
    /** Monday is 1. */
    weekdays: z.array(z.int().min(1).max(7)).min(1),
    from: time,
    until: time,
    /** Works on days off of state offices too. */
    onDaysOff: z.boolean().default(false),
  })
  .refine(({ from, until }) => from < until, { path: ['until'], error: 'from < until' })
export type FloorShift = z.infer<typeof floorShiftSchema>

/** The setting: JSON of shifts. */
export const floorShiftsSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: '[{"weekdays":[1,2],"from":"07:00","until":"15:00"}, …]' })
      return z.NEVER
    }
  })
  .pipe(z.array(floorShiftSchema).min(1))

/** Two shifts from Monday to Saturday. */
export const usualFloorShifts = JSON.stringify([
  { weekdays: [1, 2, 3, 4, 5, 6], from: '06:00', until: '14:00' },
  { weekdays: [1, 2, 3, 4, 5, 6], from: '14:00', until: '22:00' },
])

const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))

/** Minutes in which the floor works on a day, from a minute of that day on. Shifts that overlap count once. */
export function floorMinutes(
  shifts: readonly FloorShift[],
  day: CalendarDate,
  {
    fromMinute = 0,
    calendar = stateCalendar,
  }: { readonly fromMinute?: number; readonly calendar?: WorkingCalendar } = {},
): number {
  // A Saturday is a day off of offices and none of the floor's: only holidays between Monday and Friday are told by the calendar.
  const isHoliday = weekdayOf(day) <= 5 && !isWorkingDay(day, calendar)
  const spans = shifts
    .filter(({ weekdays, onDaysOff }) => weekdays.includes(weekdayOf(day)) && (onDaysOff || !isHoliday))
    .map(({ from, until }) => ({ from: minutesOf(from), until: minutesOf(until) }))
    .toSorted((a, b) => a.from - b.from)
  let counted = fromMinute
  let minutes = 0
  for (const { from, until } of spans) {
    minutes += Math.max(0, until - Math.max(from, counted))
    counted = Math.max(counted, until)
  }
  return minutes
}
