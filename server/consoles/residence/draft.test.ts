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

test('a relative needs kind and name; a number that is given is whole', () => {
  const relative = { ...emptyDraft, kind: 'RELATIONSHIP', name: ' NGUYỄN  VĂN MẪU ' } as const
  expect(declarationOf(relative, from)).toBeNull()
  expect(declarationOf({ ...relative, relation: 'SPOUSE', number: '0010' }, from)).toBeNull()
  const given = { relation: 'SPOUSE', name: 'NGUYỄN VĂN MẪU', from } as const
  expect(declarationOf({ ...relative, relation: 'SPOUSE' }, from)).toEqual({
    RELATIONSHIP: { ...given, relatedNumber: null },
  })
  expect(declarationOf({ ...relative, relation: 'SPOUSE', number: '001 090 000 001' }, from)).toEqual({
    RELATIONSHIP: { ...given, relatedNumber: '001090000001' },
  })
})

test('a household is joined, left, headed or made, each with what it needs', () => {
  const join = { ...emptyDraft, kind: 'HOUSEHOLD_JOIN', householdId: 'h' } as const
  expect(declarationOf(join, from)).toBeNull()
  expect(declarationOf({ ...join, householdRelation: 'CHILD' }, from)).toEqual({
    HOUSEHOLD_JOIN: { householdId: 'h', relation: 'CHILD', from },
  })
  expect(declarationOf({ ...emptyDraft, kind: 'HOUSEHOLD_LEAVE' }, from)).toEqual({
    HOUSEHOLD_LEAVE: { from },
  })
  expect(declarationOf({ ...emptyDraft, kind: 'HOUSEHOLD_HEAD' }, from)).toBeNull()
  expect(declarationOf({ ...emptyDraft, kind: 'HOUSEHOLD_CREATE', unit, text: 'Số 5' }, from)).toEqual({
    HOUSEHOLD_CREATE: { unitCode: '00002', text: 'Số 5', from },
  })
  expect(declarationOf({ ...emptyDraft, kind: 'RELATIONSHIP_END' }, from)).toBeNull()
})
