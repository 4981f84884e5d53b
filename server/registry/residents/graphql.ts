import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { readResident, type ResidentView } from './read-resident.ts'
import type { Relative } from './relatives.ts'
import type { HistoryEntry, HistoryField } from './resident-history.ts'
import type { ItemView } from './resident-items.ts'
import type {
  AddressEntry,
  HouseholdEntry,
  HouseholdMemberEntry,
  IdentityDocument,
  NumberPeriod,
  StatusEntry,
} from './resident-record.ts'

const ItemState = builder.enumType('ResidentItemState', {
  description: 'UNKNOWN: a source was asked and did not know; EMPTY: nothing is on record.',
  values: ['KNOWN', 'UNKNOWN', 'EMPTY'] as const,
})

const Item = builder.objectRef<ItemView>('ResidentItem').implement({
  description: 'One of the 26 items of Luật Căn cước 2023, article 9, as people read it.',
  fields: (t) => ({
    item: t.exposeString('item'),
    number: t.exposeInt('number'),
    label: t.field({ type: BilingualText, resolve: ({ label }) => label }),
    state: t.expose('state', { type: ItemState }),
    texts: t.stringList({ resolve: ({ texts }) => [...texts] }),
  }),
})

const day = 'yyyy-MM-dd'

const NumberType = builder.objectRef<NumberPeriod>('ResidentNumber').implement({
  fields: (t) => ({
    number: t.exposeString('number'),
    state: t.exposeString('state', { description: 'ACTIVE, CANCELLED' }),
    allottedOn: t.exposeString('allottedOn', { description: day }),
    cancelledOn: t.exposeString('cancelledOn', { nullable: true }),
    successor: t.exposeString('successor', { nullable: true, description: 'established in its place' }),
    reason: t.exposeString('reason', { nullable: true }),
  }),
})

const DocumentType = builder.objectRef<IdentityDocument>('ResidentDocument').implement({
  fields: (t) => ({
    kind: t.exposeString('kind'),
    number: t.exposeString('number'),
    issuedOn: t.exposeString('issuedOn', { nullable: true }),
    issuedBy: t.exposeString('issuedBy', { nullable: true }),
    expiresOn: t.exposeString('expiresOn', { nullable: true }),
    archivePlace: t.exposeString('archivePlace', { nullable: true }),
  }),
})

const AddressType = builder.objectRef<AddressEntry>('ResidentAddress').implement({
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'PERMANENT, TEMPORARY, CURRENT' }),
    text: t.exposeString('text', { description: 'as printed' }),
    unitCode: t.exposeString('unitCode'),
    unitPath: t.exposeString('unitPath', { description: 'the units as they were called then' }),
    validFrom: t.exposeString('validFrom', { description: day }),
    validTo: t.exposeString('validTo', { nullable: true, description: 'the first day after it' }),
  }),
})

const Status = builder.objectRef<StatusEntry>('ResidenceStatusPeriod').implement({
  fields: (t) => ({
    status: t.exposeString('status'),
    reason: t.exposeString('reason', { nullable: true }),
    unitCode: t.exposeString('unitCode'),
    unitPath: t.exposeString('unitPath'),
    validFrom: t.exposeString('validFrom', { description: day }),
    validTo: t.exposeString('validTo', { nullable: true }),
  }),
})

const RelativeType = builder.objectRef<Relative>('ResidentRelative').implement({
  fields: (t) => ({
    kinship: t.exposeString('kinship', {
      description: 'FATHER, MOTHER, SPOUSE, CHILD, REPRESENTATIVE, REPRESENTED',
    }),
    name: t.exposeString('name'),
    number: t.exposeString('number', { nullable: true }),
    legacyNumber: t.exposeString('legacyNumber', { nullable: true }),
    nationality: t.exposeString('nationality', { nullable: true }),
    residentId: t.exposeString('residentId', { nullable: true }),
    relationshipId: t.exposeString('relationshipId', {
      nullable: true,
      description: 'to end it; null where it stands in the other person’s record',
    }),
    validFrom: t.exposeString('validFrom', { nullable: true }),
    validTo: t.exposeString('validTo', { nullable: true }),
  }),
})

