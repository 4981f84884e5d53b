import type { PaymentMethod } from '../../../core/enrollment/refund-reasons.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { nextNumber } from '../../kernel/next-number.ts'

export interface NewReceipt {
  readonly paymentId: string
  /** Whose series it is of. */
  readonly unitCode: string
  readonly method: PaymentMethod
  readonly amount: number
  /** Milliseconds. */
  readonly at: number
  readonly officerId?: string
  readonly cashDayId?: string
}

/**
 * Biên lai, numbered within unit and year. The number is counted under a lock that is held until the transaction ends, so that none is
 * missing: call it last.
 */
export async function writeReceipt(tx: Transaction, receipt: NewReceipt): Promise<{ readonly id: string }> {
  const { at, unitCode, officerId, ...told } = receipt
  const { year, number } = await nextNumber(tx, { kind: `RECEIPT/${unitCode}`, at })
  return tx.paymentReceipt.create({
    data: { ...told, unitCode, year, number, at: instantAt(at), officerId: officerId ?? null },
    select: { id: true },
  })
}
