import {
  correctableFields,
  type CorrectableFieldName,
  correctionDiffSchema,
  correctionEvidence,
} from '../../core/citizen/correction.ts'
import type { FoundUnit as FoundUnitShape } from '../../core/citizen/search-units.ts'
import { DomainError } from '../../core/errors.ts'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import { builder } from '../graphql/builder.ts'
import { BilingualText } from '../graphql/errors.ts'
import { reachOf } from '../kernel/authorise.ts'
import { approveChange } from './approve-change.ts'
import { declareDeath } from './declare-death.ts'
import { retractDeath } from './retract-death.ts'
import { lookUpSubject, SubjectUnknown } from './look-up-subject.ts'
import { proposeChange } from './propose-change.ts'
import { reEstablishNumber } from './re-establish-number.ts'
import { numberGrounds } from './replace-number.ts'
import { changeRefusals, refuseChange } from './refuse-change.ts'
import { RegistryUnreachable } from './resident-registry.ts'
import { submitChange } from './submit-change.ts'
import { matches } from './resident-tiers.ts'
import {
  type FoundResident as FoundResidentShape,
  type ResidentPage as ResidentPageShape,
  searchResidents,
} from './search-residents.ts'
import { searchUnits } from './search-units.ts'

const Person = builder.objectRef<DeclaredPerson>('Person').implement({
  description: 'A person as the registry knows them and the card prints them.',
  fields: (t) => ({
    name: t.exposeString('name'),
    birthDate: t.exposeString('birthDate', { description: 'yyyy, yyyy-MM or yyyy-MM-dd' }),
    sex: t.exposeString('sex'),
    nationality: t.exposeString('nationality'),
    ethnicity: t.exposeString('ethnicity'),
    religion: t.exposeString('religion', { nullable: true }),
    birthRegistrationPlace: t.exposeString('birthRegistrationPlace'),
    placeOfOrigin: t.exposeString('placeOfOrigin'),
    residence: t.exposeString('residence'),
    residenceUnit: t.exposeString('residenceUnit'),
    birthProvince: t.exposeString('birthProvince'),
    legacyNumber: t.exposeString('legacyNumber', { nullable: true }),
    fatherName: t.exposeString('fatherName', { nullable: true }),
    motherName: t.exposeString('motherName', { nullable: true }),
  }),
})

const Subject = builder.objectRef<Awaited<ReturnType<typeof lookUpSubject>>>('EnrollmentSubject').implement({
  fields: (t) => ({
    number: t.exposeString('number'),
    version: t.exposeInt('version'),
    provisional: t.exposeBoolean('provisional'),
    pulledAt: t.exposeString('pulledAt', { description: 'ISO 8601' }),
    person: t.expose('person', { type: Person }),
  }),
})

for (const [refusal, name] of [
  [SubjectUnknown, 'SubjectUnknown'],
  [RegistryUnreachable, 'RegistryUnreachable'],
] as const) {
  builder.objectType(refusal, {
    name,
    fields: (t) => ({ text: t.field({ type: BilingualText, resolve: ({ text }) => text }) }),
  })
}

