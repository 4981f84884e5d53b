import type { Bilingual } from '../errors.ts'

/** Why money goes back, by what it was: a payment that stood, or money that fitted none. */
export const refundReasons = {
  FILE_ENDED: {
    vi: 'Hồ sơ đã rút, bị từ chối hoặc kết thúc',
    en: 'The file was withdrawn, refused or ended',
  },
  AUTHORITY_FAULT: { vi: 'Lỗi của cơ quan, không phải nộp', en: 'The office was at fault: nothing was owed' },
  EXEMPT_AFTER_ALL: { vi: 'Thuộc diện miễn, đã có giấy tờ', en: 'Exempt after all, with the proof' },
  TAKEN_BY_MISTAKE: { vi: 'Thu nhầm', en: 'Taken by mistake' },
  PAID_TWICE: { vi: 'Nộp hai lần', en: 'Paid twice' },
  WRONG_AMOUNT: { vi: 'Nộp sai số tiền', en: 'Wrong amount' },
  NOBODY_FOUND: { vi: 'Không tìm được hồ sơ', en: 'No file was found' },
  NOTHING_OWED: { vi: 'Không còn phải nộp', en: 'Nothing was owed any more' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type RefundReason = keyof typeof refundReasons

/** What an officer may give as the ground for giving back a payment. */
export const paymentRefundReasons = [
  'FILE_ENDED',
  'AUTHORITY_FAULT',
  'EXEMPT_AFTER_ALL',
  'TAKEN_BY_MISTAKE',
] as const satisfies readonly RefundReason[]
export type PaymentRefundReason = (typeof paymentRefundReasons)[number]

export const paymentMethods = {
  CASH: { vi: 'Tiền mặt', en: 'Cash' },
  BANK: { vi: 'Chuyển khoản', en: 'Bank transfer' },
  CARRIER: { vi: 'Bưu điện thu hộ', en: 'Collected by the carrier' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type PaymentMethod = keyof typeof paymentMethods
