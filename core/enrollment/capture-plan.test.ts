import { expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { CardNotIssuable } from '../dates/card-expiry.ts'
import { capturePlan } from './capture-plan.ts'

const lastOfOld = parseCalendarDate('2024-06-30')
const firstOfNew = parseCalendarDate('2024-07-01')
const adult = parseCalendarDate('1990-02-15')

const plan = (on: typeof lastOfOld, { birthDate = adult, slapScanner = false } = {}) =>
  capturePlan({ birthDate, on, kind: 'FIRST_ISSUE', slapScanner })
const ids = (...args: Parameters<typeof plan>) => plan(...args).map(({ id }) => id)
const fingers = Array.from({ length: 10 }, (_, i) => `finger-${i + 1}`)

test('marks, ten fingers from the right thumb to the left little finger, face, iris, signature', () => {
  expect(ids(firstOfNew)).toEqual(['marks', ...fingers, 'face', 'iris', 'signature'])
})

test('with a slap scanner right hand, left hand and thumbs come first', () => {
  expect(ids(firstOfNew, { slapScanner: true }).slice(0, 5)).toEqual([
    'marks',
    'slap-13',
    'slap-14',
    'slap-15',
    'finger-1',
  ])
})

test('the law before 01/07/2024 asked for no iris, and each step names its article', () => {
  expect(ids(lastOfOld)).not.toContain('iris')
  expect(plan(lastOfOld).every(({ article }) => article.startsWith('Thông tư'))).toBe(true)
  expect(plan(firstOfNew).every(({ article }) => article.includes('26/2023/QH15'))).toBe(true)
})

test('from six years on, and nothing below', () => {
  expect(ids(firstOfNew, { birthDate: parseCalendarDate('2018-07-01') })).toHaveLength(14)
  expect(ids(firstOfNew, { birthDate: parseCalendarDate('2018-07-02') })).toEqual([])
  expect(() => plan(lastOfOld, { birthDate: parseCalendarDate('2018-01-01') })).toThrow(CardNotIssuable)
})
