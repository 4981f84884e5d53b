import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import {
  isFreeDay,
  nextAttempt,
  partOfDay,
  statusFrom,
  visitAt,
  type VisitMade,
  type VisitOutcome,
} from './visits.ts'

/** Monday 02/03/2026. */
const day = (of: number) => parseCalendarDate(`2026-03-${String(of).padStart(2, '0')}`)
const visit = (of: number, part: VisitMade['part'], outcome: VisitOutcome = 'ABSENT'): VisitMade => ({
  on: day(of),
  part,
  outcome,
})
const unknown = { status: null, reason: null }

describe('the next attempt', () => {
  test('after working hours failed is in the evening, then on the weekend, then its evening', () => {
    const visits = [visit(2, 'MORNING')]
    expect(nextAttempt(visits, day(3))).toEqual({ on: day(3), part: 'EVENING' })
    visits.push(visit(3, 'EVENING'))
    expect(nextAttempt(visits, day(4))).toEqual({ on: day(7), part: 'AFTERNOON' })
    visits.push(visit(7, 'AFTERNOON'))
    expect(nextAttempt(visits, day(8))).toEqual({ on: day(14), part: 'EVENING' })
  })

  test('is not before the day asked for, and waits longer each time', () => {
    expect(nextAttempt([visit(2, 'MORNING')], day(12))).toEqual({ on: day(12), part: 'EVENING' })
    expect(nextAttempt([visit(2, 'MORNING'), visit(2, 'EVENING')], day(3))?.on).toBe(day(7))
  })

  test('is none when the person was met, moved, died, or nobody knows them', () => {
    for (const outcome of ['MET', 'MOVED_AWAY', 'DIED', 'UNKNOWN_HERE'] as const) {
      expect(nextAttempt([visit(2, 'MORNING'), visit(3, 'EVENING', outcome)], day(4))).toBeNull()
    }
    expect(nextAttempt([], day(4))).toBeNull()
  })

  test('is none after four in vain with an evening and a free day, and goes on while one of them is missing', () => {
    const byDay = [2, 3, 4, 5].map((of) => visit(of, 'MORNING'))
    expect(nextAttempt(byDay, day(6))).toEqual({ on: day(9), part: 'EVENING' })
    const tried = [visit(2, 'MORNING'), visit(3, 'EVENING'), visit(7, 'MORNING'), visit(8, 'EVENING')]
    expect(nextAttempt(tried, day(9))).toBeNull()
  })

  test('begins anew after the person was met', () => {
    const visits = [visit(2, 'MORNING'), visit(3, 'EVENING', 'MET'), visit(9, 'MORNING')]
    expect(nextAttempt(visits, day(10))).toEqual({ on: day(10), part: 'EVENING' })
  })
})

describe('the status that visits speak for', () => {
  const tried = [visit(2, 'MORNING'), visit(3, 'EVENING'), visit(7, 'MORNING'), visit(8, 'EVENING')]

  test('is absent after enough visits in vain, with the reason that was given', () => {
    expect(statusFrom(tried.slice(0, 3), unknown)).toBeNull()
    expect(statusFrom(tried, unknown)).toEqual({ status: 'ABSENT', reason: 'NOT_KNOWN' })
    expect(statusFrom(tried, { status: 'PERMANENT', reason: 'ABROAD' })).toEqual({
      status: 'ABSENT',
      reason: 'ABROAD',
    })
  })

  test('does not say again what is known, nor doubt a declared absence', () => {
    expect(statusFrom(tried, { status: 'ABSENT', reason: null })).toBeNull()
    expect(statusFrom(tried, { status: 'DECLARED_ABSENT', reason: null })).toBeNull()
  })

  test('follows what was heard there, but no death without a certificate', () => {
    const heard = (outcome: VisitOutcome) => statusFrom([visit(2, 'MORNING', outcome)], unknown)
    expect(heard('MOVED_AWAY')).toEqual({ status: 'ABSENT', reason: 'LEFT_LONG_AGO' })
    expect(heard('UNKNOWN_HERE')).toEqual({ status: 'WHEREABOUTS_UNKNOWN', reason: 'NOT_KNOWN' })
    expect(heard('DIED')).toBeNull()
    expect(statusFrom([], unknown)).toBeNull()
  })

  test('ends an absence when the person is met', () => {
    const met = [...tried, visit(14, 'EVENING', 'MET')]
    expect(statusFrom(met, { status: 'ABSENT', reason: 'ABROAD' })).toEqual({
      status: 'PERMANENT',
      reason: null,
    })
    expect(statusFrom(met, { status: 'TEMPORARY', reason: null })).toBeNull()
  })
})

test('parts of the day are those of Việt Nam', () => {
  const at = (clock: string) => partOfDay(Date.parse(`2026-03-02T${clock}:00+07:00`))
  expect(['00:30', '11:59', '12:00', '16:59', '17:00', '23:00'].map(at)).toEqual([
    'MORNING',
    'MORNING',
    'AFTERNOON',
    'AFTERNOON',
    'EVENING',
    'EVENING',
  ])
  expect(visitAt(Date.parse('2026-03-02T18:00:00Z'), 'MET').on, 'after midnight there').toBe(day(3))
})

test('holidays are free days like Saturdays', () => {
  expect(isFreeDay(parseCalendarDate('2026-04-30'))).toBe(true)
  expect(isFreeDay(day(7))).toBe(true)
  expect(isFreeDay(day(2))).toBe(false)
})
