import { expect, test } from 'vitest'
import { readOpenings, writeOpenings } from './read-openings.ts'

test.each([
  ['', []],
  [
    '7:30-11:30, 13:30 – 17:00',
    [
      { weekday: 1, from: '07:30', to: '11:30' },
      { weekday: 1, from: '13:30', to: '17:00' },
    ],
  ],
  ['8-11', [{ weekday: 1, from: '08:00', to: '11:00' }]],
  ['sáng', null],
  ['11:30-7:30', null],
  ['7:30-11:30 chiều', null],
])('the hours %j of a weekday are read', (typed, openings) => {
  expect(readOpenings(1, typed)).toEqual(openings)
})

test('what was read is written as it can be read again', () => {
  const openings = readOpenings(6, '7:30-11:30') ?? []
  expect(writeOpenings(6, openings)).toBe('07:30-11:30')
  expect(writeOpenings(7, openings)).toBe('')
})
