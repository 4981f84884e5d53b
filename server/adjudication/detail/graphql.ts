import { candidateGrounds, type CandidateGround } from '../../../core/adjudication/case-origins.ts'
import {
  caseDocumentKindNames,
  caseDocumentKinds,
  type CaseDocumentKind,
} from '../../../core/adjudication/case-terms.ts'
import {
  type ComparedPersonField,
  personDifferences,
  type PersonDifference,
  personFieldLabel,
} from '../../../core/adjudication/demographic-differences.ts'
import { type Verdict, verdictRule } from '../../../core/adjudication/verdicts.ts'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import type { CaseDocument, CaseJudgement } from '../../../prisma/client/client.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { readFingerScores, readScores } from '../candidate-scores.ts'
import { VerdictType } from '../graphql.ts'
import { officerName } from '../officer-name.ts'
import { type Of, ofCase, PersonType } from '../person/graphql.ts'
import { caseActs, readDuplicateCase, type SeenCandidate, type SeenCase } from '../read-duplicate-case.ts'
import type { VerdictChoice } from '../verdict-choices.ts'

const Act = builder.enumType('DuplicateCaseEvent', { values: caseActs })
export const DocumentKindType = builder.enumType('CaseDocumentKind', { values: caseDocumentKindNames })
const DifferenceType = builder.enumType('PersonDifference', {
  values: Object.keys(personDifferences) as PersonDifference[],
})

const DifferenceRow = builder.objectRef<ComparedPersonField>('DemographicDifference').implement({
  fields: (t) => ({
    field: t.exposeString('field'),
    label: t.field({ type: BilingualText, resolve: ({ field }) => personFieldLabel(field) }),
    applicant: t.string({ nullable: true, resolve: ({ applicant }) => applicant.value }),
    candidate: t.string({ nullable: true, resolve: ({ candidate }) => candidate.value }),
    difference: t.expose('difference', { type: DifferenceType }),
    differenceText: t.field({
      type: BilingualText,
      resolve: ({ difference }) => personDifferences[difference],
    }),
    contradicts: t.exposeBoolean('contradicts', {
      description: 'Both cannot be right of one person.',
    }),
  }),
})

const AbisScore = builder
  .objectRef<{ readonly abis: string | null; readonly score: number }>('CandidateScore')
  .implement({
    fields: (t) => ({
      abis: t.exposeString('abis', { nullable: true, description: 'Null: this system compared the two.' }),
      score: t.exposeFloat('score', { description: 'On the scale of that ABIS.' }),
    }),
  })

const FingerScore = builder
  .objectRef<{ readonly position: number; readonly score: number }>('CandidateFingerScore')
  .implement({
    fields: (t) => ({ position: t.exposeInt('position'), score: t.exposeFloat('score') }),
  })

const groundText = (ground: string): Bilingual =>
  Object.hasOwn(candidateGrounds, ground)
    ? candidateGrounds[ground as CandidateGround]
    : { vi: ground, en: ground }

const Candidate = builder.objectRef<Of<SeenCandidate>>('CaseCandidate').implement({
  description: 'Somebody whom the applicant may be.',
  fields: (t) => ({
    id: t.string({ resolve: ({ row }) => row.id }),
    residentId: t.string({ resolve: ({ row }) => row.residentId }),
    grounds: t.stringList({ resolve: ({ row }) => row.grounds }),
    groundTexts: t.field({ type: [BilingualText], resolve: ({ row }) => row.grounds.map(groundText) }),
    scores: t.field({ type: [AbisScore], resolve: ({ row }) => [...readScores(row.scores)] }),
    fingerScores: t.field({ type: [FingerScore], resolve: ({ row }) => [...readFingerScores(row.fingers)] }),
    own: t.exposeBoolean('own', {
      description: 'The applicant’s own record with an earlier file: the same person is the good answer.',
    }),
    person: t.field({ type: PersonType, resolve: ({ caseId, person }) => ({ ...person, caseId }) }),
    differences: t.field({ type: [DifferenceRow], resolve: ({ differences }) => [...differences] }),
    mergeable: t.exposeBoolean('mergeable', {
      description: 'Two numbers in force, and this officer has a say over both records.',
    }),
  }),
})

