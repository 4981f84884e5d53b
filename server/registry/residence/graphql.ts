import { DomainError } from '../../../core/errors.ts'
import {
  absenceReasons,
  addressKinds,
  declarationDiffSchema,
  type DeclarationKind,
  declarationRules,
  householdRelations,
  relationKinds,
  residenceEvidence,
  residenceStatuses,
} from '../../../core/residence/declarations.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import type { GraphqlContext } from '../../graphql/context.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { labelOfField } from '../residents/resident-history.ts'
import { approveDeclaration } from './approve-declaration.ts'
import { declareResidence } from './declare-residence.ts'
import { declarationRefusals, rejectDeclaration } from './reject-declaration.ts'
import { type ResidenceCounts, residenceCounts } from './residence-counts.ts'

const day = 'yyyy-MM-dd'

interface ChangedItem {
  readonly field: string
  readonly from: string | null
  readonly to: string | null
}

const Changed = builder.objectRef<ChangedItem>('DeclaredChange').implement({
  fields: (t) => ({
    field: t.exposeString('field'),
    label: t.field({ type: BilingualText, resolve: ({ field }) => labelOfField(field) }),
    from: t.exposeString('from', { nullable: true }),
    to: t.exposeString('to', { nullable: true }),
  }),
})

builder.prismaObject('ResidenceDeclaration', {
  description: 'What was declared about residence, relatives or household, from its maker to its checker.',
  fields: (t) => ({
    id: t.exposeString('id'),
    residentId: t.exposeString('residentId'),
    residentName: t.string({
      select: { resident: { select: { name: true } } },
      resolve: ({ resident }) => resident.name,
    }),
    baseVersion: t.exposeInt('baseVersion'),
    state: t.exposeString('status', { description: 'SUBMITTED, APPLIED, REJECTED' }),
    kind: t.exposeString('kind'),
    label: t.field({
      type: BilingualText,
      select: { kind: true },
      resolve: ({ kind }) => declarationRules[kind as DeclarationKind].label,
    }),
    law: t.string({
      select: { kind: true },
      resolve: ({ kind }) => declarationRules[kind as DeclarationKind].law,
    }),
    fields: t.field({
      type: [Changed],
      select: { diff: true },
      resolve: ({ diff }) =>
        Object.entries(declarationDiffSchema.parse(diff)).map(([field, change]) => ({ field, ...change })),
    }),
    origin: t.exposeString('origin', { description: 'OFFICER, VISIT, MOVEMENT' }),
    evidenceKind: t.exposeString('evidenceKind'),
    evidenceNumber: t.exposeString('evidenceNumber', { nullable: true }),
    unitCode: t.exposeString('unitCode'),
    reason: t.exposeString('reason', { nullable: true }),
    declaredAt: t.expose('declaredAt', { type: 'DateTime' }),
    mine: t.boolean({
      description: 'Declared by the signed-in officer, who may not decide it.',
      select: { makerId: true },
      resolve: ({ makerId }, _args, { actor }) => makerId === actor.id,
    }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true }),
  }),
})

const waiting = async ({ app, actor }: GraphqlContext) => {
  const units = await reachOf(app, actor, 'residence.decide')
  return { status: 'SUBMITTED', ...(units && { unitCode: { in: [...units] } }) }
}

builder.queryField('declarationsToDecide', (t) =>
  t.prismaConnection({
    type: 'ResidenceDeclaration',
    cursor: 'id',
    description: 'Declarations that wait for a decision in the officer’s units.',
    authScopes: { may: 'residence.decide' },
    maxSize: 50,
    defaultSize: 20,
    totalCount: async (_root, _args, context) =>
      context.app.db.residenceDeclaration.count({ where: await waiting(context) }),
    resolve: async (query, _root, _args, context) =>
      context.app.db.residenceDeclaration.findMany({
        ...query,
        where: await waiting(context),
        orderBy: { id: 'asc' },
      }),
  }),
)

const AddressKindType = builder.enumType('AddressKind', { values: addressKinds })
const StatusType = builder.enumType('ResidenceStatusCode', { values: residenceStatuses })
const ReasonType = builder.enumType('DeclaredAbsenceReason', { values: absenceReasons })
const RelationType = builder.enumType('RelationKind', { values: relationKinds })
const HouseholdRelationType = builder.enumType('HouseholdRelation', { values: householdRelations })
const EvidenceType = builder.enumType('ResidenceEvidence', { values: residenceEvidence })

