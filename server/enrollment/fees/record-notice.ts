import type { PaymentNotice } from '../../../core/contracts/payment-notice.ts'
import { judgeNotice } from '../../../core/enrollment/judge-notice.ts'
import { findPaymentReference } from '../../../core/enrollment/payment-reference.ts'
import { paymentLifecycle } from '../../../core/lifecycle/fees.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit, type AuditRecord } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../../kernel/db.ts'
import { move } from '../../kernel/transition.ts'
import { lockedPayment } from './load-payment.ts'
import { NoticeContradicts } from './refusals.ts'
import { writeReceipt } from './write-receipt.ts'

/** Who tells us of money that is not cash. */
export type NoticeChannel = 'BANK' | 'CARRIER'

export interface ToldNotice {
  readonly channel: NoticeChannel
  readonly notice: PaymentNotice
  /** The day's file in which it stands; null for one that the webhook brought. */
  readonly statementId: string | null
}

/** PAID: a payment was settled; CASE: an operator decides; KNOWN: it was told before, and nothing changed. */
export type NoticeOutcome = 'PAID' | 'CASE' | 'KNOWN'

/**
 * Money came, by the word of bank or carrier. It settles the payment that its reference names, or opens a case: each transaction does one of
 * both, once, however often and by whatever way it is told. Throws {@link NoticeContradicts}.
 */
export async function recordNotice(app: App, actor: Actor, told: ToldNotice): Promise<NoticeOutcome> {
  const known = await knownNotice(app, told)
  if (known !== null) return known
  try {
    return await app.db.$transaction((tx) => settle(tx, app, actor, told))
  } catch (error) {
    // Told twice at once: the other one was first.
    const settled = isUniqueViolation(error) ? await knownNotice(app, told) : null
    if (settled === null) throw error
    return settled
  }
}

/** A day's file confirms what the webhook told. */
async function knownNotice(app: App, { channel, notice, statementId }: ToldNotice): Promise<'KNOWN' | null> {
  const { transactionId, amount, content } = notice
  const known = await app.db.paymentNotice.findUnique({
    where: { channel_transactionId: { channel, transactionId } },
    select: { id: true, amount: true, content: true, statementId: true },
  })
  if (!known) return null
  if (known.amount !== amount || known.content !== content) throw new NoticeContradicts()
  if (statementId !== null && known.statementId === null)
    await app.db.paymentNotice.update({ where: { id: known.id }, data: { statementId } })
  return 'KNOWN'
}

async function settle(tx: Transaction, app: App, actor: Actor, told: ToldNotice): Promise<NoticeOutcome> {
  const { channel, notice, statementId } = told
  const { currency: _, at, ...said } = notice
  const received = app.clock()
  const payment = await namedPayment(tx, notice.content)
  const { id: noticeId } = await tx.paymentNotice.create({
    data: {
      ...said,
      channel,
      at: instantAt(Date.parse(at)),
      receivedAt: instantAt(received),
      source: statementId === null ? 'WEBHOOK' : 'FILE',
      statementId,
      paymentId: payment?.id ?? null,
    },
    select: { id: true },
  })
  const verdict = judgeNotice(notice.amount, payment)
  const { amount } = notice
  if (verdict === 'PAYS' && payment) {
    const subject = { subjectKind: 'payment', subjectId: payment.id, details: { method: channel, amount } }
    await payByNotice(tx, app, { actor, payment, channel, entry: { action: 'payment.pay', ...subject } })
    return 'PAID'
  }
  const opened = { noticeId, kind: verdict, amount, openedAt: instantAt(received) }
  const { id } = await tx.paymentCase.create({ data: opened, select: { id: true } })
  await audit(tx, {
    actor,
    at: received,
    action: 'payment-case.open',
    subjectKind: 'payment case',
    subjectId: id,
    details: { kind: verdict, amount, channel },
  })
  return 'CASE'
}

async function namedPayment(tx: Transaction, content: string) {
  const ordinal = findPaymentReference(content)
  if (ordinal === null) return null
  const named = await tx.payment.findUnique({ where: { ordinal }, select: { id: true } })
  return named && lockedPayment(tx, named.id)
}

interface PaidByNotice {
  readonly actor: Actor
  readonly payment: Awaited<ReturnType<typeof lockedPayment>>
  readonly channel: NoticeChannel
  /** One for the whole transaction. */
  readonly entry: Omit<AuditRecord, 'actor' | 'at'>
}

/** A payment is settled with money that a notice told of, and has its receipt: call it last. */
export async function payByNotice(tx: Transaction, app: App, paid: PaidByNotice): Promise<void> {
  const { actor, payment, channel, entry } = paid
  const at = app.clock()
  const { id, amount, unitCode } = payment
  const data = { method: channel, paidAt: instantAt(at) }
  await move(tx, paymentLifecycle, payment, { event: 'pay', actor, at, data })
  await audit(tx, { actor, at, ...entry })
  await writeReceipt(tx, { paymentId: id, unitCode, method: channel, amount, at })
}
