import { describe, expect, test } from 'vitest'
import { answered, type FieldEntry, fieldEntrySchema, isForgettable, retried, waitingOf } from './outbox.ts'

const id = '0197a2c0-0000-7000-8000-000000000001'
const entry = (changes: Partial<FieldEntry> = {}): FieldEntry =>
  fieldEntrySchema.parse({
    id,
    visitId: id,
    kind: 'VISIT',
    title: 'NGUYỄN VĂN MẪU',
    state: 'WAITING',
    madeAt: 1000,
    settledAt: null,
    refusal: null,
    report: { clientId: id, residentId: id, outcome: 'MET', visitedAt: '2026-03-02T09:00:00+07:00' },
    ...changes,
  })
const refusal = { code: 'NOT_FOUND', vi: 'Không tìm thấy.', en: 'Not found.' }

describe('an entry', () => {
  test('that the server stored is sent', () => {
    const sent = answered(entry(), { clientId: id, refusal: null }, 2000)
    expect(sent).toMatchObject({ state: 'SENT', settledAt: 2000, refusal: null })
  })

  test('that the server refused stays with its reason, and waits again once somebody retries it', () => {
    const refused = answered(entry(), { clientId: id, refusal }, 2000)
    expect(refused).toMatchObject({ state: 'REFUSED', refusal })
    expect(retried(refused)).toMatchObject({ state: 'WAITING', refusal: null, settledAt: null })
  })

  test('that is sent is moved by nothing any more', () => {
    const sent = entry({ state: 'SENT', settledAt: 1 })
    expect(answered(sent, { clientId: id, refusal }, 2)).toBe(sent)
    expect(retried(sent)).toBe(sent)
  })

  test('is forgotten days after it was sent, and never before', () => {
    const day = 86_400_000
    expect(isForgettable(entry({ state: 'SENT', settledAt: 0 }), 3 * day)).toBe(false)
    expect(isForgettable(entry({ state: 'SENT', settledAt: 0 }), 3 * day + 1)).toBe(true)
    expect(isForgettable(entry({ state: 'REFUSED', settledAt: 0 }), 900 * day)).toBe(false)
    expect(isForgettable(entry(), 900 * day)).toBe(false)
  })
})

test('what waits is sent in the order in which it was written down', () => {
  const entries = [entry({ madeAt: 3 }), entry({ madeAt: 1 }), entry({ madeAt: 2, state: 'SENT' })]
  expect(waitingOf(entries, 'VISIT').map(({ madeAt }) => madeAt)).toEqual([1, 3])
  expect(waitingOf(entries, 'FORM')).toEqual([])
})
