import { describe, expect, test } from 'vitest'
import { readStatusAnswer } from './application-status.ts'

const text = { vi: 'Mời bạn bổ sung', en: 'Please complete' }
const bodyOf = (applicationStatus: object) => ({ data: { applicationStatus } })

function statusFields(changes: object = {}) {
  return {
    __typename: 'ApplicationStatus',
    code: 'HN001-02-261121-0042-K',
    state: 'RETURNED',
    promisedOn: '2026-12-02',
    deadlineOn: null,
    steps: [{ step: 'RECEIVED', finishedOn: null, current: true }],
    advice: text,
    reasons: [text],
    late: null,
    ...changes,
  }
}

describe('the answer of the server', () => {
  test('is read with everything it says', () => {
    const { __typename, ...status } = statusFields()
    expect(readStatusAnswer(bodyOf(statusFields()))).toEqual({ kind: 'found', status })
  })

  test('says that nothing was found, or why it refuses', () => {
    expect(readStatusAnswer(bodyOf({ __typename: 'StatusNotFound', text }))).toEqual({
      kind: 'notFound',
      text,
    })
    const refusal = { __typename: 'DomainRefusal', code: 'TOO_MANY', text }
    expect(readStatusAnswer(bodyOf(refusal))).toEqual({ kind: 'refused', text })
  })

  test.each([
    ['errors without data', { errors: [{ message: 'x' }], data: null }],
    ['nothing', null],
    ['an unknown type', bodyOf({ __typename: 'Surprise' })],
    ['an unknown state', bodyOf(statusFields({ state: 'SCREENING' }))],
    ['an unknown step', bodyOf(statusFields({ steps: [{ step: 'X', finishedOn: null, current: true }] }))],
    ['a date that is no day', bodyOf(statusFields({ promisedOn: '2026-12' }))],
    ['a date off the calendar', bodyOf(statusFields({ deadlineOn: '2026-02-30' }))],
    ['half a text', bodyOf(statusFields({ advice: { vi: 'x' } }))],
  ])('is refused when it is %s', (_, body) => {
    expect(() => readStatusAnswer(body)).toThrow(Error)
  })
})
