import { builder } from '../../../graphql/builder.ts'
// Defines the shift that is open at a station.
import '../shifts/graphql.ts'
import { type StockPlace, stockPlaces } from '../stock-places.ts'

const Station = builder.prismaObject('Machine', {
  variant: 'StockStation',
  description: 'A production station as its store knows it.',
  fields: (t) => ({
    id: t.exposeString('id'),
    number: t.exposeInt('number', { nullable: true }),
    openShift: t.prismaField({
      type: 'Shift',
      nullable: true,
      description: 'The shift that is not closed yet.',
      select: { id: true },
      resolve: (query, { id }, _args, { app }) =>
        app.db.shift.findFirst({ ...query, where: { stationId: id, status: { in: ['OPEN', 'COUNTED'] } } }),
    }),
  }),
})

const Place = builder.objectRef<StockPlace>('StockPlace').implement({
  description: 'A store of blanks, with the stations that it gives them to.',
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    stations: t.prismaField({
      type: [Station],
      description: 'Production stations in service.',
      resolve: (query, { code }, _args, { app }) =>
        app.db.machine.findMany({
          ...query,
          where: { kind: 'STATION', status: 'ACTIVE', centreCode: code },
          orderBy: { number: 'asc' },
        }),
    }),
  }),
})

builder.queryField('stockPlaces', (t) =>
  t.field({
    type: [Place],
    description:
      'Stores within reach that blanks or stations are at; with `text` others too, by name or code. Fifty at most.',
    authScopes: { may: 'stock.read' },
    args: {
      text: t.arg.string(),
      everywhere: t.arg.boolean({ description: 'Beyond the officer’s reach: where blanks may be sent.' }),
    },
    resolve: async (_root, { text, everywhere }, { app, actor }) => [
      ...(await stockPlaces(app, actor, { text: text ?? null, everywhere: everywhere ?? false })),
    ],
  }),
)
