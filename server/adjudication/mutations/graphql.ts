import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { addCaseDocument } from '../add-case-document.ts'
import { CaseDetailType, DocumentKindType } from '../detail/graphql.ts'
import { giveBackDuplicateCase } from '../give-back-duplicate-case.ts'
import { CaseWaitType, VerdictType } from '../graphql.ts'
import { judgeDuplicateCase } from '../judge-duplicate-case.ts'
import { readDuplicateCase } from '../read-duplicate-case.ts'
import { takeDuplicateCase } from '../take-duplicate-case.ts'
import { waitDuplicateCase } from '../wait-duplicate-case.ts'

const version = { required: true, description: 'Of the case as the officer saw it.' } as const

builder.mutationField('takeDuplicateCase', (t) =>
  t.field({
    type: CaseDetailType,
    description: 'The officer holds the case alone, to judge it.',
    authScopes: { may: 'duplicate-case.judge' },
    errors: { types: [DomainError], union: { name: 'TakeDuplicateCaseResult' } },
    args: { id: t.arg.string({ required: true }), version: t.arg.int(version) },
    resolve: async (_root, args, { app, actor }) => {
      await takeDuplicateCase(app, actor, args)
      return readDuplicateCase(app, actor, args)
    },
  }),
)

builder.mutationField('giveBackDuplicateCase', (t) =>
  t.field({
    type: CaseDetailType,
    description: 'Back to the list unjudged: by who holds it, or by a supervisor.',
    authScopes: { may: 'duplicate-case.read' },
    errors: { types: [DomainError], union: { name: 'GiveBackDuplicateCaseResult' } },
    args: { id: t.arg.string({ required: true }), version: t.arg.int(version) },
    resolve: async (_root, args, { app, actor }) => {
      await giveBackDuplicateCase(app, actor, args)
      return readDuplicateCase(app, actor, args)
    },
  }),
)

builder.mutationField('waitDuplicateCase', (t) =>
  t.field({
    type: CaseDetailType,
    description: 'Lays a case that nobody has judged aside, for the person or a paper to come.',
    authScopes: { may: 'duplicate-case.judge' },
    errors: { types: [DomainError], union: { name: 'WaitDuplicateCaseResult' } },
    args: {
      id: t.arg.string({ required: true }),
      version: t.arg.int(version),
      reason: t.arg({ type: CaseWaitType, required: true }),
      until: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
    },
    resolve: async (_root, { until, ...args }, { app, actor }) => {
      await waitDuplicateCase(app, actor, { ...args, until: parseCalendarDate(until) })
      return readDuplicateCase(app, actor, args)
    },
  }),
)

builder.mutationField('judgeDuplicateCase', (t) =>
  t.field({
    type: CaseDetailType,
    description:
      'The verdict of the officer who holds the case: the first, the second without seeing the first, or the third that decides.',
    authScopes: { may: 'duplicate-case.judge' },
    errors: { types: [DomainError], union: { name: 'JudgeDuplicateCaseResult' } },
    args: {
      id: t.arg.string({ required: true }),
      version: t.arg.int(version),
      verdict: t.arg({ type: VerdictType, required: true }),
      candidateId: t.arg.string({ description: 'Of whom SAME_PERSON and MERGED speak; FRAUD may.' }),
      keptNumber: t.arg.string({ description: 'Of MERGED: the number that stays.' }),
      recapture: t.arg.intList({ description: 'Of RECAPTURE: finger positions, 0 for the portrait.' }),
      reason: t.arg.string({ required: true }),
    },
    resolve: async (_root, args, { app, actor }) => {
      const { candidateId, keptNumber, recapture } = args
      await judgeDuplicateCase(app, actor, {
        ...args,
        candidateId: candidateId ?? null,
        keptNumber: keptNumber ?? null,
        recapture: recapture ?? [],
      })
      return readDuplicateCase(app, actor, args)
    },
  }),
)

builder.mutationField('addCaseRecord', (t) =>
  t.field({
    type: CaseDetailType,
    description: 'A record without a file; files are sent to /adjudication/cases/{id}/documents.',
    authScopes: { may: 'duplicate-case.judge' },
    errors: { types: [DomainError], union: { name: 'AddCaseRecordResult' } },
    args: {
      id: t.arg.string({ required: true }),
      kind: t.arg({ type: DocumentKindType, required: true }),
      title: t.arg.string({ required: true }),
      note: t.arg.string(),
    },
    resolve: async (_root, { note, ...args }, { app, actor }) => {
      await addCaseDocument(app, actor, { ...args, note: note ?? null, bytes: null })
      return readDuplicateCase(app, actor, args)
    },
  }),
)
