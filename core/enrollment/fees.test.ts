import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type CalendarDate } from '../dates/calendar-date.ts'
import { type FeeCase, faultOf, feeFor, feeRuleText } from './fees.ts'

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

test('who erred pays: the office’s fault is free, the holder’s own an exchange, whatever was asked for', () => {
  expect(ruled({ kind: 'REISSUE', reason: 'LOST', fault: 'AUTHORITY' })).toMatchObject({
    decision: 'FREE',
    amount: 0,
  })
  expect(ruled({ kind: 'FIRST_ISSUE', reason: 'FIRST', fault: 'CITIZEN' })).toMatchObject({
    decision: 'DUE',
    amount: 50_000,
  })
  expect(ruled({ kind: 'REISSUE', reason: 'LOST', fault: 'CITIZEN' })).toMatchObject({ amount: 50_000 })
  expect([faultOf('CARD_ERROR'), faultOf('DECLARED_WRONG'), faultOf('LOST'), faultOf('toString')]).toEqual([
    'AUTHORITY',
    'CITIZEN',
    null,
    null,
  ])
})

test('a certificate of identity costs nothing, by whomever it was made wrong', () => {
  expect(ruled({ kind: 'IDENTITY_CERTIFICATE', reason: 'ON_REQUEST', fault: 'CITIZEN' })).toMatchObject({
    amount: 0,
  })
})

test('the ground of what is free cites the circular of its day', () => {
  const cited = (day: string) =>
    feeFor({ kind: 'FIRST_ISSUE', reason: 'FIRST', on: on(day), exemption: null }).text.vi
  expect(cited('2016-06-01')).toContain('170/2015/TT-BTC')
  expect(cited('2018-06-01')).toContain('256/2016/TT-BTC')
  expect(cited('2019-10-16')).toContain('59/2019/TT-BTC')
  expect(cited('2025-01-01')).toContain('73/2024/TT-BTC')
})

const anyCase = fc.record({
  kind: fc.constantFrom('FIRST_ISSUE', 'EXCHANGE', 'REISSUE', 'IDENTITY_CERTIFICATE'),
  reason: fc.constantFrom(
    'FIRST',
    'AGE',
    'ON_REQUEST',
    'FROM_CMND',
    'CARD_ERROR',
    'DECLARED_WRONG',
    'LOST',
    'toString',
  ),
  on: fc.integer({ min: 0, max: 6000 }).map((days) => addDays(on('2015-01-01'), days)),
  exemption: fc.constantFrom(null, 'POOR_HOUSEHOLD', 'WOUNDED', 'nobody'),
  fault: fc.constantFrom(null, 'CITIZEN', 'AUTHORITY'),
})

test('on every day every request has one ruling: whole đồng, due exactly when something is to be paid, and a text', () => {
  fc.assert(
    fc.property(anyCase, (given) => {
      const { decision, amount, rule, text } = feeFor(given)
      expect(Number.isInteger(amount) && amount >= 0 && amount <= 70_000).toBe(true)
      expect(decision === 'DUE').toBe(amount > 0)
      expect(text.vi.length * text.en.length).toBeGreaterThan(0)
      expect(decision === 'DUE' || feeRuleText(rule) !== null).toBe(true)
    }),
  )
})

test('the office’s fault never costs, the holder’s never saves, and an exemption never adds', () => {
  fc.assert(
    fc.property(anyCase, (given) => {
      const cost = (changes: Partial<FeeCase>) => feeFor({ ...given, ...changes }).amount
      expect(cost({ fault: 'AUTHORITY' })).toBe(0)
      // A card that was lost costs more than one that was declared wrong.
      const saves = cost({ fault: 'CITIZEN' }) < cost({ fault: null })
      expect(saves && given.kind !== 'REISSUE').toBe(false)
      expect(cost({ exemption: 'POOR_HOUSEHOLD' })).toBe(0)
    }),
  )
})
