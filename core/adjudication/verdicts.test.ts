import { describe, expect, test } from 'vitest'
import {
  agrees,
  outcomeOf,
  type Finding,
  mayDecide,
  readFinding,
  type Verdict,
  verdictNames,
  verdictRule,
} from './verdicts.ts'

const finding = (verdict: Verdict, changes: Partial<Finding> = {}): Finding => ({
  verdict,
  candidateId: verdictRule(verdict).candidate === 'MUST' ? 'b' : null,
  keptNumber: verdict === 'MERGED' ? '001190000001' : null,
  recapture: verdict === 'RECAPTURE' ? [2] : [],
  ...changes,
})
const reason = 'Vân tay khác nhau rõ rệt'

describe('a verdict', () => {
  test.each(verdictNames)('%s with all that belongs to it is read', (verdict) => {
    expect(readFinding(finding(verdict), `  ${reason} `)).toEqual({ finding: finding(verdict), reason })
  })

  test.each([
    ['same person without saying who', finding('SAME_PERSON', { candidateId: null }), 'CANDIDATE'],
    ['different persons with one named', finding('DISTINCT', { candidateId: 'b' }), 'CANDIDATE'],
    ['a merge without the number that stays', finding('MERGED', { keptNumber: null }), 'KEPT_NUMBER'],
    ['a number kept without a merge', finding('DISTINCT', { keptNumber: '001190000001' }), 'KEPT_NUMBER'],
    ['nothing to capture again', finding('RECAPTURE', { recapture: [] }), 'RECAPTURE'],
    ['an eleventh finger', finding('RECAPTURE', { recapture: [11] }), 'RECAPTURE'],
    ['half a finger', finding('RECAPTURE', { recapture: [1.5] }), 'RECAPTURE'],
    ['fingers with another verdict', finding('FRAUD', { recapture: [1] }), 'RECAPTURE'],
  ] as const)('is refused: %s', (_, chosen, part) => {
    expect(() => readFinding(chosen, reason)).toThrow(expect.objectContaining({ facts: { part } }))
  })

  test.each(['', '  ngắn quá ', 'x'.repeat(2001)])('is refused without a reason of some words', (text) => {
    expect(() => readFinding(finding('DISTINCT'), text)).toThrow(
      expect.objectContaining({ facts: { part: 'REASON' } }),
    )
  })

  test('names each finger once, in order', () => {
    const read = readFinding(finding('RECAPTURE', { recapture: [7, 0, 7, 2] }), reason)
    expect(read.finding.recapture).toEqual([0, 2, 7])
  })
})

describe('two judges agree', () => {
  test('by verdict, and by person and number where the verdict names them', () => {
    expect(agrees(finding('DISTINCT'), finding('DISTINCT'))).toBe(true)
    expect(agrees(finding('DISTINCT'), finding('RECAPTURE'))).toBe(false)
    expect(agrees(finding('MERGED'), finding('MERGED'))).toBe(true)
    expect(agrees(finding('MERGED'), finding('MERGED', { keptNumber: '001190000002' }))).toBe(false)
    expect(agrees(finding('SAME_PERSON'), finding('SAME_PERSON', { candidateId: 'c' }))).toBe(false)
  })

  test('though they would have other fingers captured, or suspect another candidate of fraud', () => {
    expect(agrees(finding('RECAPTURE'), finding('RECAPTURE', { recapture: [5] }))).toBe(true)
    expect(agrees(finding('FRAUD'), finding('FRAUD', { candidateId: 'b' }))).toBe(true)
  })
})

test('a third officer takes a side, or has the person captured again', () => {
  const given = [finding('DISTINCT'), finding('SAME_PERSON')]
  expect(mayDecide(finding('DISTINCT'), given)).toBe(true)
  expect(mayDecide(finding('SAME_PERSON'), given)).toBe(true)
  expect(mayDecide(finding('SAME_PERSON', { candidateId: 'c' }), given)).toBe(false)
  expect(mayDecide(finding('FRAUD'), given)).toBe(false)
  expect(mayDecide(finding('RECAPTURE'), given)).toBe(true)
})

test('where the applicant’s own record is in doubt, the same person goes on and a different one is an impostor', () => {
  const [doubt, named, no] = [
    { named: false, present: true },
    { named: true, present: true },
    { named: false, present: false },
  ]
  expect(outcomeOf('SAME_PERSON', named).event).toBe('confirmed')
  expect(outcomeOf('SAME_PERSON', doubt).event).toBe('samePerson')
  expect(outcomeOf('SAME_PERSON', no).event).toBe('samePerson')
  expect(outcomeOf('DISTINCT', doubt).event).toBe('impostor')
  expect(outcomeOf('DISTINCT', no).event).toBe('distinct')
})
