import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../core/dates/calendar-date.ts'
import { citizenSteps, type CitizenState } from '../../core/enrollment/citizen-steps.ts'
import type { ApplicationStatus } from './application-status.ts'
import { roadOf } from './road.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

/** A file of which the first `finished` steps are done, on the 1st, 2nd … of December. */
function fileIn(state: CitizenState, finished: number): ApplicationStatus {
  const steps = citizenSteps.map((step, i) => ({
    step,
    finishedOn: i < finished ? parseCalendarDate(`2026-12-0${i + 1}`) : null,
    current: i === finished,
  }))
  return {
    code: 'HN001-02-261121-0042-K',
    state,
    promisedOn: null,
    deadlineOn: null,
    steps,
    advice: { vi: '', en: '' },
    reasons: [],
    late: null,
  }
}

const placesOf = (state: CitizenState, finished: number) =>
  roadOf(fileIn(state, finished), vi).map(({ label, date, place }) => [label, date, place])

describe('the road of a file', () => {
  test('has five steps, the finished ones with their day', () => {
    expect(placesOf('IN_PRODUCTION', 2)).toEqual([
      ['Đã tiếp nhận', '01/12/2026', 'done'],
      ['Đã xét duyệt', '02/12/2026', 'done'],
      ['Đang sản xuất', null, 'current'],
      ['Chuyển về nơi trả', null, 'ahead'],
      ['Nhận thẻ', null, 'ahead'],
    ])
  })

  test('ends in the invitation while the card waits, and says that it waits for the citizen', () => {
    expect(placesOf('READY', 4).at(-1)).toEqual(['Mời nhận thẻ', null, 'attention'])
  })

  test('ends in the hand-over once the card was handed over', () => {
    expect(placesOf('ISSUED', 6)).toHaveLength(5)
    expect(placesOf('ISSUED', 6).at(-1)).toEqual(['Đã trả thẻ', '06/12/2026', 'done'])
  })

  test('of a returned file waits for the citizen at the first step', () => {
    expect(placesOf('RETURNED', 0)[0]).toEqual(['Đã tiếp nhận', null, 'attention'])
  })

  test.each(['REFUSED', 'WITHDRAWN', 'LAPSED', 'CLOSED'] as const)(
    'of a file that is %s shows what was done and that it ended',
    (state) => {
      expect(placesOf(state, 1)).toEqual([
        ['Đã tiếp nhận', '01/12/2026', 'done'],
        [vi.states[state].title, null, 'stopped'],
      ])
    },
  )

  test('of a file without a card ends well after what was done', () => {
    expect(placesOf('COMPLETED', 2).map(([, , place]) => place)).toEqual(['done', 'done', 'done'])
  })
})

test.each(Object.keys(vi.states) as CitizenState[])('%s has its own words in both languages', (state) => {
  expect(vi.states[state].title).not.toBe(en.states[state].title)
  expect('more' in vi.states[state]).toBe('more' in en.states[state])
})

test('both languages answer the same questions', () => {
  expect(en.help.items).toHaveLength(vi.help.items.length)
  expect(en.notFound.tips).toHaveLength(vi.notFound.tips.length)
})
