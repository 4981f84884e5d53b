import { expect, test } from 'vitest'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { requestReasonsOn } from './request-reasons.ts'

const codes = (day: string) => requestReasonsOn(day as CalendarDate).map(({ code }) => code)

test('the law of the day says which cases there are', () => {
  expect(codes('2024-06-30')).not.toContain('BOUNDARY_CHANGE')
  expect(codes('2024-07-01')).toContain('BOUNDARY_CHANGE')
  expect(codes('2024-06-30')).toContain('LOST')
})

test('on every day each case stands once, with its article', () => {
  for (const day of ['2016-01-01', '2024-06-30', '2024-07-01', '2026-11-20']) {
    const reasons = requestReasonsOn(day as CalendarDate)
    expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length)
    const law = day < '2024-07-01' ? '59/2014/QH13' : '26/2023/QH15'
    expect(reasons.every(({ article }) => article.includes(law))).toBe(true)
  }
})
