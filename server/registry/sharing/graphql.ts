import { DomainError } from '../../../core/errors.ts'
import { type Grants, grantsSchema } from '../../../core/sharing/grants.ts'
import { labelOf, type SharedField, sharedFields } from '../../../core/sharing/fields.ts'
import { purposeRule, type SharingPurpose, sharingPurposes } from '../../../core/sharing/purposes.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { demand } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { keyOf, thumbprintOf } from './agency.ts'
import { type AgencyCount, agencyCounts } from './agency-counts.ts'
import { agencyLog, type LoggedQuery, type LogPage, queryOutcomes } from './agency-log.ts'
import { changeAgency } from './change-agency.ts'
import type { Disclosure, DisclosurePage } from './disclosures-for-citizen.ts'
import { disclosuresOf } from './disclosures-of.ts'
import { registerAgency } from './register-agency.ts'
import { resumeAgency, suspendAgency, suspensionReasons, type SuspensionReason } from './suspend-agency.ts'

const Purpose = builder.enumType('SharingPurpose', {
  values: Object.keys(sharingPurposes) as SharingPurpose[],
})
const Field = builder.enumType('SharedField', { values: sharedFields })

const GrantInput = builder.inputType('GrantInput', {
  description: 'A purpose and the fields that may be told, or confirmed, for it. Both must be given.',
  fields: (t) => ({ purpose: t.field({ type: Purpose }), fields: t.field({ type: [Field] }) }),
})

const GrantType = builder
  .objectRef<{ purpose: SharingPurpose; fields: readonly SharedField[] }>('Grant')
  .implement({
    fields: (t) => ({
      purpose: t.field({ type: Purpose, resolve: ({ purpose }) => purpose }),
      purposeText: t.field({ type: BilingualText, resolve: ({ purpose }) => purposeRule(purpose).text }),
      fields: t.field({ type: [Field], resolve: ({ fields }) => [...fields] }),
      fieldTexts: t.field({ type: [BilingualText], resolve: ({ fields }) => fields.map(labelOf) }),
    }),
  })

const grantsOf = (grants: Grants) =>
  (Object.entries(grants) as [SharingPurpose, readonly SharedField[]][]).map(([purpose, fields]) => ({
    purpose,
    fields,
  }))

builder.prismaObject('RelyingParty', {
  name: 'Agency',
  description: 'Đơn vị khai thác: an agency that may ask the register.',
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    agreement: t.exposeString('agreement'),
    active: t.exposeBoolean('active', { description: 'false while suspended' }),
    perMinute: t.exposeInt('perMinute'),
    perDay: t.exposeInt('perDay'),
    grants: t.field({
      type: [GrantType],
      select: { grants: true },
      resolve: ({ grants }) => grantsOf(grantsSchema.parse(grants)),
    }),
    keyThumbprint: t.string({
      description: 'RFC 7638, SHA-256: to be compared with the agency',
      select: { publicKey: true },
      resolve: (row) => thumbprintOf(keyOf(row)),
    }),
    validFrom: t.string({
      description: 'yyyy-MM-dd',
      select: { validFrom: true },
      resolve: ({ validFrom }) => calendarDateOf(validFrom),
    }),
    validTo: t.string({
      nullable: true,
      description: 'yyyy-MM-dd, the first day after it',
      select: { validTo: true },
      resolve: ({ validTo }) => validTo && calendarDateOf(validTo),
    }),
  }),
})

builder.queryField('agencies', (t) =>
  t.prismaConnection({
    type: 'RelyingParty',
    cursor: 'code',
    description: 'All agencies, by code.',
    authScopes: { may: 'agency.manage' },
    maxSize: 50,
    defaultSize: 50,
    resolve: (query, _root, _args, { app, actor }) => {
      demand(actor, 'agency.manage')
      return app.db.relyingParty.findMany({ ...query, orderBy: { code: 'asc' } })
    },
  }),
)

