import { expect, test } from 'vitest'
import type { CalendarDate, PartialDate } from '../dates/calendar-date.ts'
import { type PaperCase, papersFor } from './papers.ts'

const today = '2026-11-20' as CalendarDate
const child = '2020-05-01' as PartialDate
const adult = '1990-05-01' as PartialDate

const file = (changes: Partial<PaperCase> = {}): PaperCase => ({
  kind: 'FIRST_ISSUE',
  reason: 'FIRST',
  representative: null,
  hasCollectionForm: false,
  claims: [],
  fee: null,
  surrendered: [],
  papers: [],
  person: { birthDate: adult, fatherName: null, motherName: null },
  registered: null,
  ...changes,
})
const required = (given: PaperCase) =>
  papersFor(given, today)
    .filter((need) => need.required)
    .map(({ type }) => type)

const father = { number: '001090000033', name: 'ĐẶNG VĂN MẪU', relation: 'FATHER' } as unknown as NonNullable<
  PaperCase['representative']
>
const ofChild = { person: { birthDate: child, fatherName: null, motherName: null }, representative: father }

test('a grown applicant known to the registry needs no paper, and may bring any', () => {
  expect(required(file())).toEqual([])
  expect(papersFor(file(), today).map(({ type }) => type)).toEqual(['OTHER'])
})

test('a representative is proven by the registry or by a paper; a guardian by a paper always', () => {
  const parents = { fatherName: 'Đặng Văn Mẫu', motherName: null }
  expect(required(file(ofChild))).toEqual(['REPRESENTATIVE_PROOF'])
  expect(required(file({ ...ofChild, registered: parents }))).toEqual([])
  const guardian = { ...father, relation: 'GUARDIAN' } as const
  expect(required(file({ ...ofChild, representative: guardian, registered: parents }))).toEqual([
    'REPRESENTATIVE_PROOF',
  ])
})

test.each([
  [{ hasCollectionForm: true }, 'COLLECTION_FORM'],
  [{ kind: 'EXCHANGE', reason: 'SEX' }, 'SEX_CERTIFICATE'],
  [{ kind: 'REISSUE', reason: 'NATIONALITY_REGAINED' }, 'NATIONALITY_DECISION'],
  [{ fee: { decision: 'EXEMPT', amount: 0, rule: 'POOR_HOUSEHOLD', paper: null } }, 'FEE_EXEMPTION'],
] as const)('%j asks for %s', (changes, paper) => {
  expect(required(file(changes))).toEqual([paper])
})

test('papers that are there are named, required ones first', () => {
  const paper = (id: string, type: string) => ({
    id,
    type,
    pages: [`paper-${id}-1.jpg`],
    source: 'FILE' as const,
    capturedAt: '2026-11-20T01:00:00Z',
  })
  const papers = [paper('a', 'OTHER'), paper('b', 'SEX_CERTIFICATE'), paper('c', 'OTHER')]
  const needs = papersFor(file({ kind: 'EXCHANGE', reason: 'SEX', papers }), today)
  expect(needs[0]).toMatchObject({ type: 'SEX_CERTIFICATE', papers: ['b'] })
  expect(needs.find(({ type }) => type === 'OTHER')?.papers).toEqual(['a', 'c'])
})
