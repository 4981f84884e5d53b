import { expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { givenUpOn, mayLapseOn, reminderDue } from './uncollected.ts'

const readyOn = parseCalendarDate('2026-03-02')

test('a card that is ready on 02/03/2026 is given up on 31/05/2026 and may be destroyed from 02/03/2027', () => {
  expect(givenUpOn(readyOn)).toBe('2026-05-31')
  expect(mayLapseOn(readyOn)).toBe('2027-03-02')
})

test('its holder is reminded on the 7th, the 14th and the 30th day', () => {
  const due = [
    '2026-03-08',
    '2026-03-09',
    '2026-03-15',
    '2026-03-16',
    '2026-03-31',
    '2026-04-01',
    '2026-05-01',
  ]
  expect(due.map((day) => reminderDue(readyOn, parseCalendarDate(day)))).toEqual([null, 7, 7, 14, 14, 30, 30])
})
