import { formatPaymentReference } from '../../../core/enrollment/payment-reference.ts'
import { vietQr } from '../../../core/qr/viet-qr.ts'
import type { App } from '../../kernel/app.ts'

export interface TransferAsked {
  readonly reference: string
  /** Text of the VietQR. */
  readonly qr: string
  readonly holder: string
  readonly account: string
}

/** How a due fee is transferred; null where the installation has no account for it (FEE_BANK_ACCOUNT), or nothing is due. */
export function transferFor(
  app: App,
  { status, ordinal, amount }: { readonly status: string; readonly ordinal: number; readonly amount: number },
): TransferAsked | null {
  const { account: to } = app.env.fees
  if (to === null || status !== 'DUE') return null
  const reference = formatPaymentReference(ordinal)
  const { bin, account, holder } = to
  return { reference, holder, account, qr: vietQr({ bin, account, amount, purpose: reference }) }
}
