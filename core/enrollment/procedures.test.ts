import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { applicationKindNames } from './application-kinds.ts'
import { detailsFit, endsOf, procedures } from './procedures.ts'
import { requestReasonsOn } from './request-reasons.ts'
import { requestedItems } from './requested-items.ts'

const cases = requestReasonsOn(parseCalendarDate('2024-07-01'))

describe('form DC02 of Thông tư 17/2024', () => {
  test('has nine requests, which together are every kind of application', () => {
    expect(procedures.map(({ item }) => item)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(new Set(procedures.flatMap(({ kinds }) => kinds))).toEqual(new Set(applicationKindNames))
  })

  test.each(procedures)(
    '$item $code ends in one thing, by cases that the law of its first day has',
    (procedure) => {
      expect(endsOf(procedure).size).toBe(1)
      const { kinds, reason } = procedure
      const own = cases.filter(
        ({ kind, code }) => kinds.includes(kind) && (reason === null || code === reason),
      )
      expect(new Set(own.map(({ kind }) => kind))).toEqual(new Set(kinds))
    },
  )
})

test('a request says what its case needs, and nothing else', () => {
  const number = { about: 'NUMBER', number: '012345678' } as const
  expect(detailsFit('CMND9', number)).toBe(true)
  expect(detailsFit('CMND9', null)).toBe(false)
  expect(detailsFit('LOST', null)).toBe(true)
  expect(detailsFit('NPDB', number)).toBe(false)
})

test('what is asked for is told item by item', () => {
  const wanted = { religion: null, bloodType: 'AB' as const }
  expect(requestedItems({ about: 'FIELDS', wanted }).map(({ label, value }) => [label.vi, value])).toEqual([
    ['Tôn giáo', '(để trống)'],
    ['Nhóm máu', 'AB'],
  ])
  expect(requestedItems({ about: 'ADDITIONS', additions: ['HEALTH_INSURANCE'] })[0]?.value).toBe(
    'Thẻ bảo hiểm y tế',
  )
  expect(requestedItems(null)).toEqual([])
})