const TermsInput = builder.inputType('AgencyTermsInput', {
  description: 'Everything but validTo must be given.',
  fields: (t) => ({
    name: t.string(),
    agreement: t.string({ description: 'number of the agreement' }),
    grants: t.field({ type: [GrantInput] }),
    perMinute: t.int(),
    perDay: t.int(),
    publicKey: t.string({ description: 'JSON of a public P-256 JWK' }),
    validFrom: t.string({ description: 'yyyy-MM-dd' }),
    validTo: t.string({ description: 'yyyy-MM-dd, the first day after it' }),
  }),
})

/** What was left out reads as empty, and the operation says what is missing. */
function termsOf(terms: typeof TermsInput.$inferInput) {
  return {
    name: terms.name ?? '',
    agreement: terms.agreement ?? '',
    grants: (terms.grants ?? []).map(({ purpose, fields }) => ({
      purpose: purpose ?? '',
      fields: fields ?? [],
    })),
    perMinute: terms.perMinute ?? 0,
    perDay: terms.perDay ?? 0,
    publicKey: terms.publicKey ?? '',
    validFrom: terms.validFrom ?? '',
    validTo: terms.validTo ?? null,
  }
}

builder.mutationField('registerAgency', (t) =>
  t.prismaField({
    type: 'RelyingParty',
    authScopes: { may: 'agency.manage' },
    errors: { types: [DomainError], union: { name: 'RegisterAgencyResult' } },
    args: { code: t.arg.string({ required: true }), terms: t.arg({ type: TermsInput, required: true }) },
    resolve: async (query, _root, { code, terms }, { app, actor }) => {
      await registerAgency(app, actor, { code, ...termsOf(terms) })
      return app.db.relyingParty.findUniqueOrThrow({ ...query, where: { code } })
    },
  }),
)

builder.mutationField('changeAgency', (t) =>
  t.prismaField({
    type: 'RelyingParty',
    description: 'Puts new terms in the place of the old ones, from the next question on.',
    authScopes: { may: 'agency.manage' },
    errors: { types: [DomainError], union: { name: 'ChangeAgencyResult' } },
    args: { code: t.arg.string({ required: true }), terms: t.arg({ type: TermsInput, required: true }) },
    resolve: async (query, _root, { code, terms }, { app, actor }) => {
      await changeAgency(app, actor, { code, ...termsOf(terms) })
      return app.db.relyingParty.findUniqueOrThrow({ ...query, where: { code } })
    },
  }),
)

const Reason = builder.enumType('AgencySuspensionReason', {
  values: Object.keys(suspensionReasons) as SuspensionReason[],
})