builder.queryField('enrollmentSubject', (t) =>
  t.field({
    type: Subject,
    description: 'The registry’s record of the applicant at the desk. Every look-up is kept in the audit.',
    authScopes: { may: 'subject.look-up' },
    errors: {
      types: [SubjectUnknown, RegistryUnreachable, DomainError],
      union: { name: 'EnrollmentSubjectResult' },
    },
    args: { number: t.arg.string({ required: true }), birthDate: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => lookUpSubject(app, actor, args),
  }),
)

const FieldChangeType = builder
  .objectRef<{ field: CorrectableFieldName; from: string | null; to: string | null }>('FieldChange')
  .implement({
    fields: (t) => ({
      field: t.exposeString('field'),
      label: t.field({ type: BilingualText, resolve: ({ field }) => correctableFields[field].label }),
      from: t.exposeString('from', { nullable: true }),
      to: t.exposeString('to', { nullable: true }),
    }),
  })

const evidenceKinds = builder.enumType('CorrectionEvidence', { values: correctionEvidence })

const CorrectionInput = builder.inputType('CorrectionInput', {
  description: 'The fields that are to change; a field left out stays, null makes it unknown.',
  fields: (t) =>
    Object.fromEntries(
      Object.entries(correctableFields).map(([field, { label }]) => [
        field,
        t.string({ description: label.vi }),
      ]),
    ) as Record<CorrectableFieldName, ReturnType<typeof t.string>>,
})

builder.prismaObject('ResidentChange', {
  description: 'A correction of a record, from its maker to its checker.',
  fields: (t) => ({
    id: t.exposeString('id'),
    residentId: t.exposeString('residentId'),
    baseVersion: t.exposeInt('baseVersion'),
    state: t.exposeString('status'),
    fields: t.field({
      type: [FieldChangeType],
      select: { diff: true },
      resolve: ({ diff }) =>
        Object.entries(correctionDiffSchema.parse(diff)).map(([field, change]) => ({
          field: field as CorrectableFieldName,
          ...change,
        })),
    }),
    evidenceKind: t.exposeString('evidenceKind'),
    evidenceNumber: t.exposeString('evidenceNumber', { nullable: true }),
    reason: t.exposeString('reason', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    appliedAt: t.expose('appliedAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.queryField('changesToDecide', (t) =>
  t.prismaConnection({
    type: 'ResidentChange',
    cursor: 'id',
    description: 'Corrections that wait for a checker in the officer’s units.',
    authScopes: { may: 'resident.approve-change' },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, _args, { app, actor }) => {
      const units = await reachOf(app, actor, 'resident.approve-change')
      const where = { status: 'SUBMITTED', ...(units && { unitCode: { in: [...units] } }) }
      return app.db.residentChange.findMany({ ...query, where, orderBy: { id: 'asc' } })
    },
  }),
)

builder.mutationField('proposeChange', (t) =>
  t.prismaField({
    type: 'ResidentChange',
    description: 'Drafts a correction against the version that the officer saw.',
    authScopes: { may: 'resident.correct' },
    errors: { types: [DomainError], union: { name: 'ProposeChangeResult' } },
    args: {
      residentId: t.arg.string({ required: true }),
      baseVersion: t.arg.int({ required: true }),
      wanted: t.arg({ type: CorrectionInput, required: true }),
      evidenceKind: t.arg({ type: evidenceKinds, required: true }),
      evidenceNumber: t.arg.string(),
    },
    resolve: async (query, _root, { evidenceNumber, ...args }, { app, actor }) => {
      const id = await proposeChange(app, actor, { ...args, evidenceNumber: evidenceNumber ?? null })
      return app.db.residentChange.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('submitChange', (t) =>
  t.prismaField({
    type: 'ResidentChange',
    authScopes: { may: 'resident.correct' },
    errors: { types: [DomainError], union: { name: 'SubmitChangeResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await submitChange(app, actor, { id })
      return app.db.residentChange.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('approveChange', (t) =>
  t.prismaField({
    type: 'ResidentChange',
    description: 'Applies a correction; never by its maker.',
    authScopes: { may: 'resident.approve-change' },
    errors: { types: [DomainError], union: { name: 'ApproveChangeResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await approveChange(app, actor, { id })
      return app.db.residentChange.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const RefuseEvent = builder.enumType('ChangeRefusalEvent', { values: ['reject', 'sendBack'] as const })
const RefuseReason = builder.enumType('ChangeRefusalReason', { values: changeRefusals })

builder.mutationField('refuseChange', (t) =>
  t.prismaField({
    type: 'ResidentChange',
    authScopes: { may: 'resident.approve-change' },
    errors: { types: [DomainError], union: { name: 'RefuseChangeResult' } },
    args: {
      id: t.arg.string({ required: true }),
      event: t.arg({ type: RefuseEvent, required: true }),
      reason: t.arg({ type: RefuseReason, required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      await refuseChange(app, actor, args)
      return app.db.residentChange.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

const NumberGround = builder.enumType('NumberGround', { values: numberGrounds })

const EstablishedNumber = builder.objectRef<{ number: string }>('EstablishedNumber').implement({
  fields: (t) => ({ number: t.exposeString('number') }),
})

builder.mutationField('reEstablishNumber', (t) =>
  t.field({
    type: EstablishedNumber,
    description: 'Hủy, xác lập lại số định danh: cancels the number in force and chains a new one to it.',
    authScopes: { may: 'resident.approve-change' },
    errors: { types: [DomainError], union: { name: 'ReEstablishNumberResult' } },
    args: {
      residentId: t.arg.string({ required: true }),
      baseVersion: t.arg.int({ required: true }),
      ground: t.arg({ type: NumberGround, required: true }),
    },
    resolve: async (_root, args, { app, actor }) => ({ number: await reEstablishNumber(app, actor, args) }),
  }),
)

const DeclaredDeath = builder.objectRef<{ residentId: string }>('DeclaredDeath').implement({
  fields: (t) => ({ residentId: t.exposeString('residentId') }),
})

builder.mutationField('declareDeath', (t) =>
  t.field({
    type: DeclaredDeath,
    description: 'Records a death; open files and cards are ended by law.',
    authScopes: { may: 'resident.declare-death' },
    errors: { types: [DomainError], union: { name: 'DeclareDeathResult' } },
    args: {
      residentId: t.arg.string({ required: true }),
      baseVersion: t.arg.int({ required: true }),
      on: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
    },
    resolve: async (_root, args, { app, actor }) => {
      await declareDeath(app, actor, args)
      return { residentId: args.residentId }
    },
  }),
)

builder.mutationField('retractDeath', (t) =>
  t.field({
    type: DeclaredDeath,
    description:
      'Takes back a death that was recorded by mistake. Cards stay ended until they are reinstated.',
    authScopes: { may: 'resident.retract-death' },
    errors: { types: [DomainError], union: { name: 'RetractDeathResult' } },
    args: {
      residentId: t.arg.string({ required: true }),
      baseVersion: t.arg.int({ required: true }),
      evidence: t.arg.string({ required: true, description: 'number of the paper, as 12/QĐ-UBND' }),
    },
    resolve: async (_root, args, { app, actor }) => {
      await retractDeath(app, actor, args)
      return { residentId: args.residentId }
    },
  }),
)

const ResidentMatch = builder.enumType('ResidentMatch', {
  description: 'How a found resident answers to what was typed, the nearest first.',
  values: matches,
})

const FoundResident = builder.objectRef<FoundResidentShape>('FoundResident').implement({
  fields: (t) => ({
    id: t.exposeString('id'),
    match: t.expose('match', { type: ResidentMatch }),
    number: t.exposeString('number', { nullable: true }),
    name: t.exposeString('name'),
    birthDate: t.exposeString('birthDate', { description: 'yyyy, yyyy-MM or yyyy-MM-dd' }),
    sex: t.exposeString('sex'),
    provisional: t.exposeBoolean('provisional'),
    deceased: t.exposeBoolean('deceased'),
    residence: t.exposeString('residence', { nullable: true }),
    unitCode: t.exposeString('unitCode', { nullable: true }),
    fatherName: t.exposeString('fatherName', { nullable: true }),
    motherName: t.exposeString('motherName', { nullable: true }),
  }),
})

const ResidentPage = builder.objectRef<ResidentPageShape>('ResidentPage').implement({
  fields: (t) => ({
    residents: t.expose('residents', { type: [FoundResident] }),
    next: t.exposeString('next', { nullable: true, description: 'Pass as `after` for the next page.' }),
  }),
})

builder.queryField('residents', (t) =>
  t.field({
    type: ResidentPage,
    description: 'Searches the register within the officer’s units. Every page is kept in the audit.',
    authScopes: { may: 'resident.search' },
    errors: { types: [DomainError], union: { name: 'ResidentsResult' } },
    args: {
      number: t.arg.string({ description: '12 digits, or 9 of an old CMND' }),
      name: t.arg.string({ description: 'with or without accents, in any order, up to one slip' }),
      birth: t.arg.string({ description: 'yyyy, yyyy-MM or yyyy-MM-dd' }),
      unitCode: t.arg.string({ description: 'unit of the permanent address, or one above it' }),
      fatherName: t.arg.string(),
      motherName: t.arg.string(),
      first: t.arg.int({ description: 'at most 50' }),
      after: t.arg.string({ description: '`next` of the page before' }),
    },
    resolve: (_root, args, { app, actor }) => searchResidents(app, actor, args),
  }),
)

const FoundUnit = builder.objectRef<FoundUnitShape>('FoundUnit').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    level: t.exposeInt('level', { description: '1 province, 2 district (until 30/06/2025), 3 commune' }),
    path: t.exposeString('path', { description: 'the unit and those above it, as printed' }),
  }),
})

const UnitList = builder.objectRef<{ units: readonly FoundUnitShape[] }>('UnitList').implement({
  fields: (t) => ({ units: t.expose('units', { type: [FoundUnit] }) }),
})

builder.queryField('units', (t) =>
  t.field({
    type: UnitList,
    description: 'Units that a typed text may mean on a day, the likeliest first, at most 50.',
    authScopes: { may: 'unit.search' },
    errors: { types: [DomainError], union: { name: 'UnitsResult' } },
    args: {
      text: t.arg.string({ required: true }),
      on: t.arg.string({ description: 'yyyy-MM-dd; today where left out' }),
    },
    resolve: async (_root, args, { app, actor }) => ({ units: await searchUnits(app, actor, args) }),
  }),
)
