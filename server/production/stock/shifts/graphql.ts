import { DomainError } from '../../../../core/errors.ts'
import type { StateOf } from '../../../../core/lifecycle/machine.ts'
import { shiftLifecycle } from '../../../../core/lifecycle/operation.ts'
import { builder } from '../../../graphql/builder.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { officerName } from '../officer-name.ts'
import { storesOf } from '../stores.ts'
// Defines Minutes, which shifts point to.
import '../papers/graphql.ts'
import { closeShift } from './close-shift.ts'
import { countShift } from './count-shift.ts'
import { reachShift } from './load-shift.ts'
import { openShift } from './open-shift.ts'
import { recountShift } from './recount-shift.ts'
import { type ShiftBalance, shiftBalance } from './shift-balance.ts'

type ShiftState = StateOf<typeof shiftLifecycle>
const State = builder.enumType('ShiftState', { values: Object.keys(shiftLifecycle.table) as ShiftState[] })

const Balance = builder.objectRef<ShiftBalance>('ShiftBalance').implement({
  description: 'Where the blanks of a shift went: issued − returned − good − spoiled − lost = expectedLeft.',
  fields: (t) => ({
    carried: t.exposeInt('carried', { description: 'Lay at the station at its start; part of issued.' }),
    issued: t.exposeInt('issued'),
    returned: t.exposeInt('returned'),
    good: t.exposeInt('good'),
    spoiled: t.exposeInt('spoiled'),
    lost: t.exposeInt('lost'),
    expectedLeft: t.exposeInt('expectedLeft'),
  }),
})

builder.prismaObject('Shift', {
  description: 'Ca sản xuất at one station.',
  fields: (t) => ({
    id: t.exposeString('id'),
    stationId: t.exposeString('stationId'),
    stationNumber: t.int({
      nullable: true,
      select: { station: { select: { number: true } } },
      resolve: ({ station }) => station.number,
    }),
    storeCode: t.string({
      select: { station: { select: { centreCode: true } } },
      resolve: ({ station }) => station.centreCode,
    }),
    state: t.field({
      type: State,
      select: { status: true },
      resolve: ({ status }) => status as ShiftState,
    }),
    openedAt: t.expose('openedAt', { type: 'DateTime' }),
    openedBy: t.exposeString('openedBy'),
    openedByName: t.string({
      nullable: true,
      select: { openedBy: true },
      resolve: ({ openedBy }, _args, { app }) => officerName(app, openedBy),
    }),
    countedLeft: t.exposeInt('countedLeft', { nullable: true }),
    countedBy: t.exposeString('countedBy', { nullable: true }),
    countedByName: t.string({
      nullable: true,
      select: { countedBy: true },
      resolve: ({ countedBy }, _args, { app }) => officerName(app, countedBy),
    }),
    countedAt: t.expose('countedAt', { type: 'DateTime', nullable: true }),
    balance: t.field({
      type: Balance,
      description: 'As it stands now; of a closed shift as it was closed.',
      select: { id: true, issued: true, good: true, spoiled: true, returned: true, lost: true },
      resolve: async ({ id, issued, good, spoiled, returned, lost }, _args, { app }) => {
        const now = await shiftBalance(app.db, id)
        if (issued === null) return now
        const closed = { good: good ?? 0, spoiled: spoiled ?? 0, returned: returned ?? 0, lost: lost ?? 0 }
        const gone = closed.good + closed.spoiled + closed.returned + closed.lost
        return { ...closed, carried: now.carried, issued, expectedLeft: issued - gone }
      },
    }),
    difference: t.int({
      nullable: true,
      description: 'Expected minus counted; null before it is counted.',
      select: { id: true, difference: true, countedLeft: true },
      resolve: async ({ id, difference, countedLeft }, _args, { app }) => {
        if (difference !== null || countedLeft === null) return difference
        return (await shiftBalance(app.db, id)).expectedLeft - countedLeft
      },
    }),
    explanation: t.exposeString('explanation', { nullable: true }),
    closedBy: t.exposeString('closedBy', { nullable: true }),
    closedByName: t.string({
      nullable: true,
      select: { closedBy: true },
      resolve: ({ closedBy }, _args, { app }) => officerName(app, closedBy),
    }),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
    minutes: t.relation('minutes', { nullable: true }),
  }),
})

builder.queryField('shifts', (t) =>
  t.prismaConnection({
    type: 'Shift',
    cursor: 'id',
    description: 'Shifts at the officer’s stations, the newest first.',
    authScopes: { may: 'stock.read' },
    args: {
      stationId: t.arg.string(),
      open: t.arg.boolean({ description: 'Only those that are not closed yet, or only the closed ones.' }),
    },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, { stationId, open }, { app, actor }) => {
      const stores = await storesOf(app, actor, 'stock.read')
      const openStates = ['OPEN', 'COUNTED']
      return app.db.shift.findMany({
        ...query,
        where: {
          ...(stores && { station: { centreCode: { in: [...stores] } } }),
          ...(stationId && { stationId }),
          ...(typeof open === 'boolean' && { status: open ? { in: openStates } : { notIn: openStates } }),
        },
        orderBy: { id: 'desc' },
      })
    },
  }),
)

builder.queryField('shift', (t) =>
  t.prismaField({
    type: 'Shift',
    authScopes: { may: 'stock.read' },
    errors: { types: [DomainError], union: { name: 'ShiftAnswer' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      const shift = await reachShift(app, actor, { id, action: 'stock.read' })
      const found = await app.db.shift.findUnique({ ...query, where: { id: shift.id } })
      if (!found) throw new NotFound('shift')
      return found
    },
  }),
)

builder.mutationField('openShift', (t) =>
  t.prismaField({
    type: 'Shift',
    description: 'Opens a shift at a station; blanks that lie there are carried over.',
    authScopes: { may: 'shift.run' },
    errors: { types: [DomainError], union: { name: 'OpenShiftResult' } },
    args: { stationId: t.arg.string({ required: true }) },
    resolve: async (query, _root, { stationId }, { app, actor }) => {
      const { id } = await openShift(app, actor, { stationId })
      return app.db.shift.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('countShift', (t) =>
  t.prismaField({
    type: 'Shift',
    description: 'What lies at the station, counted by hand, with nothing in the machine.',
    authScopes: { may: 'shift.run' },
    errors: { types: [DomainError], union: { name: 'CountShiftResult' } },
    args: { id: t.arg.string({ required: true }), countedLeft: t.arg.int({ required: true }) },
    resolve: async (query, _root, { id, countedLeft }, { app, actor }) => {
      await countShift(app, actor, { id, countedLeft })
      return app.db.shift.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('recountShift', (t) =>
  t.prismaField({
    type: 'Shift',
    description: 'Puts the count aside; the shift goes on.',
    authScopes: { may: 'shift.run' },
    errors: { types: [DomainError], union: { name: 'RecountShiftResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await recountShift(app, actor, { id })
      return app.db.shift.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('closeShift', (t) =>
  t.prismaField({
    type: 'Shift',
    description:
      'Closes a counted shift: with difference 0, or with an explanation signed by another officer than the one who counted.',
    authScopes: { may: 'stock.read' },
    errors: { types: [DomainError], union: { name: 'CloseShiftResult' } },
    args: { id: t.arg.string({ required: true }), explanation: t.arg.string() },
    resolve: async (query, _root, { id, explanation }, { app, actor }) => {
      await closeShift(app, actor, { id, explanation: explanation ?? null })
      return app.db.shift.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)