const DeclarationInput = builder.inputType('ResidenceDeclarationInput', {
  description: 'Exactly one of its fields; `from` is the first day, yyyy-MM-dd, not in the future.',
  isOneOf: true,
  fields: (t) => ({
    ADDRESS: t.field({
      type: builder.inputType('DeclaredAddress', {
        fields: (f) => ({
          addressKind: f.field({ type: AddressKindType, required: true }),
          unitCode: f.string({ required: true }),
          text: f.string({ required: true, description: 'as it is to be printed' }),
          from: f.string({ required: true, description: day }),
        }),
      }),
    }),
    ADDRESS_END: t.field({
      type: builder.inputType('DeclaredAddressEnd', {
        fields: (f) => ({
          addressKind: f.field({
            type: AddressKindType,
            required: true,
            description: 'TEMPORARY or CURRENT',
          }),
          from: f.string({ required: true, description: 'the first day without it' }),
        }),
      }),
    }),
    STATUS: t.field({
      type: builder.inputType('DeclaredStatus', {
        fields: (f) => ({
          status: f.field({ type: StatusType, required: true }),
          reason: f.field({ type: ReasonType, description: 'of an absence; otherwise left out' }),
          from: f.string({ required: true }),
        }),
      }),
    }),
    RELATIONSHIP: t.field({
      type: builder.inputType('DeclaredRelationship', {
        fields: (f) => ({
          relation: f.field({ type: RelationType, required: true }),
          relatedNumber: f.string({ description: '12 digits, where the register has the person' }),
          name: f.string({ required: true }),
          from: f.string({ required: true }),
        }),
      }),
    }),
    RELATIONSHIP_END: t.field({
      type: builder.inputType('DeclaredRelationshipEnd', {
        fields: (f) => ({
          relationshipId: f.string({ required: true }),
          from: f.string({ required: true }),
        }),
      }),
    }),
    HOUSEHOLD_CREATE: t.field({
      type: builder.inputType('DeclaredHousehold', {
        fields: (f) => ({
          unitCode: f.string({ required: true }),
          text: f.string({ required: true, description: 'address of the household' }),
          from: f.string({ required: true }),
        }),
      }),
    }),
    HOUSEHOLD_JOIN: t.field({
      type: builder.inputType('DeclaredHouseholdJoin', {
        fields: (f) => ({
          householdId: f.string({ required: true }),
          relation: f.field({ type: HouseholdRelationType, required: true, description: 'to the head' }),
          from: f.string({ required: true }),
        }),
      }),
    }),
    HOUSEHOLD_LEAVE: t.field({
      type: builder.inputType('DeclaredHouseholdLeave', {
        fields: (f) => ({ from: f.string({ required: true }) }),
      }),
    }),
    HOUSEHOLD_HEAD: t.field({
      type: builder.inputType('DeclaredHouseholdHead', {
        fields: (f) => ({
          formerHead: f.field({
            type: HouseholdRelationType,
            required: true,
            description: 'what the former head is to the new one',
          }),
          from: f.string({ required: true }),
        }),
      }),
    }),
  }),
})

/** The one field that was given, as the declaration that its name says. */
function declarationOf(input: object): unknown {
  const [[kind, given] = ['', {}]] = Object.entries(input).filter(([, value]) => value) as [string, object][]
  const missing =
    kind === 'STATUS' ? { reason: null } : kind === 'RELATIONSHIP' ? { relatedNumber: null } : {}
  return { ...missing, ...given, kind }
}

builder.mutationField('declareResidence', (t) =>
  t.prismaField({
    type: 'ResidenceDeclaration',
    description: 'Applies at once (current abode, declared absence, return), or waits for another officer.',
    authScopes: { may: 'residence.declare' },
    errors: { types: [DomainError], union: { name: 'DeclareResidenceResult' } },
    args: {
      residentId: t.arg.string({ required: true }),
      baseVersion: t.arg.int({ required: true, description: 'the version that the officer looked at' }),
      declaration: t.arg({ type: DeclarationInput, required: true }),
      evidenceKind: t.arg({ type: EvidenceType, required: true }),
      evidenceNumber: t.arg.string(),
    },
    resolve: async (query, _root, { declaration, evidenceNumber, ...args }, { app, actor }) => {
      const given = { declaration: declarationOf(declaration), evidenceNumber: evidenceNumber ?? null }
      const id = await declareResidence(app, actor, { ...args, ...given })
      return app.db.residenceDeclaration.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('approveDeclaration', (t) =>
  t.prismaField({
    type: 'ResidenceDeclaration',
    description: 'Applies a declaration; never by its maker.',
    authScopes: { may: 'residence.decide' },
    errors: { types: [DomainError], union: { name: 'ApproveDeclarationResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await approveDeclaration(app, actor, { id })
      return app.db.residenceDeclaration.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const Refusal = builder.enumType('DeclarationRefusal', { values: declarationRefusals })

builder.mutationField('rejectDeclaration', (t) =>
  t.prismaField({
    type: 'ResidenceDeclaration',
    authScopes: { may: 'residence.decide' },
    errors: { types: [DomainError], union: { name: 'RejectDeclarationResult' } },
    args: { id: t.arg.string({ required: true }), reason: t.arg({ type: Refusal, required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await rejectDeclaration(app, actor, args)
      return app.db.residenceDeclaration.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

const Counts = builder.objectRef<ResidenceCounts>('ResidenceCounts').implement({
  fields: (t) => ({
    unitCode: t.exposeString('unitCode'),
    unitName: t.exposeString('unitName'),
    permanent: t.exposeInt('permanent'),
    temporary: t.exposeInt('temporary'),
    declaredAbsent: t.exposeInt('declaredAbsent'),
    absent: t.exposeInt('absent'),
    whereaboutsUnknown: t.exposeInt('whereaboutsUnknown'),
  }),
})

const CountsRollUp = builder
  .objectRef<Awaited<ReturnType<typeof residenceCounts>>>('ResidenceRollUp')
  .implement({
    fields: (t) => ({
      whole: t.expose('whole', { type: Counts }),
      parts: t.field({ type: [Counts], resolve: ({ parts }) => [...parts] }),
    }),
  })

builder.queryField('residenceCounts', (t) =>
  t.field({
    type: CountsRollUp,
    description: 'People registered in a unit and away from it, and the same for each unit right below.',
    authScopes: { may: 'progress.read' },
    args: { unitCode: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => residenceCounts(app, actor, args),
  }),
)
