import { expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { byRound, type FieldVisit, fieldVisitSchema, isDueNow } from './field-visit.ts'

const today = parseCalendarDate('2026-03-04')
let made = 0
const visit = (changes: Partial<Record<keyof FieldVisit, unknown>>): FieldVisit =>
  fieldVisitSchema.parse({
    id: `0197a2c0-0000-7000-8000-00000000000${made++}`,
    unitCode: '01',
    hamlet: null,
    purpose: 'ABSENT',
    formSerial: null,
    dueOn: null,
    residentId: '0197a2c0-0000-7000-8000-000000000000',
    name: 'NGUYỄN VĂN MẪU',
    birthDate: '1950',
    sex: 'MALE',
    addresses: [],
    visits: 0,
    lastOutcome: null,
    lastVisitedAt: null,
    nextAttempt: null,
    ...changes,
  })

test('a round begins with what is due, the earliest deadline first, and ends with what is proposed for later', () => {
  const later = visit({ nextAttempt: { on: '2026-03-05', part: 'EVENING' }, dueOn: '2026-03-01' })
  const soon = visit({ nextAttempt: { on: '2026-03-05', part: 'MORNING' } })
  const open = visit({ hamlet: 'Ấp Hai' })
  const near = visit({ hamlet: 'Ấp Một', nextAttempt: { on: '2026-03-04', part: 'EVENING' } })
  const overdue = visit({ dueOn: '2026-03-01' })
  const sorted = [later, open, soon, near, overdue].toSorted(byRound(today))
  expect(sorted).toEqual([overdue, open, near, soon, later])
  expect(sorted.map((one) => isDueNow(one, today))).toEqual([true, true, true, false, false])
})
