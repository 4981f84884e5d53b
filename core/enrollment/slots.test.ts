import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { type CentreHours, slotsOf, weekHoursSchema } from './slots.ts'

const day = parseCalendarDate
const morning = { from: '07:30', to: '11:30' }
const afternoon = { from: '13:30', to: '17:00' }

const usual: CentreHours = {
  validFrom: day('2026-01-01'),
  validTo: null,
  hours: { 1: [morning, afternoon], 6: [morning] },
  slotMinutes: 30,
  capacity: 3,
}

const times = (calendars: readonly CentreHours[], on: string) =>
  slotsOf(calendars, day(on)).map(({ at }) => new Date(at + 7 * 3_600_000).toISOString().slice(11, 16))

describe('slots of a day', () => {
  test('follow the opening hours of the weekday, in Vietnamese time', () => {
    expect(times([usual], '2026-03-02')).toEqual(
      '07:30 08:00 08:30 09:00 09:30 10:00 10:30 11:00 13:30 14:00 14:30 15:00 15:30 16:00 16:30'.split(' '),
    )
  })
  test('are none on a weekday without hours', () => {
    expect(times([usual], '2026-03-03')).toEqual([])
  })
  test('are there on a Saturday whose morning is worked', () => {
    expect(times([usual], '2026-03-07')).toHaveLength(8)
  })
  test('are none during Tết, whatever the hours say', () => {
    expect(times([usual], '2026-02-16')).toEqual([])
  })
  test('end before closing time: the last one is never cut off', () => {
    expect(times([{ ...usual, slotMinutes: 45 }], '2026-03-02').at(-1)).toBe('15:45')
  })
  test('are those of the latest hours that hold on the day', () => {
    const summer = { ...usual, validFrom: day('2026-03-01'), hours: { 1: [morning] } }
    expect(times([summer, usual], '2026-03-02')).toHaveLength(8)
    expect(times([{ ...summer, validTo: day('2026-03-01') }, usual], '2026-03-02')).toHaveLength(15)
  })
})

test.each([
  { 1: [{ from: '8:00', to: '09:00' }] },
  { 1: [{ from: '10:00', to: '09:00' }] },
  { 8: [morning] },
])('hours that mean nothing are refused: %j', (hours) => {
  expect(weekHoursSchema.safeParse(hours).success).toBe(false)
})
