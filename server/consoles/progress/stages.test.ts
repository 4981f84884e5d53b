import { expect, test } from 'vitest'
import { stageCounts } from './stages.ts'

const counts = {
  issued: 1000,
  handedOut: 900,
  checked: 800,
  returned: 700,
  sent: 600,
  scanned: 500,
  entered: 400,
  loaded: 300,
  void: 20,
  sentBack: 5,
}

test('every form is in one stage: together they are the forms issued', () => {
  expect(stageCounts(counts)).toEqual([300, 100, 100, 200, 280, 20])
  expect(stageCounts(counts).reduce((a, b) => a + b)).toBe(counts.issued)
})

test('a report that counts less of a step than of a later one shows no negative stage', () => {
  expect(stageCounts({ ...counts, issued: 0 })[4]).toBe(0)
})
