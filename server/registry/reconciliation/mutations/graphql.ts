import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import { builder } from '../../../graphql/builder.ts'
import {
  confirmDecision,
  decisionRefusals,
  refuseDecision,
  type SettledConflict,
} from '../decide-conflict.ts'
import {
  ConflictDetailType,
  ConflictKindType,
  ConsultedSourceType,
  DecisionDocumentType,
  DecisionOutcomeType,
} from '../graphql.ts'
import { openConflict } from '../open-conflict.ts'
import { parkConflict, receiveDocument } from '../park-conflict.ts'
import { proposeDecision } from '../propose-decision.ts'
import { readConflict } from '../read-conflict.ts'
import { recordSource } from '../record-source.ts'

builder.mutationField('openConflict', (t) =>
  t.field({
    type: ConflictDetailType,
    description: 'An officer opens a case about a person of the unit.',
    authScopes: { may: 'conflict.propose' },
    errors: { types: [DomainError], union: { name: 'OpenConflictResult' } },
    args: {
      residentId: t.arg.string({ required: true }),
      kinds: t.arg({ type: [ConflictKindType], required: true }),
      dueOn: t.arg.string({ description: 'yyyy-MM-dd' }),
    },
    resolve: async (_root, { dueOn, ...args }, { app, actor }) => {
      const due = dueOn ? parseCalendarDate(dueOn) : null
      return readConflict(app, actor, { id: await openConflict(app, actor, { ...args, dueOn: due }) })
    },
  }),
)

const SourceValueInput = builder.inputType('SourceValueInput', {
  description: 'What a source says of a field: a value, nothing (null), or that it is not known.',
  fields: (t) => ({
    field: t.string(),
    value: t.string(),
    unknown: t.boolean(),
  }),
})

builder.mutationField('recordConflictSource', (t) =>
  t.field({
    type: ConflictDetailType,
    description:
      'What residence book, card archive (registrar) or civil-status register (justice officer) say.',
    authScopes: { may: 'conflict.testify' },
    errors: { types: [DomainError], union: { name: 'RecordConflictSourceResult' } },
    args: {
      id: t.arg.string({ required: true }),
      source: t.arg({ type: ConsultedSourceType, required: true }),
      values: t.arg({ type: [SourceValueInput], required: true }),
    },
    resolve: async (_root, { id, source, values }, { app, actor }) => {
      const read = values.map(({ field, value, unknown }) => ({
        field: field ?? '',
        value: value ?? null,
        unknown: unknown ?? false,
      }))
      await recordSource(app, actor, { id, source, values: read })
      return readConflict(app, actor, { id })
    },
  }),
)

builder.mutationField('parkConflict', (t) =>
  t.field({
    type: ConflictDetailType,
    description: 'The case waits for a document until a day.',
    authScopes: { may: 'conflict.propose' },
    errors: { types: [DomainError], union: { name: 'ParkConflictResult' } },
    args: {
      id: t.arg.string({ required: true }),
      dueOn: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
    },
    resolve: async (_root, { id, dueOn }, { app, actor }) => {
      await parkConflict(app, actor, { id, dueOn: parseCalendarDate(dueOn) })
      return readConflict(app, actor, { id })
    },
  }),
)

builder.mutationField('receiveConflictDocument', (t) =>
  t.field({
    type: ConflictDetailType,
    description: 'The document has come; the case is open again.',
    authScopes: { may: 'conflict.propose' },
    errors: { types: [DomainError], union: { name: 'ReceiveConflictDocumentResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (_root, { id }, { app, actor }) => {
      await receiveDocument(app, actor, { id })
      return readConflict(app, actor, { id })
    },
  }),
)

export const ChosenValueInput = builder.inputType('ChosenValueInput', {
  description: 'A value that is to stand; null makes it unknown where the law lets it be.',
  fields: (t) => ({ field: t.string(), value: t.string() }),
})

builder.mutationField('proposeDecision', (t) =>
  t.field({
    type: ConflictDetailType,
    description: 'Proposes how a case is decided, with its document. Another officer confirms.',
    authScopes: { may: 'conflict.propose' },
    errors: { types: [DomainError], union: { name: 'ProposeDecisionResult' } },
    args: {
      id: t.arg.string({ required: true }),
      outcome: t.arg({ type: DecisionOutcomeType, required: true }),
      residentId: t.arg.string({ description: 'the person of the case where left out' }),
      baseVersion: t.arg.int({ description: '`recordVersion` of the case, for SAME_PERSON' }),
      values: t.arg({ type: [ChosenValueInput] }),
      confirmsRecord: t.arg.boolean({ description: 'a provisional record becomes regular' }),
      documentKind: t.arg({ type: DecisionDocumentType, required: true }),
      documentNumber: t.arg.string({ required: true }),
      documentSha256: t.arg.string(),
    },
    resolve: async (_root, { values, ...args }, { app, actor }) => {
      await proposeDecision(app, actor, {
        ...args,
        residentId: args.residentId ?? null,
        baseVersion: args.baseVersion ?? null,
        fields: (values ?? []).map(({ field, value }) => ({ field: field ?? '', value: value ?? null })),
        confirmsRecord: args.confirmsRecord ?? false,
        documentSha256: args.documentSha256 ?? null,
      })
      return readConflict(app, actor, args)
    },
  }),
)

const Settled = builder.objectRef<SettledConflict>('SettledConflict').implement({
  fields: (t) => ({
    residentId: t.exposeString('residentId', { nullable: true }),
    changeId: t.exposeString('changeId', { nullable: true }),
    touchesNumber: t.exposeBoolean('touchesNumber', {
      description: 'The number must be looked at: reEstablishNumber.',
    }),
    formOutcome: t.exposeString('formOutcome', { nullable: true, description: 'LOADED or SENT_BACK' }),
  }),
})

builder.mutationField('confirmDecision', (t) =>
  t.field({
    type: Settled,
    description: 'Another officer than the maker decides: the record is corrected, the waiting form loaded.',
    authScopes: { may: 'conflict.decide' },
    errors: { types: [DomainError], union: { name: 'ConfirmDecisionResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => confirmDecision(app, actor, args),
  }),
)

const Refusal = builder.enumType('DecisionRefusal', { values: decisionRefusals })

builder.mutationField('refuseDecision', (t) =>
  t.field({
    type: ConflictDetailType,
    description: 'The checker does not agree: the case is open again.',
    authScopes: { may: 'conflict.decide' },
    errors: { types: [DomainError], union: { name: 'RefuseDecisionResult' } },
    args: { id: t.arg.string({ required: true }), reason: t.arg({ type: Refusal, required: true }) },
    resolve: async (_root, args, { app, actor }) => {
      await refuseDecision(app, actor, args)
      return readConflict(app, actor, args)
    },
  }),
)
