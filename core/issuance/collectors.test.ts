import { expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { mayBeRepresented } from './collectors.ts'

const today = parseCalendarDate('2026-03-02')
const adult = { birthDate: '1990-05-20', representativeNumber: null, captured: true }

test('a child is represented until the day on which it is fourteen', () => {
  expect(mayBeRepresented({ ...adult, birthDate: '2012-03-03' }, today)).toBe(true)
  expect(mayBeRepresented({ ...adult, birthDate: '2012-03-02' }, today)).toBe(false)
})

test('an adult is where the file names a representative, or has nothing to compare with', () => {
  expect(mayBeRepresented(adult, today)).toBe(false)
  expect(mayBeRepresented({ ...adult, representativeNumber: '001190000001' }, today)).toBe(true)
  expect(mayBeRepresented({ ...adult, captured: false }, today)).toBe(true)
  expect(mayBeRepresented({ ...adult, birthDate: null }, today)).toBe(false)
})
