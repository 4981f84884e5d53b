import { DomainError } from '../../../core/errors.ts'
import { returnReasonCodes } from '../../../core/issuance/post.ts'
import { builder } from '../../graphql/builder.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { type CardToPost, cardsToPost } from './cards-to-post.ts'
import { deliverCard, ProofNeeded } from './deliver-card.ts'
import { postCard } from './post-card.ts'
import { registerCarrier } from './register-carrier.ts'
import { takeBackCard } from './take-back-card.ts'

builder.prismaObject('PostalCarrier', {
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    signs: t.boolean({
      description: 'Its signed files are believed.',
      select: { certificate: true },
      resolve: ({ certificate }) => certificate !== null,
    }),
  }),
})

const mostCarriers = 50

builder.queryField('postalCarriers', (t) =>
  t.prismaField({
    type: ['PostalCarrier'],
    authScopes: { may: 'card.post' },
    resolve: (query, _root, _args, { app }) =>
      app.db.postalCarrier.findMany({ ...query, orderBy: { code: 'asc' }, take: mostCarriers }),
  }),
)

builder.mutationField('registerCarrier', (t) =>
  t.prismaField({
    type: 'PostalCarrier',
    description: 'A carrier of post, with the certificate that its files are signed by.',
    authScopes: { may: 'carrier.register' },
    errors: { types: [DomainError], union: { name: 'RegisterCarrierResult' } },
    args: {
      code: t.arg.string({ required: true }),
      name: t.arg.string({ required: true }),
      certificate: t.arg.string({ description: 'PEM' }),
    },
    resolve: async (query, _root, { certificate, ...named }, { app, actor }) => {
      const { code } = await registerCarrier(app, actor, { ...named, certificate: certificate ?? null })
      return app.db.postalCarrier.findUniqueOrThrow({ ...query, where: { code } })
    },
  }),
)

builder.prismaObject('Mailing', {
  description: 'A card in the post; its address is on the slip only.',
  fields: (t) => ({
    id: t.exposeString('id'),
    carrier: t.exposeString('carrier'),
    trackingNumber: t.exposeString('trackingNumber'),
    serial: t.string({ select: { card: { select: { serial: true } } }, resolve: ({ card }) => card.serial }),
    cardState: t.string({
      select: { card: { select: { status: true } } },
      resolve: ({ card }) => card.status,
    }),
    applicationCode: t.string({
      select: { card: { select: { application: { select: { code: true } } } } },
      resolve: ({ card }) => card.application.code,
    }),
    postedAt: t.expose('postedAt', { type: 'DateTime' }),
    outcome: t.exposeString('outcome', { nullable: true, description: 'DELIVERED, RETURNED' }),
    outcomeAt: t.expose('outcomeAt', { type: 'DateTime', nullable: true }),
    reason: t.exposeString('reason', { nullable: true }),
    slipUrl: t.string({ select: { id: true }, resolve: ({ id }) => `/mailings/${id}/slip.pdf` }),
  }),
})

builder.queryField('mailings', (t) =>
  t.prismaConnection({
    type: 'Mailing',
    cursor: 'id',
    description: 'Letters of the officer’s units that are on their way.',
    authScopes: { may: 'card.post' },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, _args, { app, actor }) => {
      const units = await reachOf(app, actor, 'card.post')
      const where = { outcome: null, ...(units && { unitCode: { in: [...units] } }) }
      return app.db.mailing.findMany({ ...query, where, orderBy: { id: 'asc' } })
    },
  }),
)

const ToPostType = builder.objectRef<CardToPost>('CardToPost').implement({
  description: 'A card whose holder wants it by post.',
  fields: (t) => ({
    id: t.exposeString('id'),
    serial: t.exposeString('serial'),
    slot: t.exposeString('slot', { nullable: true }),
    applicationCode: t.exposeString('applicationCode'),
    readyOn: t.exposeString('readyOn', { nullable: true, description: 'yyyy-MM-dd' }),
    obstacle: t.exposeString('obstacle', {
      nullable: true,
      description: 'Why it may not be posted all the same: a code of core/issuance/post.ts.',
    }),
  }),
})

builder.queryField('cardsToPost', (t) =>
  t.field({
    type: [ToPostType],
    description: 'Cards that wait for the post, the oldest first; fifty at most.',
    authScopes: { may: 'card.post' },
    resolve: (_root, _args, { app, actor }) => cardsToPost(app, actor),
  }),
)

builder.mutationField('postCard', (t) =>
  t.prismaField({
    type: 'Mailing',
    description: 'The scanned card leaves by post, to the address of its file.',
    authScopes: { may: 'card.post' },
    errors: { types: [DomainError], union: { name: 'PostCardResult' } },
    args: {
      scan: t.arg.string({ required: true }),
      carrier: t.arg.string({ required: true }),
      trackingNumber: t.arg.string({ required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const { mailingId: id } = await postCard(app, actor, args)
      return app.db.mailing.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('deliverCard', (t) =>
  t.prismaField({
    type: 'Mailing',
    description: 'By hand, where the carrier sends no signed file: the addressee has the card.',
    authScopes: { may: 'card.post' },
    errors: { types: [DomainError], union: { name: 'DeliverCardResult' } },
    args: {
      mailingId: t.arg.string({ required: true }),
      receipt: t.arg.string({ required: true, description: 'Number of the carrier’s receipt.' }),
      deliveredAt: t.arg.string({ required: true, description: 'ISO 8601' }),
    },
    resolve: async (query, _root, { mailingId, receipt, deliveredAt }, { app, actor }) => {
      const at = Date.parse(deliveredAt)
      if (Number.isNaN(at)) throw new ProofNeeded()
      await deliverCard(app, actor, { mailingId, receipt, deliveredAt: at })
      return app.db.mailing.findUniqueOrThrow({ ...query, where: { id: mailingId } })
    },
  }),
)

const ReturnReasonType = builder.enumType('ReturnReason', { values: returnReasonCodes })

builder.mutationField('takeBackCard', (t) =>
  t.prismaField({
    type: 'Mailing',
    description: 'A letter came back: its card waits at the counter again.',
    authScopes: { may: 'card.post' },
    errors: { types: [DomainError], union: { name: 'TakeBackCardResult' } },
    args: {
      mailingId: t.arg.string({ required: true }),
      reason: t.arg({ type: ReturnReasonType, required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      await takeBackCard(app, actor, args)
      return app.db.mailing.findUniqueOrThrow({ ...query, where: { id: args.mailingId } })
    },
  }),
)
