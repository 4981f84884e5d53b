/*
 * Tệp đối soát of one day, CSV in UTF-8:
 *
 *     transaction_id,at,amount,currency,content,payer
 *     FT26326000123,2026-11-22T09:15:00+07:00,25000,VND,LP00000012345 nop le phi,0123456789
 *     total,1,25000
 *
 * The last row counts rows and sums amounts, so that a file that was cut off is told from a quiet day.
 */
import { type PaymentNotice, paymentNoticeSchema } from '../contracts/payment-notice.ts'
import { DomainError } from '../errors.ts'
import { parseCsv } from '../text/csv.ts'

/** The file as a whole cannot be trusted; nothing of it is taken. */
export class StatementUnreadable extends DomainError<'STATEMENT_UNREADABLE'> {
  constructor(cause: 'HEADER' | 'TOTAL_MISSING' | 'TOTAL_DIFFERS' | 'TOO_LONG') {
    super(
      'STATEMENT_UNREADABLE',
      {
        vi: 'Tệp đối soát không đúng định dạng hoặc bị cắt mất dòng (dòng tổng không khớp). Chưa ghi gì; hãy tải lại tệp từ ngân hàng.',
        en: 'The statement is not of the agreed form, or rows of it are missing (its total does not fit). Nothing was taken; fetch the file anew.',
      },
      { cause },
    )
  }
}

const header = 'transaction_id,at,amount,currency,content,payer'
/** A day of a province; more is another kind of file. */
const mostRows = 20_000

export interface PaymentStatement {
  readonly notices: readonly PaymentNotice[]
  /** Rows that say nothing usable, by their line; their sum is unknown to us and stays with the bank. */
  readonly faulty: readonly { readonly line: number; readonly code: 'ILLEGAL_ROW' | 'TWICE_IN_FILE' }[]
}

/** Reads a day's file. Throws {@link StatementUnreadable}. */
export function readPaymentStatement(text: string): PaymentStatement {
  const [head, ...rows] = parseCsv(text)
  if (head?.fields.join(',').toLowerCase() !== header) throw new StatementUnreadable('HEADER')
  const total = rows.pop()
  if (total?.fields[0]?.toLowerCase() !== 'total') throw new StatementUnreadable('TOTAL_MISSING')
  if (rows.length > mostRows) throw new StatementUnreadable('TOO_LONG')
  const told = rows.reduce((sum, { fields }) => sum + amountOf(fields[2]), 0)
  if (Number(total.fields[1]) !== rows.length || amountOf(total.fields[2]) !== told)
    throw new StatementUnreadable('TOTAL_DIFFERS')
  const notices = new Map<string, PaymentNotice>()
  const faulty: PaymentStatement['faulty'][number][] = []
  for (const { line, fields } of rows) {
    const [transactionId, at, amount, currency, content, payer] = fields
    const notice = paymentNoticeSchema.safeParse({
      transactionId,
      at,
      amount: amountOf(amount),
      currency,
      content: content ?? '',
      payer: payer || null,
    })
    if (!notice.success || fields.length > 6) faulty.push({ line, code: 'ILLEGAL_ROW' })
    else if (notices.has(notice.data.transactionId)) faulty.push({ line, code: 'TWICE_IN_FILE' })
    else notices.set(notice.data.transactionId, notice.data)
  }
  return { notices: [...notices.values()], faulty }
}

/** NaN where it is no whole number of đồng: no total fits it then. */
const amountOf = (text: string | undefined): number =>
  /^\d{1,12}$/.test(text ?? '') ? Number(text) : Number.NaN
