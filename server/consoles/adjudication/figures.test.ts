import { describe, expect, test } from 'vitest'
import { monthRows, officerRows, spokenTime } from './figures.ts'

const months = [
  { month: '2026-03', judged: 4, compared: 3, agreed: 3, overturned: 0, medianSeconds: 90 },
  { month: '2025-12', judged: 2, compared: 2, agreed: 1, overturned: 1, medianSeconds: null },
]
const officer = (officerName: string, judged: number) => ({
  officerId: officerName,
  officerName,
  judged,
  first: judged,
  second: 0,
  third: 0,
  compared: 5,
  agreed: 4,
  agreementPermille: 800,
  overturned: 1,
  medianSeconds: 90,
  months,
})

describe('figures of adjudicators', () => {
  test('bars add up to all judgements, the busiest first', () => {
    expect(officerRows([officer('A', 6), officer('B', 9)])).toEqual([
      { label: 'B', values: [4, 1, 4] },
      { label: 'A', values: [4, 1, 1] },
    ])
  })

  test('months follow the calendar', () => {
    expect(monthRows(officer('A', 6))).toEqual([
      { label: '12/2025', values: [1, 1, 0] },
      { label: '03/2026', values: [3, 0, 1] },
    ])
  })

  test.each([
    [0, '0 giây'],
    [59, '59 giây'],
    [61, '1 phút'],
    [3570, '1 giờ'],
    [5400, '1 giờ 30 phút'],
  ])('%i seconds are %s', (seconds, text) => {
    expect(spokenTime(seconds).vi).toBe(text)
  })
})
