import { findPaymentReference } from '../../../core/enrollment/payment-reference.ts'
import { IllegalApplicationCode, parseApplicationCode } from '../../../core/enrollment/application-code.ts'
import { IllegalReceiptQr, parseReceiptQr } from '../../../core/qr/receipt-qr.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { FeeNotDecided } from './refusals.ts'

/**
 * The payment that a reader or a keyboard names: by the code of its file, by its reference, or by its receipt's QR. Of a file with several
 * the one that is open, else the last. Throws NotFound, IllegalApplicationCode, {@link FeeNotDecided}.
 */
export async function findPayment(
  app: App,
  actor: Actor,
  { text }: { readonly text: string },
): Promise<string> {
  const found = (await byReceipt(app, text)) ?? (await byReference(app, text)) ?? (await byFile(app, text))
  await authorise(app, actor, 'fee.read', found.unitCode)
  if (found.paymentId === null) throw new FeeNotDecided()
  return found.paymentId
}

interface Found {
  readonly unitCode: string
  readonly paymentId: string | null
}

function readOr<T, R>(read: () => T, Refused: new () => R): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

async function byReceipt(app: App, text: string): Promise<Found | null> {
  const named = readOr(() => parseReceiptQr(text), IllegalReceiptQr)
  if (!named) return null
  const { unitCode, year, number, amount } = named
  const receipt = await app.db.paymentReceipt.findUnique({
    where: { unitCode_year_number: { unitCode, year, number } },
    include: { payment: { select: { unitCode: true } } },
  })
  // Another amount than ours: somebody wrote that paper.
  if (!receipt || receipt.amount !== amount) throw new NotFound('receipt')
  return { unitCode: receipt.payment.unitCode, paymentId: receipt.paymentId }
}

async function byReference(app: App, text: string): Promise<Found | null> {
  const ordinal = findPaymentReference(text)
  if (ordinal === null) return null
  const payment = await app.db.payment.findUnique({ where: { ordinal } })
  if (!payment) throw new NotFound('payment')
  return { unitCode: payment.unitCode, paymentId: payment.id }
}

/** Throws IllegalApplicationCode for what is no code either. */
async function byFile(app: App, text: string): Promise<Found> {
  const code = readOr(() => parseApplicationCode(text), IllegalApplicationCode)
  if (code === null) throw new IllegalApplicationCode()
  const file = await app.db.application.findUnique({
    where: { code },
    select: {
      unitCode: true,
      payments: { select: { id: true, status: true }, orderBy: { occasion: 'desc' } },
    },
  })
  if (!file) throw new NotFound('application')
  const payment = file.payments.find(({ status }) => status === 'DUE') ?? file.payments[0]
  return { unitCode: file.unitCode, paymentId: payment?.id ?? null }
}
