import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { appealUntil, grievanceTerm } from './grievance-terms.ts'

const day = parseCalendarDate

describe('a grievance is answered', () => {
  test.each([
    // 2026-03-02 is a Monday; 30 days later a Wednesday, 45 days later a Thursday
    ['COMPLAINT', 1, '2026-03-02', '2026-04-01'],
    ['COMPLAINT', 2, '2026-03-02', '2026-04-16'],
    // the thirtieth day is Saturday 4 April: the Monday after it
    ['COMPLAINT', 1, '2026-03-05', '2026-04-06'],
    // the thirtieth day is 30 April; the first of May is off too, then a week-end
    ['COMPLAINT', 1, '2026-03-31', '2026-05-04'],
    // five working days, over a week-end
    ['FEEDBACK', 1, '2026-03-02', '2026-03-09'],
    // over Tết 2026, 16 to 20 February
    ['FEEDBACK', 2, '2026-02-12', '2026-02-26'],
  ] as const)('%s of instance %i filed on %s by %s', (kind, instance, on, dueOn) => {
    expect(grievanceTerm({ kind, instance, on: day(on) }).dueOn).toBe(dueOn)
  })

  test('by an article, which the citizen is told', () => {
    const term = grievanceTerm({ kind: 'COMPLAINT', instance: 1, on: day('2026-03-02') })
    expect(term.article).toContain('Luật Khiếu nại')
  })
})

test('an answer can be appealed against for thirty days, and one more where the last is a day off', () => {
  expect(appealUntil(day('2026-03-02'))).toBe('2026-04-01')
  expect(appealUntil(day('2026-03-05'))).toBe('2026-04-06')
})
