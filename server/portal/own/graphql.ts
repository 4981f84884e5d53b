import { DomainError } from '../../../core/errors.ts'
import { preRegistrationChannels } from '../../../core/enrollment/pre-registration.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { type Represented, representedBy } from '../../registry/represented.ts'
import { OwnDisclosurePageType, StatusType } from '../graphql.ts'
import { endCitizenSessions } from '../sign-in/end-sessions.ts'
import { type OwnCard, ownCards } from './own-cards.ts'
import { ownDisclosures } from './own-disclosures.ts'
import { type OwnDelivery, type OwnFile, ownFiles, type OwnPaper } from './own-files.ts'
import { type PickupCentre, pickupCentres } from './pickup-centres.ts'
import { type OwnApplying, ownApplying, type OwnCase, type OwnDraft } from './own-pre-registration.ts'

const Standing = builder.enumType('CitizenStanding', {
  values: ['SELF', 'PARENT', 'REPRESENTATIVE'] as const,
})

const Person = builder.objectRef<Represented>('CitizenPerson').implement({
  description: 'Somebody in whose name the signed-in citizen acts: themselves first.',
  fields: (t) => ({
    residentId: t.exposeString('residentId'),
    name: t.exposeString('name'),
    birthDate: t.exposeString('birthDate'),
    as: t.expose('as', { type: Standing }),
  }),
})

builder.queryField('citizenPeople', (t) =>
  t.field({
    type: [Person],
    authScopes: { may: 'citizen.self' },
    resolve: async (_root, _args, { app, actor }) => {
      if (actor.kind !== 'citizen') throw new NotAllowed()
      return [...(await representedBy(app, actor.id))]
    },
  }),
)

const Paper = builder.objectRef<OwnPaper>('OwnPaper').implement({
  fields: (t) => ({
    id: t.exposeString('id'),
    type: t.exposeString('type'),
    page: t.exposeInt('page'),
  }),
})

const Delivery = builder.objectRef<OwnDelivery>('OwnDelivery').implement({
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'PICKUP, POST' }),
    centre: t.exposeString('centre', { nullable: true }),
    centreName: t.string({
      nullable: true,
      resolve: async ({ centre: code }, _args, { app }) =>
        code === null ? null : ((await app.db.centre.findUnique({ where: { code } }))?.name ?? code),
    }),
    recipient: t.exposeString('recipient', { nullable: true }),
    address: t.exposeString('address', { nullable: true }),
    unit: t.exposeString('unit', { nullable: true }),
    phone: t.exposeString('phone', { nullable: true }),
  }),
})

const File = builder.objectRef<OwnFile>('OwnFile').implement({
  description: 'A file of a citizen who signed in, and what can be done about it from home.',
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.exposeString('kind', { nullable: true }),
    channel: t.exposeString('channel', { nullable: true }),
    status: t.field({ type: StatusType, resolve: ({ status }) => status }),
    phone: t.exposeString('phone', { nullable: true }),
    email: t.exposeString('email', { nullable: true }),
    delivery: t.field({ type: Delivery, nullable: true, resolve: ({ delivery }) => delivery }),
    completeUntil: t.exposeString('completeUntil', { nullable: true, description: 'yyyy-MM-dd' }),
    papers: t.field({ type: [Paper], resolve: ({ papers }) => [...papers] }),
    mayWithdraw: t.boolean({ resolve: ({ may }) => may.withdraw }),
    mayChangeDelivery: t.boolean({ resolve: ({ may }) => may.changeDelivery }),
    mayAddPapers: t.boolean({ resolve: ({ may }) => may.addPapers }),
    mayResubmit: t.boolean({ resolve: ({ may }) => may.resubmit }),
  }),
})

const Files = builder.objectRef<{ readonly files: readonly OwnFile[] }>('OwnFiles').implement({
  fields: (t) => ({ files: t.field({ type: [File], resolve: ({ files }) => [...files] }) }),
})

const Card = builder.objectRef<OwnCard>('OwnCard').implement({
  fields: (t) => ({
    id: t.exposeString('id'),
    serialEnd: t.exposeString('serialEnd'),
    state: t.exposeString('state'),
    issuedOn: t.exposeString('issuedOn', { description: 'yyyy-MM-dd' }),
    expiresOn: t.exposeString('expiresOn', { nullable: true, description: 'yyyy-MM-dd' }),
  }),
})

const Cards = builder.objectRef<{ readonly cards: readonly OwnCard[] }>('OwnCards').implement({
  fields: (t) => ({ cards: t.field({ type: [Card], resolve: ({ cards }) => [...cards] }) }),
})

builder.queryField('ownFiles', (t) =>
  t.field({
    type: Files,
    authScopes: { may: 'citizen.self' },
    errors: { types: [DomainError], union: { name: 'OwnFilesResult' } },
    args: { resident: t.arg.string({ required: true }) },
    resolve: async (_root, { resident }, { app, actor }) => ({
      files: await ownFiles(app, actor, { residentId: resident }),
    }),
  }),
)

