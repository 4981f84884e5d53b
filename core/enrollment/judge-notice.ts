import type { Bilingual } from '../errors.ts'

/** Why money that came fits no open payment. */
export type PaymentCaseKind = 'PAID_TWICE' | 'WRONG_AMOUNT' | 'UNKNOWN_REFERENCE' | 'LATE'

interface CaseWords {
  readonly name: Bilingual
  /** What an operator does about it. */
  readonly look: Bilingual
}

export const paymentCaseKinds: Readonly<Record<PaymentCaseKind, CaseWords>> = {
  PAID_TWICE: {
    name: { vi: 'Nộp hai lần', en: 'Paid twice' },
    look: {
      vi: 'Lệ phí của hồ sơ này đã được nộp. Hoàn lại, hoặc trừ cho hồ sơ khác nếu người nộp ghi nhầm mã.',
      en: 'The fee of this file was paid before. Refund it, or settle another file where the payer mixed up the references.',
    },
  },
  WRONG_AMOUNT: {
    name: { vi: 'Sai số tiền', en: 'Wrong amount' },
    look: {
      vi: 'Nộp thừa: trừ lệ phí và hoàn phần dư. Nộp thiếu: hoàn lại và mời nộp đúng số tiền.',
      en: 'Too much: settle the fee and refund the rest. Too little: refund it and ask for the right amount.',
    },
  },
  UNKNOWN_REFERENCE: {
    name: { vi: 'Không rõ nộp cho hồ sơ nào', en: 'Unknown reference' },
    look: {
      vi: 'Tìm hồ sơ theo nội dung chuyển khoản rồi trừ cho hồ sơ đó; không tìm được thì hoàn lại.',
      en: 'Find the file by the words of the transfer and settle it; where none is found, refund it.',
    },
  },
  LATE: {
    name: { vi: 'Nộp khi không còn phải nộp', en: 'Nothing was owed any more' },
    look: {
      vi: 'Hồ sơ đã kết thúc, được miễn hoặc đã hoàn lệ phí. Hoàn lại, hoặc trừ cho hồ sơ khác của người nộp.',
      en: 'The file has ended, is exempt, or its fee was refunded. Refund it, or settle another file of the payer.',
    },
  },
}

/** What stands about a payment when money comes for it. */
export interface OwedPayment {
  readonly status: string
  readonly amount: number
  /** The file was withdrawn, refused, lapsed or closed: no card comes of it. */
  readonly isFileOver: boolean
}

/** Whether an amount settles the payment that its reference names (null: it names none), or else what is the matter. */
export function judgeNotice(amount: number, owed: OwedPayment | null): 'PAYS' | PaymentCaseKind {
  if (owed === null) return 'UNKNOWN_REFERENCE'
  if (owed.status === 'PAID') return 'PAID_TWICE'
  if (owed.status !== 'DUE' || owed.isFileOver) return 'LATE'
  return amount === owed.amount ? 'PAYS' : 'WRONG_AMOUNT'
}
