import { DomainError } from '../../../core/errors.ts'
import { type ParcelFinding, parcelFindings } from '../../../core/production/parcel.ts'
import { builder } from '../../graphql/builder.ts'
import { closeParcelReceipt } from './close-parcel-receipt.ts'
import { receiveParcelCard, type ReceivedCard } from './receive-parcel-card.ts'
import { receiveParcel } from './receive-parcel.ts'
import { reconcileParcel } from './reconcile-parcel.ts'
import { sendBackCard } from './send-back-card.ts'
import { writeOffParcel } from './write-off-parcel.ts'

builder.mutationField('receiveParcel', (t) =>
  t.prismaField({
    type: 'Parcel',
    description: 'A parcel whose seal is whole is taken over as it is: every card of its list arrives.',
    authScopes: { may: 'card.receive' },
    errors: { types: [DomainError], union: { name: 'ReceiveParcelResult' } },
    args: { id: t.arg.string({ required: true }), sealNumber: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await receiveParcel(app, actor, args)
      return app.db.parcel.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

const Received = builder.objectRef<ReceivedCard>('ReceivedCard').implement({
  fields: (t) => ({
    cardId: t.exposeString('cardId'),
    serial: t.exposeString('serial'),
    finding: t.string({
      nullable: true,
      description: `null: as it should be; otherwise put it aside: ${parcelFindings.join(', ')}.`,
      resolve: ({ finding }): ParcelFinding | null => finding,
    }),
    again: t.exposeBoolean('again', { description: 'It was scanned before.' }),
    left: t.exposeInt('left', { description: 'Cards of the list that have not been scanned yet.' }),
  }),
})

builder.mutationField('receiveParcelCard', (t) =>
  t.field({
    type: Received,
    description: 'A card out of an opened parcel, by what was scanned: its QR or the number of its blank.',
    authScopes: { may: 'card.receive' },
    errors: { types: [DomainError], union: { name: 'ReceiveParcelCardResult' } },
    args: {
      parcelId: t.arg.string({ required: true }),
      scan: t.arg.string({ required: true }),
      damaged: t.arg.boolean(),
    },
    resolve: (_root, { parcelId, scan, damaged }, { app, actor }) =>
      receiveParcelCard(app, actor, { parcelId, scan, damaged: damaged ?? false }),
  }),
)

builder.mutationField('closeParcelReceipt', (t) =>
  t.prismaField({
    type: 'Parcel',
    description:
      'The count is over: RECONCILED where all is right, else DISPUTED with a record. Opened card by card, what was not scanned is missing.',
    authScopes: { may: 'card.receive' },
    errors: { types: [DomainError], union: { name: 'CloseParcelReceiptResult' } },
    args: {
      id: t.arg.string({ required: true }),
      missingSerials: t.arg.stringList({
        description: 'Of a parcel that was taken over whole: numbers of the blanks that were not in it.',
      }),
    },
    resolve: async (query, _root, { id, missingSerials }, { app, actor }) => {
      await closeParcelReceipt(app, actor, { id, missingSerials: missingSerials ?? [] })
      return app.db.parcel.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('sendBackCard', (t) =>
  t.prismaField({
    type: 'Parcel',
    description: 'A foreign card that lay in the parcel goes back to the factory.',
    authScopes: { may: 'card.receive' },
    errors: { types: [DomainError], union: { name: 'SendBackCardResult' } },
    args: { parcelId: t.arg.string({ required: true }), itemId: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await sendBackCard(app, actor, args)
      return app.db.parcel.findUniqueOrThrow({ ...query, where: { id: args.parcelId } })
    },
  }),
)

const conclusion = 'What the case came to: 10 to 500 characters, without anybody’s name.'

builder.mutationField('reconcileParcel', (t) =>
  t.prismaField({
    type: 'Parcel',
    description: 'A case ends: every card was found or sent back.',
    authScopes: { may: 'card.receive' },
    errors: { types: [DomainError], union: { name: 'ReconcileParcelResult' } },
    args: {
      id: t.arg.string({ required: true }),
      conclusion: t.arg.string({ required: true, description: conclusion }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      await reconcileParcel(app, actor, args)
      return app.db.parcel.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

builder.mutationField('writeOffParcel', (t) =>
  t.prismaField({
    type: 'Parcel',
    description:
      'Missing and damaged cards of a case are given up: each is revoked, hot-listed and made again.',
    authScopes: { may: 'parcel.write-off' },
    errors: { types: [DomainError], union: { name: 'WriteOffParcelResult' } },
    args: {
      id: t.arg.string({ required: true }),
      conclusion: t.arg.string({ required: true, description: conclusion }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      await writeOffParcel(app, actor, args)
      return app.db.parcel.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)
