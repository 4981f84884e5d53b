import { DomainError } from '../../../../core/errors.ts'
import { cashDayLifecycle } from '../../../../core/lifecycle/fees.ts'
import type { StateOf } from '../../../../core/lifecycle/machine.ts'
import { builder } from '../../../graphql/builder.ts'
import { reachOf } from '../../../kernel/authorise.ts'
import { calendarDateOf } from '../../../kernel/clock.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { expectedCash, reachCashDay } from '../cash-day.ts'
import { closeCash } from '../close-cash.ts'
import { countCash } from '../count-cash.ts'
import { recountCash } from '../recount-cash.ts'

type CashDayState = StateOf<typeof cashDayLifecycle>
const State = builder.enumType('CashDayState', {
  values: Object.keys(cashDayLifecycle.table) as CashDayState[],
})

builder.prismaObject('CashDay', {
  description: 'Quỹ tiền mặt of one officer on one day.',
  fields: (t) => ({
    id: t.exposeString('id'),
    officerId: t.exposeString('officerId'),
    officerName: t.string({
      nullable: true,
      select: { officerId: true },
      resolve: async ({ officerId }, _args, { app }) =>
        (await app.db.officer.findUnique({ where: { id: officerId }, select: { name: true } }))?.name ?? null,
    }),
    unitCode: t.exposeString('unitCode'),
    day: t.string({
      description: 'yyyy-MM-dd',
      select: { day: true },
      resolve: ({ day }) => calendarDateOf(day),
    }),
    state: t.field({
      type: State,
      select: { status: true },
      resolve: ({ status }) => status as CashDayState,
    }),
    receipts: t.int({
      description: 'How many were written.',
      select: { _count: { select: { receipts: true } } },
      resolve: ({ _count }) => _count.receipts,
    }),
    expected: t.int({
      nullable: true,
      description: 'Not told before it is counted: who counts must not know what is to come out.',
      select: { id: true, status: true, expected: true },
      resolve: async ({ id, status, expected }, _args, { app }) =>
        status === 'OPEN' ? null : (expected ?? (await expectedCash(app.db, id))),
    }),
    counted: t.exposeInt('counted', { nullable: true }),
    difference: t.exposeInt('difference', { nullable: true, description: 'Counted minus expected.' }),
    explanation: t.exposeString('explanation', { nullable: true }),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.queryField('cashDays', (t) =>
  t.prismaConnection({
    type: 'CashDay',
    cursor: 'id',
    description: 'Cash of the officer, or of everybody in the officer’s units, the newest first.',
    authScopes: { may: 'fee.read' },
    args: {
      mine: t.arg.boolean({ required: true }),
      open: t.arg.boolean({ description: 'Only those that are not closed yet, or only the closed ones.' }),
    },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, { mine, open }, { app, actor }) => {
      const units = await reachOf(app, actor, 'fee.read')
      const notClosed = ['OPEN', 'COUNTED']
      return app.db.cashDay.findMany({
        ...query,
        where: {
          ...(units && { unitCode: { in: [...units] } }),
          ...(mine && { officerId: actor.id ?? '' }),
          ...(typeof open === 'boolean' && { status: open ? { in: notClosed } : { notIn: notClosed } }),
        },
        orderBy: { id: 'desc' },
      })
    },
  }),
)

builder.queryField('cashDay', (t) =>
  t.prismaField({
    type: 'CashDay',
    authScopes: { may: 'fee.read' },
    errors: { types: [DomainError], union: { name: 'CashDayAnswer' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await reachCashDay(app, actor, { id, action: 'fee.read' })
      const found = await app.db.cashDay.findUnique({ ...query, where: { id } })
      if (!found) throw new NotFound('cash day')
      return found
    },
  }),
)

builder.mutationField('countCash', (t) =>
  t.prismaField({
    type: 'CashDay',
    description: 'What lies in the drawer, counted by hand by its keeper.',
    authScopes: { may: 'fee.take' },
    errors: { types: [DomainError], union: { name: 'CountCashResult' } },
    args: { id: t.arg.string({ required: true }), counted: t.arg.int({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await countCash(app, actor, args)
      return app.db.cashDay.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

builder.mutationField('recountCash', (t) =>
  t.prismaField({
    type: 'CashDay',
    description: 'Puts the count aside; the day goes on.',
    authScopes: { may: 'fee.take' },
    errors: { types: [DomainError], union: { name: 'RecountCashResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await recountCash(app, actor, { id })
      return app.db.cashDay.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('closeCash', (t) =>
  t.prismaField({
    type: 'CashDay',
    description: 'Closes counted cash: it adds up, or an officer other than its keeper explains and signs.',
    authScopes: { may: 'fee.read' },
    errors: { types: [DomainError], union: { name: 'CloseCashResult' } },
    args: { id: t.arg.string({ required: true }), explanation: t.arg.string() },
    resolve: async (query, _root, { id, explanation }, { app, actor }) => {
      await closeCash(app, actor, { id, explanation: explanation ?? null })
      return app.db.cashDay.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)
