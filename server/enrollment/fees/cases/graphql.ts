import { type PaymentCaseKind, paymentCaseKinds } from '../../../../core/enrollment/judge-notice.ts'
import {
  type PaymentRefundReason,
  paymentRefundReasons,
  type RefundReason,
  refundReasons,
} from '../../../../core/enrollment/refund-reasons.ts'
import { DomainError } from '../../../../core/errors.ts'
import { paymentCaseLifecycle, refundLifecycle } from '../../../../core/lifecycle/fees.ts'
import type { StateOf } from '../../../../core/lifecycle/machine.ts'
import { builder } from '../../../graphql/builder.ts'
import { mayAnywhere, reachOf } from '../../../kernel/authorise.ts'
import { calendarDateOf } from '../../../kernel/clock.ts'
import { applyCase } from '../apply-case.ts'
import { askCaseRefund } from '../ask-case-refund.ts'
import { askRefund } from '../ask-refund.ts'
import { confirmRefund } from '../confirm-refund.ts'
import { declineRefund } from '../decline-refund.ts'
import { type FeeBalance, feeBalance } from '../fee-balance.ts'
import { findPayment } from '../find-payment.ts'
// Defines Payment and its methods, which cases and refunds point to.
import '../graphql.ts'

type CaseState = StateOf<typeof paymentCaseLifecycle>
const CaseStateEnum = builder.enumType('PaymentCaseState', {
  values: Object.keys(paymentCaseLifecycle.table) as CaseState[],
})
const CaseKind = builder.enumType('PaymentCaseKind', {
  values: Object.keys(paymentCaseKinds) as PaymentCaseKind[],
})

builder.prismaObject('PaymentCase', {
  description: 'Money that fits no open payment.',
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.field({ type: CaseKind, select: { kind: true }, resolve: ({ kind }) => kind as PaymentCaseKind }),
    state: t.field({
      type: CaseStateEnum,
      select: { status: true },
      resolve: ({ status }) => status as CaseState,
    }),
    amount: t.exposeInt('amount'),
    applied: t.exposeInt('applied'),
    openedAt: t.expose('openedAt', { type: 'DateTime' }),
    content: t.string({
      description: 'What the payer wrote.',
      select: { notice: { select: { content: true } } },
      resolve: ({ notice }) => notice.content,
    }),
    transactionId: t.string({
      select: { notice: { select: { transactionId: true } } },
      resolve: ({ notice }) => notice.transactionId,
    }),
    channel: t.string({
      description: 'BANK or CARRIER',
      select: { notice: { select: { channel: true } } },
      resolve: ({ notice }) => notice.channel,
    }),
    paidAt: t.field({
      type: 'DateTime',
      select: { notice: { select: { at: true } } },
      resolve: ({ notice }) => notice.at,
    }),
    named: t.relation('notice', { description: 'The notice that opened it.' }),
    refundAsked: t.boolean({
      select: { refunds: { where: { status: 'ASKED' }, select: { id: true } } },
      resolve: ({ refunds }) => refunds.length > 0,
    }),
  }),
})

builder.prismaObject('PaymentNotice', {
  description: 'One sum that bank or carrier say they received.',
  fields: (t) => ({
    id: t.exposeString('id'),
    isConfirmed: t.boolean({
      description: 'It stands in a day’s file too.',
      select: { statementId: true },
      resolve: ({ statementId }) => statementId !== null,
    }),
    payment: t.relation('payment', { nullable: true, description: 'The payment that its reference names.' }),
  }),
})

builder.queryField('paymentCases', (t) =>
  t.prismaConnection({
    type: 'PaymentCase',
    cursor: 'id',
    description: 'Cases in a state, the oldest first.',
    authScopes: { may: 'fee.reconcile' },
    args: { state: t.arg({ type: CaseStateEnum, required: true }) },
    maxSize: 50,
    defaultSize: 20,
    resolve: (query, _root, { state }, { app }) =>
      app.db.paymentCase.findMany({ ...query, where: { status: state }, orderBy: { id: 'asc' } }),
  }),
)

