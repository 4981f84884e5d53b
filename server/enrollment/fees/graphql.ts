import { feeDemandedBefore } from '../../../core/enrollment/fee-demand.ts'
import { feeRuleText } from '../../../core/enrollment/fees.ts'
import { declaredPersonSchema } from '../../../core/enrollment/packet.ts'
import { formatPaymentReference } from '../../../core/enrollment/payment-reference.ts'
import { paymentMethods, type PaymentMethod } from '../../../core/enrollment/refund-reasons.ts'
import { DomainError } from '../../../core/errors.ts'
import { paymentLifecycle } from '../../../core/lifecycle/fees.ts'
import type { StateOf } from '../../../core/lifecycle/machine.ts'
import { formatReceiptNumber } from '../../../core/qr/receipt-qr.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { transferFor } from './bank-qr.ts'
import { withinDay } from './day-bounds.ts'
import { deliveryKind } from './delivery-kind.ts'
import { exemptPayment } from './exempt-payment.ts'
import { findPayment } from './find-payment.ts'
import { isFileOver } from './load-payment.ts'
import { recordCarrierCharge } from './record-carrier-charge.ts'
import { takeCash } from './take-cash.ts'

type PaymentState = StateOf<typeof paymentLifecycle>
export const PaymentStateType = builder.enumType('PaymentState', {
  values: Object.keys(paymentLifecycle.table) as PaymentState[],
})
const Method = builder.enumType('PaymentMethod', { values: Object.keys(paymentMethods) as PaymentMethod[] })
export const FeeDeadlineType = builder.enumType('FeeDeadline', {
  values: ['APPROVAL', 'HAND_OVER', 'DELIVERY'] as const,
})

export const FeeTransferType = builder
  .objectRef<NonNullable<ReturnType<typeof transferFor>>>('FeeTransfer')
  .implement({
    description: 'How a due fee is paid from a bank account.',
    fields: (t) => ({
      reference: t.exposeString('reference', { description: 'What the payer writes into the transfer.' }),
      qr: t.exposeString('qr', { description: 'Text of the VietQR.' }),
      holder: t.exposeString('holder'),
      account: t.exposeString('account'),
    }),
  })

builder.prismaObject('PaymentReceipt', {
  description: 'Biên lai; its paper is GET /fees/receipts/{id}.pdf.',
  fields: (t) => ({
    id: t.exposeString('id'),
    number: t.string({
      description: 'As printed: 0000012/2026.',
      select: { year: true, number: true },
      resolve: (receipt) => formatReceiptNumber(receipt),
    }),
    unitCode: t.exposeString('unitCode'),
    amount: t.exposeInt('amount'),
    method: t.field({
      type: Method,
      select: { method: true },
      resolve: ({ method }) => method as PaymentMethod,
    }),
    at: t.expose('at', { type: 'DateTime' }),
    printedAt: t.expose('printedAt', { type: 'DateTime', nullable: true }),
    payment: t.relation('payment'),
  }),
})

