import { expect, test } from 'vitest'
import { chartTop, shownHours } from './hours.ts'

const day = (done: Readonly<Record<number, number>>) =>
  Array.from({ length: 24 }, (_, hour) => done[hour] ?? 0)

test('a quiet day shows the hours of work', () => {
  const bars = shownHours(day({}))
  expect([bars.at(0)?.hour, bars.at(-1)?.hour, bars.length]).toEqual([7, 16, 10])
  expect(chartTop(bars)).toBe(2)
})

test('work before and after is not left out, and there is no gap', () => {
  const bars = shownHours(day({ 6: 1, 9: 7, 19: 2 }))
  expect(bars.map(({ hour }) => hour)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
  expect(bars[3]).toEqual({ hour: 9, done: 7 })
  expect(chartTop(bars)).toBe(10)
})
