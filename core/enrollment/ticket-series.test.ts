import { expect, test } from 'vitest'
import { seriesOf, ticketName } from './ticket-series.ts'

test('ninety-nine machines of a centre have ninety-nine series of capital letters', () => {
  const series = Array.from({ length: 99 }, (_, i) => seriesOf(i + 1))
  expect(new Set(series).size).toBe(99)
  expect(series.every((one) => /^[A-Z]{1,2}$/.test(one))).toBe(true)
  expect([series[0], series[25], series[26], series[98]]).toEqual(['A', 'Z', 'AA', 'CU'])
})

test('a number is called by its series', () => {
  expect(ticketName({ series: 'B', number: 3 })).toBe('B3')
  expect(ticketName({ series: '', number: 12 })).toBe('12')
})
