import { expect, test } from 'vitest'
import { rowFault } from './row-faults.ts'
import { SurveyCounts } from './survey.ts'

test('a survey counts items, reasons with their first lines, signs and scores, and forgets the rows', () => {
  const counts = new SurveyCounts(['name', 'sex'])
  for (let line = 2; line <= 11; line++) {
    counts.add({ line, states: ['FILLED', 'EMPTY'], score: line * 9, faults: [], signs: [] })
  }
  const wrong = [
    rowFault('WRONG_ENCODING', 'name'),
    { field: 'sex', reason: 'ANSWER_MISSING', blocking: false },
  ]
  for (let line = 12; line <= 20; line++) {
    counts.add({ line, states: ['ILLEGAL', 'EMPTY'], score: 100, faults: wrong, signs: ['TCVN3', 'TCVN3'] })
  }
  counts.add({ line: 21, states: null, score: null, faults: [rowFault('COLUMN_COUNT')], signs: [] })
  const survey = counts.result({
    repeats: { keys: 1, numbers: 0, persons: 0 },
    encoding: 'UTF-8',
    unended: true,
  })
  expect(survey).toMatchObject({
    rows: 20,
    loadable: 10,
    broken: 1,
    items: { name: { FILLED: 10, ILLEGAL: 9, EMPTY: 0, UNKNOWN: 0 }, sex: { EMPTY: 19 } },
    signs: { TCVN3: 9 },
    scores: [0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 9],
    unended: true,
  })
  expect(survey.reasons).toContainEqual({
    field: 'name',
    reason: 'WRONG_ENCODING',
    blocking: true,
    rows: 9,
    lines: [12, 13, 14, 15, 16],
  })
})