builder.prismaObject('Payment', {
  description: 'Lệ phí of one file.',
  fields: (t) => ({
    id: t.exposeString('id'),
    reference: t.string({
      select: { ordinal: true },
      resolve: ({ ordinal }) => formatPaymentReference(ordinal),
    }),
    state: t.field({
      type: PaymentStateType,
      select: { status: true },
      resolve: ({ status }) => status as PaymentState,
    }),
    amount: t.exposeInt('amount', { description: 'Đồng.' }),
    rule: t.field({
      type: BilingualText,
      nullable: true,
      description: 'Why it is no full fee.',
      select: { rule: true },
      resolve: ({ rule }) => feeRuleText(rule),
    }),
    occasion: t.exposeInt('occasion', {
      description: '0 the request; n the n-th correction of the holder’s own error.',
    }),
    demandedBefore: t.field({
      type: FeeDeadlineType,
      select: { decidedOn: true, application: { select: { channel: true, delivery: true } } },
      resolve: ({ decidedOn, application: { channel, delivery } }) =>
        feeDemandedBefore({ channel, delivery: deliveryKind(delivery), on: calendarDateOf(decidedOn) }),
    }),
    method: t.field({
      type: Method,
      nullable: true,
      select: { method: true },
      resolve: ({ method }) => method as PaymentMethod | null,
    }),
    paidAt: t.expose('paidAt', { type: 'DateTime', nullable: true }),
    carrierCharge: t.exposeInt('carrierCharge', {
      nullable: true,
      description: 'Of the carrier, only recorded.',
    }),
    applicationCode: t.string({
      select: { application: { select: { code: true } } },
      resolve: ({ application }) => application.code,
    }),
    applicantName: t.string({
      nullable: true,
      select: { application: { select: { person: true } } },
      resolve: ({ application }) => declaredPersonSchema.safeParse(application.person).data?.name ?? null,
    }),
    kind: t.string({
      nullable: true,
      select: { application: { select: { kind: true } } },
      resolve: ({ application }) => application.kind,
    }),
    isFileOver: t.boolean({
      description: 'Withdrawn, refused, lapsed or closed: nothing is taken for it any more.',
      select: { application: { select: { status: true } } },
      resolve: ({ application }) => isFileOver(application.status),
    }),
    transfer: t.field({
      type: FeeTransferType,
      nullable: true,
      select: { status: true, ordinal: true, amount: true },
      resolve: (payment, _args, { app }) => transferFor(app, payment),
    }),
    receipt: t.relation('receipt', { nullable: true }),
    refundAsked: t.boolean({
      select: { refunds: { where: { status: 'ASKED' }, select: { id: true } } },
      resolve: ({ refunds }) => refunds.length > 0,
    }),
  }),
})

builder.queryField('payment', (t) =>
  t.prismaField({
    type: 'Payment',
    description:
      'By the code of its file, its reference, or the QR of its receipt; an open one goes before others.',
    authScopes: { may: 'fee.read' },
    errors: { types: [DomainError], union: { name: 'PaymentAnswer' } },
    args: { text: t.arg.string({ required: true }) },
    resolve: async (query, _root, { text }, { app, actor }) => {
      const id = await findPayment(app, actor, { text })
      return app.db.payment.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.queryField('paymentReceipts', (t) =>
  t.prismaConnection({
    type: 'PaymentReceipt',
    cursor: 'id',
    description: 'Receipts of a day in the officer’s units, the newest first.',
    authScopes: { may: 'fee.read' },
    args: { day: t.arg.string({ required: true, description: 'yyyy-MM-dd' }) },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, { day }, { app, actor }) => {
      const units = await reachOf(app, actor, 'fee.read')
      const at = withinDay(parseCalendarDate(day))
      return app.db.paymentReceipt.findMany({
        ...query,
        where: { at, ...(units && { unitCode: { in: [...units] } }) },
        orderBy: { id: 'desc' },
      })
    },
  }),
)

builder.mutationField('takeCash', (t) =>
  t.prismaField({
    type: 'Payment',
    description: 'The whole fee in cash: paid, in the officer’s drawer, with a receipt.',
    authScopes: { may: 'fee.take' },
    errors: { types: [DomainError], union: { name: 'TakeCashResult' } },
    args: { paymentId: t.arg.string({ required: true }), amount: t.arg.int({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      const { paymentId } = await takeCash(app, actor, args)
      return app.db.payment.findUniqueOrThrow({ ...query, where: { id: paymentId } })
    },
  }),
)

builder.mutationField('exemptPayment', (t) =>
  t.prismaField({
    type: 'Payment',
    description: 'Waives a due fee: CARD_ERROR for the office’s fault, or an exemption with its proof.',
    authScopes: { may: 'fee.exempt' },
    errors: { types: [DomainError], union: { name: 'ExemptPaymentResult' } },
    args: { id: t.arg.string({ required: true }), rule: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      const { paymentId } = await exemptPayment(app, actor, args)
      return app.db.payment.findUniqueOrThrow({ ...query, where: { id: paymentId } })
    },
  }),
)

builder.mutationField('recordCarrierCharge', (t) =>
  t.prismaField({
    type: 'Payment',
    description:
      'What the carrier asks of the recipient for the way; owed to the carrier, and only recorded.',
    authScopes: { may: 'fee.take' },
    errors: { types: [DomainError], union: { name: 'RecordCarrierChargeResult' } },
    args: { paymentId: t.arg.string({ required: true }), amount: t.arg.int({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      const { paymentId } = await recordCarrierCharge(app, actor, args)
      return app.db.payment.findUniqueOrThrow({ ...query, where: { id: paymentId } })
    },
  }),
)
