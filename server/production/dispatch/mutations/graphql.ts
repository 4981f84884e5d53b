import { DomainError } from '../../../../core/errors.ts'
import { builder } from '../../../graphql/builder.ts'
import { dispatchParcel } from '../dispatch-parcel.ts'
import { offerParcel } from '../offer-parcel.ts'
import { openParcel } from '../open-parcel.ts'
import { packCard, type PackedCard } from '../pack-card.ts'
import { reopenParcel } from '../reopen-parcel.ts'
import { sealParcel } from '../seal-parcel.ts'
import { takeOutCard } from '../take-out-card.ts'
import { takeParcel } from '../take-parcel.ts'

builder.mutationField('openParcel', (t) =>
  t.prismaField({
    type: 'Parcel',
    authScopes: { may: 'card.dispatch' },
    errors: { types: [DomainError], union: { name: 'OpenParcelResult' } },
    args: {
      centreCode: t.arg.string({ required: true, description: 'Where its cards are collected.' }),
      boxCapacity: t.arg.int({ description: 'Cards in a box; 200 unless told.' }),
    },
    resolve: async (query, _root, { centreCode, boxCapacity }, { app, actor }) => {
      const { id } = await openParcel(app, actor, { centreCode, boxCapacity: boxCapacity ?? undefined })
      return app.db.parcel.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const Packed = builder.objectRef<PackedCard>('PackedCard').implement({
  description: 'Where a card that was scanned is to be put.',
  fields: (t) => ({
    cardId: t.exposeString('cardId'),
    serial: t.exposeString('serial'),
    box: t.exposeInt('box'),
    position: t.exposeInt('position'),
    count: t.exposeInt('count', { description: 'Cards in the parcel, with this one.' }),
  }),
})

const scanned = 'The QR of the card, or the number of its blank.'

builder.mutationField('packCard', (t) =>
  t.field({
    type: Packed,
    authScopes: { may: 'card.dispatch' },
    errors: { types: [DomainError], union: { name: 'PackCardResult' } },
    args: {
      parcelId: t.arg.string({ required: true }),
      scan: t.arg.string({ required: true, description: scanned }),
    },
    resolve: (_root, args, { app, actor }) => packCard(app, actor, args),
  }),
)

builder.mutationField('takeOutCard', (t) =>
  t.prismaField({
    type: 'Parcel',
    authScopes: { may: 'card.dispatch' },
    errors: { types: [DomainError], union: { name: 'TakeOutCardResult' } },
    args: {
      parcelId: t.arg.string({ required: true }),
      scan: t.arg.string({ required: true, description: scanned }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      await takeOutCard(app, actor, args)
      return app.db.parcel.findUniqueOrThrow({ ...query, where: { id: args.parcelId } })
    },
  }),
)

builder.mutationField('sealParcel', (t) =>
  t.prismaField({
    type: 'Parcel',
    description: 'Its list is frozen under the number of the seal.',
    authScopes: { may: 'card.dispatch' },
    errors: { types: [DomainError], union: { name: 'SealParcelResult' } },
    args: { id: t.arg.string({ required: true }), sealNumber: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await sealParcel(app, actor, args)
      return app.db.parcel.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

builder.mutationField('reopenParcel', (t) =>
  t.prismaField({
    type: 'Parcel',
    authScopes: { may: 'card.dispatch' },
    errors: { types: [DomainError], union: { name: 'ReopenParcelResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await reopenParcel(app, actor, { id })
      return app.db.parcel.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const Outside = builder.enumType('OutsideCarrier', { values: ['COURIER', 'POST'] as const })

builder.mutationField('dispatchParcel', (t) =>
  t.prismaField({
    type: 'Parcel',
    description:
      'A sealed parcel goes with a courier or by post. Handed over in person it is offered and taken instead.',
    authScopes: { may: 'card.dispatch' },
    errors: { types: [DomainError], union: { name: 'DispatchParcelResult' } },
    args: {
      id: t.arg.string({ required: true }),
      carrier: t.arg({ type: Outside, required: true }),
      trackingCode: t.arg.string({ required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      await dispatchParcel(app, actor, args)
      return app.db.parcel.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

builder.mutationField('offerParcel', (t) =>
  t.prismaField({
    type: 'Parcel',
    description: 'The giver signs: the parcel waits for an officer of its unit.',
    authScopes: { may: 'card.dispatch' },
    errors: { types: [DomainError], union: { name: 'OfferParcelResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await offerParcel(app, actor, { id })
      return app.db.parcel.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('takeParcel', (t) =>
  t.prismaField({
    type: 'Parcel',
    description:
      'The taker signs, an officer of the unit who reads the seal: the parcel leaves with every card in it.',
    authScopes: { may: 'card.receive' },
    errors: { types: [DomainError], union: { name: 'TakeParcelResult' } },
    args: { id: t.arg.string({ required: true }), sealNumber: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await takeParcel(app, actor, args)
      return app.db.parcel.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)
