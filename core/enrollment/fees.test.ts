import { describe, expect, test } from 'vitest'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { type FeeCase, feeFor } from './fees.ts'

const on = (day: string) => day as CalendarDate
const ruled = (given: Partial<FeeCase>) => {
  const { text: _, ...decided } = feeFor({
    kind: 'EXCHANGE',
    reason: 'ON_REQUEST',
    on: on('2024-12-02'),
    exemption: null,
    ...given,
  })
  return decided
}

describe('what is due', () => {
  test.each([
    ['2019-11-01', 'EXCHANGE', 'FROM_CMND', 30_000, null],
    ['2019-11-01', 'EXCHANGE', 'ON_REQUEST', 50_000, null],
    ['2019-11-01', 'REISSUE', 'LOST', 70_000, null],
    ['2020-12-31', 'REISSUE', 'LOST', 70_000, null],
    ['2021-01-01', 'REISSUE', 'LOST', 35_000, 'HALF_TT_112_2020'],
    ['2021-06-30', 'EXCHANGE', 'FROM_CMND', 15_000, 'HALF_TT_112_2020'],
    ['2021-07-01', 'EXCHANGE', 'FROM_CMND', 30_000, null],
    ['2024-12-02', 'EXCHANGE', 'ON_REQUEST', 50_000, null],
    ['2025-07-01', 'EXCHANGE', 'ON_REQUEST', 25_000, 'HALF_TT_64_2025'],
    ['2026-12-31', 'REISSUE', 'DAMAGED', 35_000, 'HALF_TT_64_2025'],
    ['2027-01-01', 'REISSUE', 'DAMAGED', 70_000, null],
  ] as const)('on %s, %s for %s: %i đồng (%s)', (day, kind, reason, amount, rule) => {
    expect(ruled({ kind, reason, on: on(day) })).toEqual({ decision: 'DUE', amount, rule })
  })
})

test.each([
  ['FIRST_ISSUE', 'FIRST', 'FIRST'],
  ['EXCHANGE', 'AGE', 'AGE'],
  ['EXCHANGE', 'CARD_ERROR', 'CARD_ERROR'],
  ['EXCHANGE', 'BOUNDARY_CHANGE', 'BOUNDARY_CHANGE'],
] as const)('%s for %s is free for everybody', (kind, reason, rule) => {
  expect(ruled({ kind, reason })).toEqual({ decision: 'FREE', amount: 0, rule })
})

test('who misdeclared pays; who proves an exemption does not; an unknown exemption exempts nobody', () => {
  expect(ruled({ reason: 'DECLARED_WRONG' })).toMatchObject({ decision: 'DUE', amount: 50_000 })
  expect(ruled({ exemption: 'POOR_HOUSEHOLD' })).toEqual({
    decision: 'EXEMPT',
    amount: 0,
    rule: 'POOR_HOUSEHOLD',
  })
  expect(ruled({ exemption: 'FRIEND_OF_OFFICER' })).toMatchObject({ decision: 'DUE', amount: 50_000 })
})