builder.mutationField('applyPaymentCase', (t) =>
  t.prismaField({
    type: 'PaymentCase',
    description:
      'The money settles the payment that a file code or a reference names; the rest is asked to be refunded.',
    authScopes: { may: 'fee.reconcile' },
    errors: { types: [DomainError], union: { name: 'ApplyPaymentCaseResult' } },
    args: { caseId: t.arg.string({ required: true }), text: t.arg.string({ required: true }) },
    resolve: async (query, _root, { caseId, text }, { app, actor }) => {
      const paymentId = await findPayment(app, actor, { text })
      await applyCase(app, actor, { caseId, paymentId })
      return app.db.paymentCase.findUniqueOrThrow({ ...query, where: { id: caseId } })
    },
  }),
)

builder.mutationField('askCaseRefund', (t) =>
  t.prismaField({
    type: 'PaymentCase',
    description: 'Asks for the money to go back to its sender; another officer confirms it.',
    authScopes: { may: 'fee.reconcile' },
    errors: { types: [DomainError], union: { name: 'AskCaseRefundResult' } },
    args: { caseId: t.arg.string({ required: true }) },
    resolve: async (query, _root, { caseId }, { app, actor }) => {
      await askCaseRefund(app, actor, { caseId })
      return app.db.paymentCase.findUniqueOrThrow({ ...query, where: { id: caseId } })
    },
  }),
)

type RefundState = StateOf<typeof refundLifecycle>
const RefundStateEnum = builder.enumType('RefundState', {
  values: Object.keys(refundLifecycle.table) as RefundState[],
})
const Reason = builder.enumType('RefundReason', { values: Object.keys(refundReasons) as RefundReason[] })
const PaymentReason = builder.enumType('PaymentRefundReason', { values: [...paymentRefundReasons] })

builder.prismaObject('Refund', {
  description: 'Money given back: asked by one officer, confirmed by another.',
  fields: (t) => ({
    id: t.exposeString('id'),
    state: t.field({
      type: RefundStateEnum,
      select: { status: true },
      resolve: ({ status }) => status as RefundState,
    }),
    amount: t.exposeInt('amount'),
    method: t.exposeString('method', { description: 'CASH or BANK' }),
    reason: t.field({
      type: Reason,
      select: { reason: true },
      resolve: ({ reason }) => reason as RefundReason,
    }),
    askedBy: t.exposeString('askedBy'),
    askedByName: t.string({
      nullable: true,
      select: { askedBy: true },
      resolve: async ({ askedBy }, _args, { app }) =>
        (await app.db.officer.findUnique({ where: { id: askedBy }, select: { name: true } }))?.name ?? null,
    }),
    askedAt: t.expose('askedAt', { type: 'DateTime' }),
    payment: t.relation('payment', { nullable: true }),
    case: t.relation('case', { nullable: true }),
  }),
})

builder.queryField('refunds', (t) =>
  t.prismaConnection({
    type: 'Refund',
    cursor: 'id',
    description:
      'Refunds in a state within the officer’s units, the oldest first; those of cases for accountants.',
    authScopes: { may: 'fee.read' },
    args: { state: t.arg({ type: RefundStateEnum, required: true }) },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, { state }, { app, actor }) => {
      const units = await reachOf(app, actor, 'fee.read')
      const ofUnits = units ? { unitCode: { in: [...units] } } : { unitCode: { not: null } }
      const seen = mayAnywhere(actor, 'fee.reconcile') ? [ofUnits, { unitCode: null }] : [ofUnits]
      return app.db.refund.findMany({ ...query, where: { status: state, OR: seen }, orderBy: { id: 'asc' } })
    },
  }),
)

