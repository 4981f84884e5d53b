import { parseCalendarDate, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { parseApplicationCode } from '../../../core/enrollment/application-code.ts'
import { type FeeDeadline, feeDemandedBefore } from '../../../core/enrollment/fee-demand.ts'
import { feeRuleText } from '../../../core/enrollment/fees.ts'
import type { Bilingual } from '../../../core/errors.ts'
import type { ApplicationState } from '../../../core/lifecycle/application.ts'
import { formatReceiptNumber } from '../../../core/qr/receipt-qr.ts'
import { type TransferAsked, transferFor } from '../../enrollment/fees/bank-qr.ts'
import { isFileOver } from '../../enrollment/fees/load-payment.ts'
import type { App } from '../../kernel/app.ts'
import { StatusNotFound } from '../application-status.ts'
import type { StatusLookUp, WithLookUps } from '../look-up-status.ts'

/** What a citizen sees of a fee: as little of the file as its status shows. */
export interface ApplicantFee {
  readonly state: 'DUE' | 'PAID' | 'EXEMPT' | 'REFUNDED'
  readonly amount: number
  readonly rule: Bilingual | null
  readonly demandedBefore: FeeDeadline
  readonly transfer: TransferAsked | null
  /** Number of the receipt, as printed. */
  readonly receipt: string | null
}

interface FeeRow {
  /** Null where no file has this code and this date. */
  readonly file: ApplicationState | null
  readonly channel: string | null
  readonly delivery: string | null
  /** Null where nothing is decided yet. */
  readonly status: ApplicantFee['state'] | null
  readonly ordinal: number
  readonly amount: number
  readonly rule: string | null
  readonly decidedOn: string
  readonly year: number | null
  readonly number: number | null
}

/** One question whatever was typed, so that the time tells nothing. */
const feeQuery = {
  name: 'applicant-fee',
  text: `SELECT a."status" AS "file", a."channel", a."delivery" ->> 'kind' AS "delivery", p."status", p."ordinal", p."amount", p."rule",
           to_char(p."decidedOn", 'YYYY-MM-DD') AS "decidedOn", r."year", r."number"
         FROM (VALUES ($1)) asked("code")
         LEFT JOIN "Application" a ON a."code" = asked."code" AND a."birthDate" = $2
         LEFT JOIN "Payment" p ON p."applicationId" = a."id"
         LEFT JOIN "PaymentReceipt" r ON r."paymentId" = p."id"
         ORDER BY p."occasion"`,
}

/** The fees of a file by its code and birth date, without signing in. Throws StatusNotFound, ProofNeeded, TooManyLookUps. */
export async function feeOfApplicant(
  app: App & WithLookUps,
  { code, birthDate, network, proof }: StatusLookUp,
): Promise<readonly ApplicantFee[]> {
  const asked = { code: parseApplicationCode(code), network, proof }
  const born = parsePartialDate(birthDate)
  app.lookUps.admit(asked)
  const { rows } = await app.pool.query<FeeRow>({ ...feeQuery, values: [asked.code, born] })
  if (!rows[0]?.file) {
    app.lookUps.failed(asked)
    throw new StatusNotFound()
  }
  return rows.flatMap((row) => {
    const { file, status, channel, delivery, amount, year, number } = row
    if (status === null || file === null) return []
    // Of a file that has ended nothing is asked any more.
    if (status === 'DUE' && isFileOver(file)) return []
    const on = parseCalendarDate(row.decidedOn)
    return {
      state: status,
      amount,
      rule: feeRuleText(row.rule),
      demandedBefore: feeDemandedBefore({ channel, delivery, on }),
      transfer: transferFor(app, { ...row, status }),
      receipt: year === null || number === null ? null : formatReceiptNumber({ year, number }),
    }
  })
}
