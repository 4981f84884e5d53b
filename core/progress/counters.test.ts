import { describe, expect, test } from 'vitest'
import { collectionFormLifecycle } from '../lifecycle/collection-form.ts'
import {
  addCounts,
  countersOf,
  countsOfReport,
  noCounts,
  statesCounted,
  type TallyState,
} from './counters.ts'

describe('counters', () => {
  test('every state of a form counts as issued, so that no form is lost', () => {
    const states = [...Object.keys(collectionFormLifecycle.table), 'HANDED_OUT']
    expect(new Set(statesCounted('issued'))).toEqual(new Set(states))
  })

  test('a step forward never takes a form out of a counter, but for sending back and voiding', () => {
    for (const [from, events] of Object.entries(collectionFormLifecycle.table)) {
      for (const [event, to] of Object.entries(events as Record<string, TallyState>)) {
        if (event === 'sendBack' || event === 'void' || from === 'SENT_BACK') continue
        expect(countersOf[to]).toEqual(expect.arrayContaining([...countersOf[from as TallyState]]))
      }
    }
  })

  test('a form sent back is neither returned nor checked', () => {
    expect(countersOf.SENT_BACK).toEqual(['issued', 'handedOut', 'sentBack'])
  })

  test('a report fills what it does not name from the later step', () => {
    const report = { issued: 100, returned: 90, checked: 95, scanned: 70, loaded: 50 }
    const expected = { ...noCounts, ...report, handedOut: 95, sent: 70, entered: 50 }
    expect(countsOfReport(report)).toEqual(expected)
    expect(addCounts(countsOfReport(report), countsOfReport(report)).returned).toBe(180)
  })
})
