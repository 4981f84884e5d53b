import { DomainError } from '../../../../core/errors.ts'
import { fieldOf, isReconciledField } from '../../../../core/reconciliation/fields.ts'
import { builder } from '../../../graphql/builder.ts'
import { BilingualText } from '../../../graphql/errors.ts'
import { ConflictDetailType, DecisionDocumentType } from '../graphql.ts'
import { ChosenValueInput } from '../mutations/graphql.ts'
import { readConflict } from '../read-conflict.ts'
import { confirmProvisional } from './confirm-provisional.ts'
import { followUpProvisional } from './follow-up-provisional.ts'
import {
  type ProvisionalPage,
  type ProvisionalResident,
  provisionalResidents,
} from './provisional-worklist.ts'

const labelsOf = (fields: readonly string[]) =>
  fields.filter(isReconciledField).map((field) => fieldOf(field).label)

const Resident = builder.objectRef<ProvisionalResident>('ProvisionalResident').implement({
  description: 'Somebody whose papers are missing.',
  fields: (t) => ({
    id: t.exposeString('id'),
    version: t.exposeInt('version'),
    number: t.exposeString('number', { nullable: true }),
    name: t.exposeString('name'),
    birthDate: t.exposeString('birthDate', { description: 'yyyy, yyyy-MM or yyyy-MM-dd' }),
    age: t.exposeInt('age'),
    sex: t.exposeString('sex'),
    residence: t.exposeString('residence', { nullable: true }),
    unitCode: t.exposeString('unitCode', { nullable: true }),
    missing: t.stringList({
      description: 'Fields of which nobody has said anything.',
      resolve: ({ missing }) => [...missing],
    }),
    missingTexts: t.field({ type: [BilingualText], resolve: ({ missing }) => labelsOf(missing) }),
    unknown: t.stringList({
      description: 'Fields that were declared “không rõ”, and a birth date known in part.',
      resolve: ({ unknown }) => [...unknown],
    }),
    unknownTexts: t.field({ type: [BilingualText], resolve: ({ unknown }) => labelsOf(unknown) }),
    followedUpOn: t.exposeString('followedUpOn', { nullable: true, description: 'yyyy-MM-dd' }),
    conflictId: t.exposeString('conflictId', { nullable: true }),
  }),
})

const Page = builder.objectRef<ProvisionalPage>('ProvisionalPage').implement({
  fields: (t) => ({
    residents: t.field({ type: [Resident], resolve: ({ residents }) => [...residents] }),
    next: t.exposeString('next', { nullable: true, description: 'Pass as `after` for the next page.' }),
  }),
})

builder.queryField('provisionalResidents', (t) =>
  t.field({
    type: Page,
    description: 'Provisional records in the officer’s units, the oldest first, with what is missing.',
    authScopes: { may: 'resident.read' },
    errors: { types: [DomainError], union: { name: 'ProvisionalResidentsResult' } },
    args: {
      unitCode: t.arg.string(),
      first: t.arg.int({ description: 'at most 50' }),
      after: t.arg.string({ description: '`next` of the page before' }),
    },
    resolve: (_root, { unitCode, first, after }, { app, actor }) =>
      provisionalResidents(app, actor, {
        unitCode: unitCode ?? null,
        first: first ?? null,
        after: after ?? null,
      }),
  }),
)

const FollowedUp = builder
  .objectRef<Awaited<ReturnType<typeof followUpProvisional>>>('FollowedUpResident')
  .implement({
    fields: (t) => ({
      version: t.exposeInt('version'),
      changeId: t.exposeString('changeId', {
        nullable: true,
        description: 'a correction that waits for a checker',
      }),
    }),
  })

builder.mutationField('followUpProvisional', (t) =>
  t.field({
    type: FollowedUp,
    description: 'What came of looking for the papers: values found, and what is still not known.',
    authScopes: { may: 'resident.correct' },
    errors: { types: [DomainError], union: { name: 'FollowUpProvisionalResult' } },
    args: {
      residentId: t.arg.string({ required: true }),
      baseVersion: t.arg.int({ required: true }),
      found: t.arg({ type: [ChosenValueInput] }),
      stillUnknown: t.arg.stringList(),
    },
    resolve: (_root, { found, stillUnknown, ...args }, { app, actor }) =>
      followUpProvisional(app, actor, {
        ...args,
        found: (found ?? []).map(({ field, value }) => ({ field: field ?? '', value: value ?? null })),
        stillUnknown: stillUnknown ?? [],
      }),
  }),
)

builder.mutationField('confirmProvisional', (t) =>
  t.field({
    type: ConflictDetailType,
    description: 'Proposes, with the document, that a provisional record is regular; a checker confirms it.',
    authScopes: { may: 'conflict.propose' },
    errors: { types: [DomainError], union: { name: 'ConfirmProvisionalResult' } },
    args: {
      residentId: t.arg.string({ required: true }),
      baseVersion: t.arg.int({ required: true }),
      values: t.arg({ type: [ChosenValueInput] }),
      documentKind: t.arg({ type: DecisionDocumentType, required: true }),
      documentNumber: t.arg.string({ required: true }),
      documentSha256: t.arg.string(),
    },
    resolve: async (_root, { values, documentSha256, ...args }, { app, actor }) => {
      const fields = (values ?? []).map(({ field, value }) => ({ field: field ?? '', value: value ?? null }))
      const sha = documentSha256 ?? null
      const id = await confirmProvisional(app, actor, { ...args, fields, documentSha256: sha })
      return readConflict(app, actor, { id })
    },
  }),
)
