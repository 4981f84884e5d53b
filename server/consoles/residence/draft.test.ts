import { expect, test } from 'vitest'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { declarationOf, emptyDraft } from './draft.ts'

const from = parseCalendarDate('2026-03-01')
const unit = { code: '00002', path: 'Phường Mẫu' }

test('an address needs its unit and its words', () => {
  expect(declarationOf({ ...emptyDraft, unit }, from)).toBeNull()
  expect(declarationOf({ ...emptyDraft, text: 'Số 5' }, from)).toBeNull()
  expect(declarationOf({ ...emptyDraft, unit, text: ' Số  5 ' }, from)).toEqual({
    ADDRESS: { addressKind: 'TEMPORARY', unitCode: '00002', text: 'Số 5', from },
  })
})

test('an absence needs its reason, a return has none', () => {
  expect(declarationOf({ ...emptyDraft, kind: 'DECLARED_ABSENT' }, from)).toBeNull()
  expect(declarationOf({ ...emptyDraft, kind: 'DECLARED_ABSENT', reason: 'ABROAD' }, from)).toEqual({
    STATUS: { status: 'DECLARED_ABSENT', reason: 'ABROAD', from },
  })
  expect(declarationOf({ ...emptyDraft, kind: 'RETURN' }, from)).toEqual({
    STATUS: { status: 'PERMANENT', reason: null, from },
  })
})

test('the end of a temporary residence needs its day alone', () => {
  expect(declarationOf({ ...emptyDraft, kind: 'TEMPORARY_END' }, from)).toEqual({
    ADDRESS_END: { addressKind: 'TEMPORARY', from },
  })
})
