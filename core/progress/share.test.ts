import { expect, test } from 'vitest'
import { formatCount, formatShare, shareInTenths } from './share.ts'

test.each([
  // Conference at Trà Vinh, 09/09/2020
  [1_187_439, 1_226_109, '96,8 %'],
  [38_670, 1_226_109, '3,2 %'],
  [514_739, 558_040, '92,2 %'],
  // Half up, where binary fractions round the other way: 1,005 is a little less than that in a double.
  [2_010, 200_000, '1 %'],
  [1, 2_000, '0,1 %'],
  [49, 100_000, '0 %'],
  [201, 20_000, '1 %'],
  [2_023, 20_000, '10,1 %'],
  // More than was expected
  [107, 100, '107 %'],
  [100, 100, '100 %'],
])('%i of %i is %s', (part, whole, text) => {
  expect(formatShare(shareInTenths(part, whole) ?? -1)).toBe(text)
})

test('a share is the nearest tenth, half up, for every pair', () => {
  for (let whole = 1; whole < 130; whole++) {
    for (let part = 0; part <= whole; part++) {
      const tenths = shareInTenths(part, whole) ?? -1
      // tenths − ½ ≤ 1000·part/whole < tenths + ½, without a division
      expect(2 * tenths * whole - whole).toBeLessThanOrEqual(2000 * part)
      expect(2000 * part).toBeLessThan(2 * tenths * whole + whole)
    }
  }
})

test('of nothing there is no share', () => {
  expect(shareInTenths(3, 0)).toBeNull()
})

test('counts have points every three digits', () => {
  expect([0, 999, 1000, 82_764_700, 6_117_608].map(formatCount)).toEqual([
    '0',
    '999',
    '1.000',
    '82.764.700',
    '6.117.608',
  ])
})
