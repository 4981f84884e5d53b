import { describe, expect, test } from 'vitest'
import type { OutboxState } from '../../core/lifecycle/outbox.ts'
import { filesOfDay, medianOf, reconciliationOf, sealedByHour, throughputOf } from './day-figures.ts'
import type { Counted } from './tally.ts'

const on = '2026-03-02'
const code = (sequence: number) => `HN001-07-260302-${String(sequence).padStart(4, '0')}-A`
const begun: Counted = { BEGUN: 1 }

function sumOf(
  files: readonly { readonly counted?: Counted; readonly draft?: true; readonly packet?: OutboxState }[],
) {
  const known = new Map(files.map((file, i) => [code(i), file]))
  const places = filesOfDay(on, new Map(files.map(({ counted = begun }, i) => [code(i), counted])), {
    hasDraft: (id) => known.get(id)?.draft ?? false,
    packet: (id) => known.get(id)?.packet ?? null,
  })
  return reconciliationOf(places, null)
}

describe('the sum of a day', () => {
  test('counts what was sent, waits and was given up; sealed drafts and receipts that are forgotten count once', () => {
    expect(
      sumOf([
        { packet: 'RECEIVED' },
        { packet: 'WAITING', draft: true },
        { packet: 'REFUSED', draft: true },
        { packet: 'EXPORTED' },
        { counted: { BEGUN: 1, SEALED: 2, SENT: 3 } },
        { counted: { BEGUN: 1, CANCELLED: 2 } },
      ]),
    ).toEqual({ captured: 6, sent: 2, waiting: 3, cancelled: 1, open: 0, difference: 0, closedAt: null })
  })
  test('a file that is still worked on is open, given up or not: the draft is right', () => {
    const open = sumOf([
      { draft: true },
      { draft: true, counted: { BEGUN: 1, CANCELLED: 2 } },
      { draft: true, packet: 'REOPENED' },
      { draft: true, packet: 'RECEIVED', counted: { BEGUN: 1, SENT: 2 } },
    ])
    expect(open).toMatchObject({ captured: 0, open: 4, difference: 0 })
  })
  test('a file that was begun and is nowhere is a difference', () => {
    expect(sumOf([{}, { packet: 'RECEIVED' }])).toMatchObject({ captured: 2, sent: 1, difference: 1 })
  })
  test('is of the files that were begun on that day', () => {
    const places = filesOfDay('2026-03-03', new Map([[code(1), begun]]), {
      hasDraft: () => true,
      packet: () => null,
    })
    expect(places.OPEN).toEqual([])
  })
})

describe('what a desk did', () => {
  const hour = 3_600_000
  const today = { from: 0, to: 24 * hour }
  const sealed = (from: number, to: number): Counted => ({ BEGUN: from, SEALED: to })

  test('by the hour in which files were sealed', () => {
    const hours = sealedByHour([sealed(0, 8 * hour), sealed(0, 8.9 * hour), sealed(0, 25 * hour)], today)
    expect([hours.length, hours[8], hours.reduce((sum, one) => sum + one)]).toEqual([24, 2, 2])
  })
  test('in minutes that half of the files took', () => {
    const files = [4, 6, 60].map((minutes) => sealed(hour, hour + minutes * 60_000))
    expect(throughputOf('Bàn 1', files, today)).toEqual({ desk: 'Bàn 1', done: 3, minutesPerFile: 6 })
    expect(throughputOf('Bàn 1', [], today)).toEqual({ desk: 'Bàn 1', done: 0, minutesPerFile: null })
    expect(medianOf([1, 2, 3, 10])).toBe(2.5)
  })
})