builder.queryField('ownCards', (t) =>
  t.field({
    type: Cards,
    authScopes: { may: 'citizen.self' },
    errors: { types: [DomainError], union: { name: 'OwnCardsResult' } },
    args: { resident: t.arg.string({ required: true }) },
    resolve: async (_root, { resident }, { app, actor }) => ({
      cards: await ownCards(app, actor, { residentId: resident }),
    }),
  }),
)

builder.queryField('ownDisclosures', (t) =>
  t.field({
    type: OwnDisclosurePageType,
    description: 'Who asked about the citizen or somebody they represent, the newest first, 20 a page.',
    authScopes: { may: 'citizen.self' },
    errors: { types: [DomainError], union: { name: 'SignedInDisclosuresResult' } },
    args: { resident: t.arg.string({ required: true }), after: t.arg.string() },
    resolve: (_root, { resident, after }, { app, actor }) =>
      ownDisclosures(app, actor, { residentId: resident, after }),
  }),
)

const Centre = builder.objectRef<PickupCentre>('PickupCentre').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    unit: t.exposeString('unit'),
  }),
})

builder.queryField('pickupCentres', (t) =>
  t.field({
    type: [Centre],
    description: 'Centres that hand over cards, twenty at most.',
    authScopes: { may: 'citizen.self' },
    args: { text: t.arg.string({ required: true }) },
    resolve: async (_root, { text }, { app, actor }) => [...(await pickupCentres(app, actor, { text }))],
  }),
)

const Channel = builder.enumType('PreRegistrationChannel', { values: preRegistrationChannels })

const Case = builder.objectRef<OwnCase>('OwnCase').implement({
  fields: (t) => ({
    kind: t.exposeString('kind'),
    reason: t.exposeString('reason'),
    label: t.expose('label', { type: BilingualText }),
    article: t.exposeString('article'),
    channels: t.field({ type: [Channel], resolve: ({ channels }) => [...channels] }),
  }),
})

const DeclaredField = builder
  .objectRef<{ readonly field: string; readonly text: string }>('DeclaredField')
  .implement({ fields: (t) => ({ field: t.exposeString('field'), text: t.exposeString('text') }) })

const Draft = builder.objectRef<OwnDraft>('OwnDraft').implement({
  description: 'What a citizen filled in before a visit, or for an online request.',
  fields: (t) => ({
    id: t.exposeString('id'),
    state: t.exposeString('state', { description: 'DRAFT, SUBMITTED' }),
    channel: t.exposeString('channel'),
    kind: t.exposeString('kind'),
    reason: t.exposeString('reason'),
    declared: t.field({ type: [DeclaredField], resolve: ({ declared }) => [...declared] }),
    phone: t.exposeString('phone', { nullable: true }),
    email: t.exposeString('email', { nullable: true }),
    delivery: t.field({ type: Delivery, nullable: true, resolve: ({ delivery }) => delivery }),
    expiresOn: t.exposeString('expiresOn', { description: 'yyyy-MM-dd' }),
    papers: t.field({ type: [Paper], resolve: ({ papers }) => [...papers] }),
  }),
})

const NamedPaperType = builder.objectRef<OwnApplying['paperTypes'][number]>('NamedPaperType').implement({
  fields: (t) => ({
    type: t.exposeString('type'),
    label: t.expose('label', { type: BilingualText }),
  }),
})

const Applying = builder.objectRef<OwnApplying>('OwnApplying').implement({
  description: 'What can be asked for in a person’s name today, and what is filled in already.',
  fields: (t) => ({
    isSmallChild: t.exposeBoolean('isSmallChild'),
    cases: t.field({ type: [Case], resolve: ({ cases }) => [...cases] }),
    paperTypes: t.field({ type: [NamedPaperType], resolve: (one) => [...one.paperTypes] }),
    consentVersion: t.string({ resolve: ({ consent }) => consent.version }),
    consentText: t.field({ type: BilingualText, resolve: ({ consent }) => consent.text }),
    draft: t.field({ type: Draft, nullable: true, resolve: ({ draft }) => draft }),
  }),
})

builder.queryField('ownApplying', (t) =>
  t.field({
    type: Applying,
    authScopes: { may: 'citizen.self' },
    errors: { types: [DomainError], union: { name: 'OwnApplyingResult' } },
    args: { resident: t.arg.string({ required: true }) },
    resolve: (_root, { resident }, { app, actor }) => ownApplying(app, actor, { residentId: resident }),
  }),
)

builder.mutationField('endCitizenSessions', (t) =>
  t.field({
    type: 'Int',
    description: 'Ends every session of the citizen, on whatever device; answers how many.',
    authScopes: { may: 'citizen.self' },
    resolve: (_root, _args, { app, actor }) => endCitizenSessions(app, actor),
  }),
)
