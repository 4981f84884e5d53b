import { expect, test } from 'vitest'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { isRequestKind, requestReasonsOn } from './request-reasons.ts'

const on = (day: string) => requestReasonsOn(day as CalendarDate)
const codes = (day: string) => on(day).map(({ code }) => code)

test('the law of the day says which cases there are', () => {
  expect(codes('2024-06-30')).not.toContain('BOUNDARY_CHANGE')
  expect(codes('2024-07-01')).toContain('BOUNDARY_CHANGE')
  expect(codes('2024-06-30')).toContain('LOST')
})

test('on every day each case stands once, and a card’s with the article of that day’s law', () => {
  for (const day of ['2016-01-01', '2024-06-30', '2024-07-01', '2026-11-20']) {
    const reasons = on(day)
    expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length)
    const law = day < '2024-07-01' ? '59/2014/QH13' : '26/2023/QH15'
    const ofCards = reasons.filter(({ kind }) => isRequestKind(kind))
    expect(ofCards.length).toBeGreaterThan(9)
    expect(ofCards.every(({ article }) => article.includes(law))).toBe(true)
  }
})

test('a damaged card was exchanged under the law of 2014 and is reissued under that of 2023', () => {
  const kindOf = (day: string) => on(day).find(({ code }) => code === 'DAMAGED')?.kind
  expect([kindOf('2022-05-04'), kindOf('2024-07-01')]).toEqual(['EXCHANGE', 'REISSUE'])
})

test('old numbers are confirmed until nobody may ask for such a paper any more', () => {
  const confirmed = (day: string) =>
    on(day).flatMap(({ kind, code }) => (kind === 'CMND_CONFIRMATION' ? code : []))
  expect(confirmed('2022-05-04')).toEqual(['CMND9'])
  expect(confirmed('2026-03-14')).toEqual(['CMND9', 'CANCELLED_NUMBER'])
  expect(confirmed('2026-03-15')).toEqual([])
})
