import {
  kindsOfMinutes,
  type MinutesKind,
  minutesKinds,
  minutesSignaturesSchema,
  type MinutesSignature,
  signingParts,
} from '../../../../core/documents/minutes.ts'
import { builder } from '../../../graphql/builder.ts'
import { BilingualText } from '../../../graphql/errors.ts'
import { storesOf } from '../stores.ts'

const Kind = builder.enumType('MinutesKind', { values: minutesKinds })

const Signature = builder.objectRef<MinutesSignature>('MinutesSignature').implement({
  fields: (t) => ({
    officerId: t.exposeString('officerId'),
    name: t.exposeString('name'),
    part: t.field({
      type: BilingualText,
      description: 'As what the officer signed.',
      resolve: ({ part }) => signingParts[part],
    }),
    at: t.field({ type: 'DateTime', resolve: ({ at }) => new Date(at) }),
  }),
})

builder.prismaObject('Minutes', {
  description: 'Biên bản: numbered, signed, never changed. Its signed PDF: /minutes/{id}.pdf.',
  fields: (t) => ({
    id: t.exposeString('id'),
    number: t.exposeString('number'),
    kind: t.field({ type: Kind, select: { kind: true }, resolve: ({ kind }) => kind as MinutesKind }),
    title: t.field({
      type: BilingualText,
      select: { kind: true },
      resolve: ({ kind }) => kindsOfMinutes[kind as MinutesKind].title,
    }),
    centre: t.exposeString('centre'),
    at: t.expose('at', { type: 'DateTime' }),
    signatures: t.field({
      type: [Signature],
      select: { signatures: true },
      resolve: ({ signatures }) => minutesSignaturesSchema.parse(signatures),
    }),
    pdf: t.string({ select: { id: true }, resolve: ({ id }) => `/minutes/${id}.pdf` }),
  }),
})

builder.queryField('minutes', (t) =>
  t.prismaConnection({
    type: 'Minutes',
    cursor: 'id',
    description: 'Minutes of the officer’s stores, the newest first.',
    authScopes: { may: 'minutes.read' },
    args: { kind: t.arg({ type: Kind }), number: t.arg.string() },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, { kind, number }, { app, actor }) => {
      const stores = await storesOf(app, actor, 'minutes.read')
      return app.db.minutes.findMany({
        ...query,
        where: {
          ...(stores && { centre: { in: [...stores] } }),
          ...(kind && { kind }),
          ...(number && { number: number.trim().toUpperCase() }),
        },
        orderBy: { id: 'desc' },
      })
    },
  }),
)
