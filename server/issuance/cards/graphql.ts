import { builder } from '../../graphql/builder.ts'
import { type CardOnFile, findCards } from './find-cards.ts'

builder.scalarType('CardFace', {
  description: 'Everything that stands printed on a card: cardFaceSchema of core/contracts/print-job.ts.',
  serialize: (face) => face,
  parseValue: () => {
    throw new TypeError('what stands on a card is given by the server only')
  },
})

const CardOnFileType = builder.objectRef<CardOnFile>('CardOnFile').implement({
  description: 'A card as the officers of its place of collection see it.',
  fields: (t) => ({
    id: t.exposeString('id'),
    serial: t.exposeString('serial'),
    state: t.exposeString('state', { description: 'As in core/lifecycle/card.ts.' }),
    unitCode: t.exposeString('unitCode'),
    centreName: t.exposeString('centreName'),
    applicationCode: t.exposeString('applicationCode'),
    issuedOn: t.exposeString('issuedOn', { description: 'yyyy-MM-dd' }),
    expiresOn: t.exposeString('expiresOn', { nullable: true, description: 'null: không thời hạn' }),
    template: t.exposeString('template'),
    face: t.expose('face', { type: 'CardFace' }),
    portraitPath: t.exposeString('portraitPath', { nullable: true }),
  }),
})

builder.queryField('cardsByCode', (t) =>
  t.field({
    type: [CardOnFileType],
    description: 'Cards of the officer’s units by a card’s serial number or its application’s code. Audited.',
    authScopes: { may: 'card.read' },
    args: { code: t.arg.string({ required: true }) },
    resolve: (_root, { code }, { app, actor }) => findCards(app, actor, { code }),
  }),
)
