import { describe, expect, test } from 'vitest'
import { type CalendarDate, parseCalendarDate } from '../dates/calendar-date.ts'
import { budgetedPace, expectedDay, nextPromise, type PromisedFile, promiseCauses } from './promise.ts'

const on = parseCalendarDate
/** A Monday; no day off in this month. */
const monday = on('2026-03-02')
const file: PromisedFile = {
  state: 'RECEIVED',
  since: monday,
  deadlineOn: on('2026-03-11'),
  remaking: false,
}
const told = (
  changes: Partial<PromisedFile>,
  { today = monday, madeOn = today }: { today?: CalendarDate; madeOn?: CalendarDate | null } = {},
) => expectedDay({ ...file, ...changes }, { today, pace: budgetedPace, madeOn })

describe('the day of a card, worked out by hand', () => {
  // 2 days of intake, 1 of review, 1 on the floor, 1 to the carrier, 2 on the road: 7 working days, as article 26 has them.
  test.each<[Partial<PromisedFile>, string]>([
    [{}, '2026-03-11'],
    [{ state: 'SCREENING' }, '2026-03-11'],
    [{ state: 'AWAITING_APPROVAL' }, '2026-03-09'],
    [{ state: 'IN_PRODUCTION' }, '2026-03-05'],
    [{ state: 'PRODUCED' }, '2026-03-05'],
    [{ state: 'IN_TRANSIT' }, '2026-03-04'],
  ])('%o: %s', (changes, day) => {
    expect(told(changes)).toEqual({ on: day, cause: null })
  })

  test('is what is left of a part that has begun, and a day at least where it should be over', () => {
    expect(told({}, { today: on('2026-03-03') }).on).toBe('2026-03-11')
    expect(told({}, { today: on('2026-03-06') })).toEqual({ on: '2026-03-16', cause: 'REVIEW_LATE' })
    expect(told({ state: 'IN_TRANSIT' }, { today: on('2026-03-12') })).toEqual({
      on: '2026-03-13',
      cause: 'TRANSIT_LATE',
    })
  })

  test('waits for the floor where the floor is what takes longest', () => {
    expect(told({}, { madeOn: on('2026-03-20') })).toEqual({ on: '2026-03-25', cause: 'PRODUCTION_QUEUE' })
    expect(told({ state: 'IN_PRODUCTION' }, { madeOn: on('2026-03-20') })).toEqual({
      on: '2026-03-25',
      cause: 'PRODUCTION_QUEUE',
    })
    expect(told({ state: 'IN_PRODUCTION', remaking: true }, { madeOn: on('2026-03-20') }).cause).toBe(
      'REMAKE',
    )
    expect(told({ state: 'ADJUDICATION', deadlineOn: monday }).cause).toBe('DUPLICATE_CHECK')
  })

  test('goes around Tết', () => {
    // The last working day before the holidays of 16 to 20 February 2026.
    const friday = on('2026-02-13')
    expect(told({ state: 'IN_TRANSIT', since: friday }, { today: friday }).on).toBe('2026-02-24')
  })

  test('is not told without blanks, nor while the file lies returned', () => {
    expect(told({}, { madeOn: null })).toEqual({ on: null, cause: 'NO_BLANKS' })
    expect(told({ state: 'PRODUCED' }, { madeOn: null }).on).toBe('2026-03-05')
    expect(told({ state: 'RETURNED' })).toEqual({ on: null, cause: 'RETURNED' })
  })
})

describe('a promise', () => {
  const next = (before: string | null, expected: string | null) =>
    nextPromise(before === null ? null : on(before), {
      on: expected === null ? null : on(expected),
      cause: null,
    })

  test('moves later at once, and earlier only where it is worth telling', () => {
    expect(next('2026-03-11', '2026-03-12')).toBe('2026-03-12')
    expect(next('2026-03-11', '2026-03-10')).toBe('2026-03-11')
    expect(next('2026-03-11', '2026-03-09')).toBe('2026-03-09')
    expect(next('2026-03-11', null)).toBeNull()
    expect(next(null, '2026-03-12')).toBe('2026-03-12')
  })
})

test('every cause says in both languages what happened and what to do', () => {
  for (const { vi, en } of Object.values(promiseCauses)) {
    // What happened, and what to do: two sentences, or two halves of one.
    for (const text of [vi, en]) expect(text.split(/[.;,] /).length).toBeGreaterThan(1)
  }
})
