import { describe, expect, test } from 'vitest'
import { readFinding, verdictNames } from '../../../core/adjudication/verdicts.ts'
import { emptyDraft, judgementOf, lacking } from './judgement-draft.ts'

const full = {
  verdict: null,
  candidateId: 'candidate',
  keptNumber: '001190000017',
  recapture: [7, 0],
  reason: ' Vân tay không khớp. ',
} as const

describe('a judgement', () => {
  test.each([
    ['DISTINCT', ['reason']],
    ['SAME_PERSON', ['candidateId', 'reason']],
    ['MERGED', ['candidateId', 'keptNumber', 'reason']],
    ['RECAPTURE', ['recapture', 'reason']],
    ['FRAUD', ['reason']],
  ] as const)('%s cannot be sent without %s', (verdict, parts) => {
    expect(lacking({ ...emptyDraft, verdict })).toEqual(parts)
    expect(judgementOf({ ...emptyDraft, verdict })).toBeNull()
  })

  test.each(verdictNames)('%s is as the server takes it, whatever was chosen before', (verdict) => {
    const judgement = judgementOf({ ...full, verdict })
    expect(judgement && readFinding(judgement, judgement.reason)).toMatchObject({
      reason: 'Vân tay không khớp.',
    })
  })

  test('begins with its verdict', () => {
    expect(lacking(full)).toEqual(['verdict'])
    expect(judgementOf(full)).toBeNull()
  })

  test('blanks and a word are no reason', () => {
    expect(lacking({ ...full, verdict: 'DISTINCT', reason: `ok${' '.repeat(20)}` })).toEqual(['reason'])
  })

  test('names the fingers in their order', () => {
    expect(judgementOf({ ...full, verdict: 'RECAPTURE' })?.recapture).toEqual([0, 7])
  })
})