const Member = builder.objectRef<HouseholdMemberEntry>('HouseholdMember').implement({
  fields: (t) => ({
    residentId: t.exposeString('residentId'),
    name: t.exposeString('name'),
    number: t.exposeString('number', { nullable: true }),
    birthDate: t.exposeString('birthDate'),
    relation: t.exposeString('relation', { description: 'HEAD, SPOUSE, CHILD, PARENT, OTHER' }),
  }),
})

const Household = builder.objectRef<HouseholdEntry>('ResidentHousehold').implement({
  fields: (t) => ({
    id: t.exposeString('id'),
    addressText: t.exposeString('addressText'),
    unitCode: t.exposeString('unitCode'),
    relation: t.exposeString('relation'),
    headName: t.exposeString('headName'),
    headNumber: t.exposeString('headNumber', { nullable: true }),
    validFrom: t.exposeString('validFrom'),
    validTo: t.exposeString('validTo', { nullable: true }),
    members: t.field({ type: [Member], resolve: ({ members }) => [...members] }),
  }),
})

const Field = builder.objectRef<HistoryField>('HistoryField').implement({
  fields: (t) => ({
    field: t.exposeString('field'),
    label: t.field({ type: BilingualText, resolve: ({ label }) => label }),
    from: t.exposeString('from', { nullable: true }),
    to: t.exposeString('to', { nullable: true }),
  }),
})

const History = builder.objectRef<HistoryEntry>('HistoryEntry').implement({
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    kind: t.exposeString('kind', { description: 'CORRECTION, DECLARATION, EVENT' }),
    act: t.exposeString('act'),
    label: t.field({ type: BilingualText, resolve: ({ label }) => label }),
    state: t.exposeString('state', { nullable: true }),
    officer: t.exposeString('officer', { nullable: true }),
    checker: t.exposeString('checker', { nullable: true }),
    evidenceKind: t.exposeString('evidenceKind', { nullable: true }),
    evidenceNumber: t.exposeString('evidenceNumber', { nullable: true }),
    fields: t.field({ type: [Field], resolve: ({ fields }) => [...fields] }),
  }),
})

const ResidentRecordType = builder.objectRef<ResidentView>('ResidentRecord').implement({
  description: 'One person’s whole record. Opening it is kept in the audit.',
  fields: (t) => ({
    id: t.string({ resolve: ({ row }) => row.id }),
    version: t.int({ resolve: ({ row }) => row.version }),
    number: t.string({ nullable: true, resolve: ({ row }) => row.number }),
    name: t.string({ resolve: ({ row }) => row.name }),
    birthDate: t.string({ resolve: ({ row }) => row.birthDate }),
    provisional: t.boolean({
      description: 'made from a form while papers are missing',
      resolve: ({ row }) => row.provisional,
    }),
    source: t.string({
      nullable: true,
      description: 'serial or code of the form or file that made a provisional record',
      resolve: ({ row }) => row.provisionalReference,
    }),
    deceased: t.boolean({ resolve: ({ row }) => row.deathOn !== null }),
    items: t.field({ type: [Item], resolve: ({ items }) => [...items] }),
    numbers: t.field({ type: [NumberType], resolve: ({ numbers }) => [...numbers] }),
    documents: t.field({ type: [DocumentType], resolve: ({ documents }) => [...documents] }),
    addresses: t.field({ type: [AddressType], resolve: ({ addresses }) => [...addresses] }),
    statuses: t.field({ type: [Status], resolve: ({ statuses }) => [...statuses] }),
    relatives: t.field({ type: [RelativeType], resolve: ({ relatives }) => [...relatives] }),
    households: t.field({ type: [Household], resolve: ({ households }) => [...households] }),
    history: t.field({ type: [History], resolve: ({ history }) => [...history] }),
  }),
})

builder.queryField('resident', (t) =>
  t.field({
    type: ResidentRecordType,
    description: 'By id, or by a number in force or cancelled.',
    authScopes: { may: 'resident.read' },
    errors: { types: [DomainError], union: { name: 'ResidentResult' } },
    args: { id: t.arg.string(), number: t.arg.string() },
    resolve: (_root, args, { app, actor }) => readResident(app, actor, args),
  }),
)