const Judgement = builder.objectRef<CaseJudgement>('CaseJudgement').implement({
  fields: (t) => ({
    round: t.exposeInt('round', { description: '1, 2, and 3 for the deciding one' }),
    officerName: t.string({
      nullable: true,
      resolve: ({ officerId }, _args, { app }) => officerName(app, officerId),
    }),
    mine: t.boolean({ resolve: ({ officerId }, _args, { actor }) => officerId === actor.id }),
    verdict: t.field({ type: VerdictType, resolve: ({ verdict }) => verdict as Verdict }),
    text: t.field({ type: BilingualText, resolve: ({ verdict }) => verdictRule(verdict as Verdict).text }),
    candidateId: t.exposeString('candidateId', { nullable: true }),
    keptNumber: t.exposeString('keptNumber', { nullable: true }),
    recapture: t.exposeIntList('recapture', { description: 'Finger positions, 0 for the portrait.' }),
    reason: t.exposeString('reason'),
    at: t.expose('at', { type: 'DateTime' }),
    seconds: t.exposeInt('seconds', { nullable: true, description: 'How long the case was held for it.' }),
  }),
})

const Document = builder.objectRef<CaseDocument>('CaseDocument').implement({
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.field({ type: DocumentKindType, resolve: ({ kind }) => kind as CaseDocumentKind }),
    kindText: t.field({
      type: BilingualText,
      resolve: ({ kind }) => caseDocumentKinds[kind as CaseDocumentKind],
    }),
    title: t.exposeString('title'),
    note: t.exposeString('note', { nullable: true }),
    officerName: t.string({
      nullable: true,
      resolve: ({ officerId }, _args, { app }) => officerName(app, officerId),
    }),
    at: t.expose('at', { type: 'DateTime' }),
    type: t.exposeString('contentType', { nullable: true }),
    path: t.string({
      nullable: true,
      description: 'GET it; null for a record that is its note alone.',
      resolve: ({ id, caseId, sha256 }) => (sha256 ? `/adjudication/cases/${caseId}/documents/${id}` : null),
    }),
  }),
})

const Choice = builder.objectRef<VerdictChoice>('VerdictChoice').implement({
  fields: (t) => ({
    verdict: t.expose('verdict', { type: VerdictType }),
    text: t.field({ type: BilingualText, resolve: ({ text }) => text }),
    consequence: t.field({ type: BilingualText, resolve: ({ consequence }) => consequence }),
    needsCandidate: t.exposeBoolean('needsCandidate'),
    needsKeptNumber: t.exposeBoolean('needsKeptNumber'),
    needsRecapture: t.exposeBoolean('needsRecapture'),
    possible: t.boolean({ resolve: ({ whyNot }) => whyNot === null }),
    whyNot: t.field({ type: BilingualText, nullable: true, resolve: ({ whyNot }) => whyNot }),
  }),
})

export const CaseDetailType = builder.objectRef<SeenCase>('DuplicateCaseDetail').implement({
  description: 'The screen of one case in one answer, as this officer may see it.',
  fields: (t) => ({
    case: t.prismaField({
      type: 'DuplicateCase',
      resolve: (query, { caseId }, _args, { app }) =>
        app.db.duplicateCase.findUniqueOrThrow({ ...query, where: { id: caseId } }),
    }),
    round: t.int({ nullable: true, resolve: ({ round }) => round }),
    mayNot: t.field({ type: BilingualText, nullable: true, resolve: ({ bar }) => bar }),
    possibleEvents: t.field({ type: [Act], resolve: ({ events }) => [...events] }),
    verdicts: t.field({ type: [Choice], resolve: ({ choices }) => [...choices] }),
    applicant: t.field({
      type: PersonType,
      resolve: ({ caseId, applicant }) => ({ ...applicant, caseId }),
    }),
    candidates: t.field({
      type: [Candidate],
      resolve: ({ caseId, candidates }) => ofCase(caseId, candidates),
    }),
    documents: t.field({ type: [Document], resolve: ({ documents }) => [...documents] }),
    judgements: t.field({ type: [Judgement], resolve: ({ judgements }) => judgements }),
    blind: t.exposeBoolean('blind', {
      description: 'A first verdict was given and is kept from this officer until they have given theirs.',
    }),
  }),
})

builder.queryField('duplicateCase', (t) =>
  t.field({
    type: CaseDetailType,
    description: 'One case with everything that its screen shows. Looking at it is kept in the audit.',
    authScopes: { may: 'duplicate-case.read' },
    errors: { types: [DomainError], union: { name: 'DuplicateCaseResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => readDuplicateCase(app, actor, args),
  }),
)
