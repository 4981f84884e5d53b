import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { collectedForms, firstDraft, forecast, planOf } from './plan-state.ts'

const draft = {
  ...firstDraft(parseCalendarDate('2026-03-02')),
  teamName: ' Đoàn số 1 ',
  round1: ['a'],
  round2: ['b'],
}

describe('a plan that is being written', () => {
  test('is handed in when the team has a name, both rounds have somebody and the days are in order', () => {
    expect(planOf(draft)?.team).toEqual({ name: 'Đoàn số 1', round1: ['a'], round2: ['b'] })
    expect(planOf({ ...draft, teamName: ' ' })).toBeNull()
    expect(planOf({ ...draft, round2: [] })).toBeNull()
    expect(planOf({ ...draft, to: parseCalendarDate('2026-03-01') })).toBeNull()
    expect(planOf({ ...draft, from: null })).toBeNull()
  })

  test('needs nobody for a second check that is not wanted', () => {
    expect(planOf({ ...draft, round2: [], design: { ...draft.design, recheckShare: 0 } })).not.toBeNull()
  })

  test('tells the sample: 203 forms for 95 % ± 3 % at 5 % errors, fewer of a small locality', () => {
    expect(forecast(draft.design, 1_000_000)).toEqual({ population: 1_000_000, sample: 203, rechecks: 21 })
    expect(forecast(draft.design, 100).sample).toBe(68)
    expect(forecast(draft.design, 0)).toEqual({ population: 0, sample: 0, rechecks: 0 })
  })

  test('draws from forms that are collected and not loaded; those of other software are not here', () => {
    expect(collectedForms({ returned: 500, loaded: 120 }, null)).toBe(380)
    expect(collectedForms({ returned: 500, loaded: 120 }, { returned: 200, loaded: 100 })).toBe(280)
  })
})
