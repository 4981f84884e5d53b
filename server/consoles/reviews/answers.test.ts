import { expect, test } from 'vitest'
import { answersOf, findingsOf, withFound, withMark } from './answers.ts'

const none = answersOf([], 1)

test('only errors are sent, with what the papers say where it was typed', () => {
  const marked = withMark(withMark(withMark(none, 'name', 'WRONG'), 'sex', 'RIGHT'), 'ethnicity', 'MISSING')
  expect(findingsOf(withFound(marked, 'name', ' NGUYỄN VĂN MẪU '))).toEqual([
    { field: 'name', kind: 'WRONG', found: 'NGUYỄN VĂN MẪU' },
    { field: 'ethnicity', kind: 'MISSING', found: null },
  ])
})

test('an item that turns out right forgets what was typed', () => {
  const wrong = withFound(withMark(none, 'name', 'WRONG'), 'name', 'A')
  expect(findingsOf(withMark(wrong, 'name', 'RIGHT'))).toEqual([])
  expect(findingsOf(withMark(withMark(wrong, 'name', 'RIGHT'), 'name', 'MISSING'))).toEqual([
    { field: 'name', kind: 'MISSING', found: null },
  ])
})

test('a form that is opened again shows the answers of its own round only', () => {
  const findings = [
    { round: 1, field: 'name', kind: 'WRONG' as const, found: 'A' },
    { round: 2, field: 'sex', kind: 'MISSING' as const, found: null },
  ]
  expect(findingsOf(answersOf(findings, 2))).toEqual([{ field: 'sex', kind: 'MISSING', found: null }])
})