builder.mutationField('askRefund', (t) =>
  t.prismaField({
    type: 'Refund',
    description: 'Asks for a paid fee to be given back; another officer confirms it.',
    authScopes: { may: 'refund.ask' },
    errors: { types: [DomainError], union: { name: 'AskRefundResult' } },
    args: {
      paymentId: t.arg.string({ required: true }),
      reason: t.arg({ type: PaymentReason, required: true }),
      inCash: t.arg.boolean({
        required: true,
        description: 'Out of the asking officer’s drawer, where it was paid in cash.',
      }),
    },
    resolve: async (query, _root, { paymentId, reason, inCash }, { app, actor }) => {
      const said: PaymentRefundReason = reason
      const { id } = await askRefund(app, actor, { paymentId, reason: said, inCash })
      return app.db.refund.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

for (const [name, decide] of [
  ['confirmRefund', confirmRefund],
  ['declineRefund', declineRefund],
] as const) {
  builder.mutationField(name, (t) =>
    t.prismaField({
      type: 'Refund',
      description:
        name === 'confirmRefund'
          ? 'The second officer lets the money go back.'
          : 'No money goes back; whoever asked may take their own request back so.',
      authScopes: { may: name === 'confirmRefund' ? 'refund.confirm' : 'refund.ask' },
      errors: {
        types: [DomainError],
        union: { name: name === 'confirmRefund' ? 'ConfirmRefundResult' : 'DeclineRefundResult' },
      },
      args: { id: t.arg.string({ required: true }) },
      resolve: async (query, _root, { id }, { app, actor }) => {
        await decide(app, actor, { id })
        return app.db.refund.findUniqueOrThrow({ ...query, where: { id } })
      },
    }),
  )
}

builder.prismaObject('PaymentStatement', {
  description: 'Tệp đối soát of one day; sent to POST /payments/statements.',
  fields: (t) => ({
    id: t.exposeString('id'),
    channel: t.exposeString('channel'),
    day: t.string({ select: { day: true }, resolve: ({ day }) => calendarDateOf(day) }),
    rows: t.exposeInt('rows'),
    known: t.exposeInt('known', { description: 'Told by the webhook before.' }),
    added: t.exposeInt('added'),
    opened: t.exposeInt('opened', { description: 'Cases.' }),
    faulty: t.int({
      description: 'Rows that could not be taken.',
      select: { faulty: true },
      resolve: ({ faulty }) => (Array.isArray(faulty) ? faulty.length : 0),
    }),
    importedAt: t.expose('importedAt', { type: 'DateTime' }),
  }),
})

builder.queryField('paymentStatements', (t) =>
  t.prismaConnection({
    type: 'PaymentStatement',
    cursor: 'id',
    description: 'Days’ files, the newest first.',
    authScopes: { may: 'fee.reconcile' },
    maxSize: 50,
    defaultSize: 20,
    resolve: (query, _root, _args, { app }) =>
      app.db.paymentStatement.findMany({ ...query, orderBy: { id: 'desc' } }),
  }),
)

const Balance = builder.objectRef<FeeBalance>('FeeBalance').implement({
  description: 'Đồng: owed = paid + open + refunded, told = settled + in cases + returned.',
  fields: (t) => ({
    owed: t.exposeFloat('owed'),
    paid: t.exposeFloat('paid'),
    open: t.exposeFloat('open'),
    refunded: t.exposeFloat('refunded'),
    told: t.exposeFloat('told'),
    settled: t.exposeFloat('settled'),
    inCases: t.exposeFloat('inCases'),
    returned: t.exposeFloat('returned', { description: 'Went back, or is asked to.' }),
    unconfirmed: t.exposeInt('unconfirmed', {
      description: 'Transactions of earlier days that no day’s file has confirmed.',
    }),
  }),
})

builder.queryField('feeBalance', (t) =>
  t.field({
    type: Balance,
    description: 'Where every sum is, over the whole installation.',
    authScopes: { may: 'fee.reconcile' },
    resolve: (_root, _args, { app }) => feeBalance(app.db, app.clock()),
  }),
)
