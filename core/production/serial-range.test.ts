import { expect, test } from 'vitest'
import { IllegalSerialRange, parseSerialRange } from './serial-range.ts'

test('a range counts the digits at the end of its serials', () => {
  expect(parseSerialRange(' mau000000098 ', 'MAU000000102')).toEqual({
    first: 'MAU000000098',
    last: 'MAU000000102',
    count: 5,
    prefix: 'MAU',
    digits: 9,
    from: 98,
  })
  expect(parseSerialRange('A2-0007', 'A2-0007')).toMatchObject({ count: 1, prefix: 'A2-', digits: 4 })
})

test.each([
  ['MAU0010', 'MAU0009'],
  ['MAU0010', 'MAU00011'],
  ['MAU0010', 'MAV0011'],
  ['MAU', 'MAU'],
  ['', ''],
  ['MÂU1', 'MÂU2'],
  ["M'; DROP1", "M'; DROP2"],
  ['0'.repeat(40), '1'.repeat(40)],
])('%s to %s is no range', (first, last) => {
  expect(() => parseSerialRange(first, last)).toThrow(IllegalSerialRange)
})