builder.mutationField('suspendAgency', (t) =>
  t.prismaField({
    type: 'RelyingParty',
    description: 'Stops an agency at once.',
    authScopes: { may: 'agency.manage' },
    errors: { types: [DomainError], union: { name: 'SuspendAgencyResult' } },
    args: { code: t.arg.string({ required: true }), reason: t.arg({ type: Reason, required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await suspendAgency(app, actor, args)
      return app.db.relyingParty.findUniqueOrThrow({ ...query, where: { code: args.code } })
    },
  }),
)

builder.mutationField('resumeAgency', (t) =>
  t.prismaField({
    type: 'RelyingParty',
    authScopes: { may: 'agency.manage' },
    errors: { types: [DomainError], union: { name: 'ResumeAgencyResult' } },
    args: { code: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await resumeAgency(app, actor, args)
      return app.db.relyingParty.findUniqueOrThrow({ ...query, where: { code: args.code } })
    },
  }),
)

const LoggedQueryType = builder.objectRef<LoggedQuery>('AgencyQuery').implement({
  description: 'A question of an agency, without the person that it was about.',
  fields: (t) => ({
    id: t.exposeString('id'),
    at: t.expose('at', { type: 'DateTime' }),
    requestId: t.exposeString('requestId'),
    purpose: t.exposeString('purpose'),
    reference: t.exposeString('reference', { nullable: true }),
    fields: t.stringList({ resolve: ({ fields }) => [...fields] }),
    outcome: t.exposeString('outcome', { description: 'ANSWERED, NOT_FOUND or REFUSED' }),
    refusal: t.exposeString('refusal', { nullable: true }),
    refusedField: t.exposeString('refusedField', { nullable: true }),
  }),
})

const LogPageType = builder.objectRef<LogPage>('AgencyQueryPage').implement({
  fields: (t) => ({
    queries: t.field({ type: [LoggedQueryType], resolve: ({ queries }) => [...queries] }),
    next: t.exposeString('next', { nullable: true, description: 'Pass as `after` for the next page.' }),
  }),
})

const Outcome = builder.enumType('AgencyQueryOutcome', { values: queryOutcomes })

builder.queryField('agencyQueries', (t) =>
  t.field({
    type: LogPageType,
    description: 'The log of an agency’s questions, the newest first.',
    authScopes: { may: 'agency.manage' },
    errors: { types: [DomainError], union: { name: 'AgencyQueriesResult' } },
    args: {
      agencyCode: t.arg.string({ required: true }),
      from: t.arg.string({ description: 'yyyy-MM-dd' }),
      to: t.arg.string({ description: 'yyyy-MM-dd, included' }),
      outcome: t.arg({ type: Outcome }),
      first: t.arg.int({ description: 'at most 50' }),
      after: t.arg.string({ description: '`next` of the page before' }),
    },
    resolve: (_root, args, { app, actor }) => agencyLog(app, actor, args),
  }),
)

const CountType = builder.objectRef<AgencyCount>('AgencyCount').implement({
  fields: (t) => ({
    day: t.exposeString('day', { description: 'yyyy-MM-dd' }),
    purpose: t.exposeString('purpose', { nullable: true }),
    outcome: t.exposeString('outcome', { description: 'ANSWERED, NOT_FOUND, REFUSED or OVER_QUOTA' }),
    refusal: t.exposeString('refusal', { nullable: true }),
    count: t.exposeInt('count'),
  }),
})

const CountList = builder.objectRef<{ counts: readonly AgencyCount[] }>('AgencyCounts').implement({
  fields: (t) => ({ counts: t.field({ type: [CountType], resolve: ({ counts }) => [...counts] }) }),
})

builder.queryField('agencyCounts', (t) =>
  t.field({
    type: CountList,
    description: 'How often an agency asked, by day, purpose, outcome and reason of refusal.',
    authScopes: { may: 'agency.manage' },
    errors: { types: [DomainError], union: { name: 'AgencyCountsResult' } },
    args: {
      agencyCode: t.arg.string({ required: true }),
      from: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
      to: t.arg.string({ required: true, description: 'yyyy-MM-dd, included' }),
    },
    resolve: async (_root, args, { app, actor }) => ({ counts: await agencyCounts(app, actor, args) }),
  }),
)

const DisclosureType = builder.objectRef<Disclosure>('Disclosure').implement({
  description: 'One use of a person’s data by an agency.',
  fields: (t) => ({
    id: t.exposeString('id'),
    on: t.exposeString('on', { description: 'yyyy-MM-dd' }),
    agency: t.exposeString('agency'),
    purpose: t.expose('purpose', { type: BilingualText }),
    told: t.exposeBoolean('told', { description: 'false: asked with other data, told nothing' }),
    fields: t.field({ type: [BilingualText], resolve: ({ fields }) => [...fields] }),
  }),
})

const DisclosurePageType = builder.objectRef<DisclosurePage>('DisclosurePage').implement({
  fields: (t) => ({
    disclosures: t.field({ type: [DisclosureType], resolve: ({ disclosures }) => [...disclosures] }),
    next: t.exposeString('next', { nullable: true, description: 'Pass as `after` for the next page.' }),
  }),
})

builder.queryField('disclosuresOf', (t) =>
  t.field({
    type: DisclosurePageType,
    description:
      'Who asked about a citizen, told at the desk on their request. Every page is kept in the audit.',
    authScopes: { may: 'disclosure.read' },
    errors: { types: [DomainError], union: { name: 'DisclosuresOfResult' } },
    args: {
      residentId: t.arg.string({ required: true }),
      first: t.arg.int({ description: 'at most 50' }),
      after: t.arg.string({ description: '`next` of the page before' }),
    },
    resolve: (_root, args, { app, actor }) => disclosuresOf(app, actor, args),
  }),
)
