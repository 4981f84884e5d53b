import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { addWorkingDays } from '../dates/working-days.ts'
import { applicationKindNames } from './application-kinds.ts'
import { deadlineRule, stageBudgetsOn, statutoryDeadline } from './deadlines.ts'

const day = parseCalendarDate

describe('statutory deadline', () => {
  test('seven working days under the 2023 law, wherever and whatever', () => {
    const receivedOn = day('2024-07-01')
    for (const kind of ['FIRST_ISSUE', 'EXCHANGE', 'REISSUE'] as const) {
      expect(statutoryDeadline({ receivedOn, kind })).toBe('2024-07-10')
      expect(statutoryDeadline({ receivedOn, kind, area: 'MOUNTAIN_BORDER_ISLAND' })).toBe('2024-07-10')
    }
  })

  test.each([
    ['FIRST_ISSUE', 'URBAN', 7],
    ['EXCHANGE', 'URBAN', 7],
    ['REISSUE', 'URBAN', 15],
    ['FIRST_ISSUE', 'MOUNTAIN_BORDER_ISLAND', 20],
    ['REISSUE', 'MOUNTAIN_BORDER_ISLAND', 20],
    ['EXCHANGE', 'OTHER', 15],
    ['REISSUE', 'OTHER', 15],
  ] as const)('the 2014 law gives %s in %s %i working days', (kind, area, days) => {
    const receivedOn = day('2023-06-01')
    expect(statutoryDeadline({ receivedOn, kind, area })).toBe(addWorkingDays(receivedOn, days))
  })

  test('the law of the day of receipt decides', () => {
    const receivedOn = day('2024-06-28')
    expect(statutoryDeadline({ receivedOn, kind: 'REISSUE' })).toBe('2024-07-19')
  })

  test('every kind has a day under both laws', () => {
    for (const kind of applicationKindNames) {
      for (const receivedOn of [day('2019-03-04'), day('2022-03-01'), day('2026-03-02')]) {
        expect(deadlineRule({ receivedOn, kind }).days).toBeGreaterThan(0)
      }
    }
  })

  test('an old number is confirmed within three working days (NĐ 70/2024, article 12.4)', () => {
    expect(statutoryDeadline({ receivedOn: day('2025-01-24'), kind: 'CMND_CONFIRMATION' })).toBe('2025-02-05')
  })
})

describe('budgets of the stages', () => {
  test.each(['2022-03-01', '2026-03-02'])('two, three and two days; seven together, on %s', (on) => {
    const { stages } = stageBudgetsOn(day(on))
    expect(stages.map(({ days }) => days)).toEqual([2, 3, 2])
  })

  test('a file that the centre itself received has four days there', () => {
    const { stages } = stageBudgetsOn(day('2022-03-01'), { byCentre: true })
    expect(stages.map(({ stage, days }) => [stage, days])).toEqual([
      ['CENTRE', 4],
      ['DELIVERY', 2],
    ])
  })
})
