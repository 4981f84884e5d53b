import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { returnedFor } from './returned-parts.ts'

const on = parseCalendarDate('2026-03-02')

describe('a returned file asks again for', () => {
  test('the fingers that were named, and nothing else', () => {
    expect(returnedFor({ reasons: ['FINGERS_UNCLEAR'], fingers: [1], on })).toEqual({
      parts: ['FINGERS'],
      fingers: [1],
      deadlineOn: '2026-04-01',
    })
  })
  test('all ten fingers where none was named', () => {
    expect(returnedFor({ reasons: ['TEMPLATE_UNREADABLE'], on }).fingers).toHaveLength(10)
  })
  test('details and papers where the register says otherwise; what was captured stays', () => {
    expect(returnedFor({ reasons: ['REGISTRY_MISMATCH'], on })).toMatchObject({
      parts: ['DETAILS', 'PAPERS'],
      fingers: [],
    })
  })
  test('both of two reasons', () => {
    const two = returnedFor({ reasons: ['PORTRAIT_UNSUITABLE', 'FINGERS_UNCLEAR'], fingers: [2, 7], on })
    expect(two).toMatchObject({ parts: ['FINGERS', 'FACE'], fingers: [2, 7] })
  })
  test('everything where the packet could not be read, or nobody gave a reason', () => {
    const everything = { parts: ['DETAILS', 'FINGERS', 'FACE', 'PAPERS'] }
    expect(returnedFor({ reasons: ['PACKET_UNREADABLE'], on })).toMatchObject(everything)
    expect(returnedFor({ reasons: [], on })).toMatchObject(everything)
  })
})
