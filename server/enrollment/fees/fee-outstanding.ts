import { type FeeDeadline, feeDemandedBefore, isDemandedAt } from '../../../core/enrollment/fee-demand.ts'
import { DomainError } from '../../../core/errors.ts'
import { formatDong } from '../../../core/text/dong.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { deliveryKind } from './delivery-kind.ts'

/** The file waits for its fee. */
export class FeeUnpaid extends DomainError<'FEE_UNPAID'> {
  constructor(amount: number) {
    super(
      'FEE_UNPAID',
      {
        vi: `Hồ sơ này chưa nộp lệ phí ${formatDong(amount)} đồng. Thu tiền mặt ở màn hình Lệ phí, hoặc mời công dân quét mã QR ngân hàng; thu xong thì làm tiếp.`,
        en: `The fee of ${formatDong(amount)} đồng has not been paid. Take it in cash on the screen of fees, or let the citizen scan the bank QR; then go on.`,
      },
      { amount },
    )
  }
}

/** What must still be paid before a file goes past a point (a card given at a counter, unless said otherwise); null for nothing. */
export async function feeOutstanding(
  tx: Transaction,
  applicationId: string,
  point: FeeDeadline = 'HAND_OVER',
): Promise<number | null> {
  const owed = await tx.payment.findMany({
    where: { applicationId, status: 'DUE' },
    select: {
      amount: true,
      decidedOn: true,
      application: { select: { channel: true, delivery: true } },
    },
  })
  const demanded = owed.filter(({ decidedOn, application: { channel, delivery } }) =>
    isDemandedAt(
      feeDemandedBefore({ channel, delivery: deliveryKind(delivery), on: calendarDateOf(decidedOn) }),
      point,
    ),
  )
  return demanded.length === 0 ? null : demanded.reduce((sum, { amount }) => sum + amount, 0)
}

/** Refuses to go past a point while the fee is open. Throws {@link FeeUnpaid}. */
export async function demandFee(
  tx: Transaction,
  applicationId: string,
  point: FeeDeadline = 'HAND_OVER',
): Promise<void> {
  const amount = await feeOutstanding(tx, applicationId, point)
  if (amount !== null) throw new FeeUnpaid(amount)
}
