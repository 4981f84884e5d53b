import type { Bilingual } from '../../../core/errors.ts'
import { formatCount } from '../../../ui/formats.ts'

export const feeWords = {
  amount: { vi: 'Số tiền', en: 'Amount' },
  file: { vi: 'Hồ sơ', en: 'File' },
  method: { vi: 'Hình thức', en: 'Method' },
  receipt: { vi: 'Biên lai', en: 'Receipt' },
  state: { vi: 'Tình trạng', en: 'State' },
  day: { vi: 'Ngày', en: 'Day' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** 25.000 đồng */
export const dong = (amount: number): string => `${formatCount(amount)} đồng`

export const paymentStates = {
  DUE: { vi: 'chưa nộp', en: 'due' },
  PAID: { vi: 'đã nộp', en: 'paid' },
  EXEMPT: { vi: 'không phải nộp', en: 'nothing to pay' },
  REFUNDED: { vi: 'đã hoàn tiền', en: 'refunded' },
} as const satisfies Readonly<Record<string, Bilingual>>

export const demandWords = {
  APPROVAL: { vi: 'phải nộp trước khi duyệt hồ sơ', en: 'to be paid before the file is approved' },
  HAND_OVER: { vi: 'phải nộp trước khi nhận thẻ', en: 'to be paid before the card is given' },
  DELIVERY: { vi: 'bưu điện thu khi phát thẻ', en: 'taken by the carrier on delivery' },
} as const satisfies Readonly<Record<string, Bilingual>>

export const cashDayStates = {
  OPEN: { vi: 'đang thu', en: 'open' },
  COUNTED: { vi: 'đã đếm, chưa chốt', en: 'counted, not closed' },
  CLOSED: { vi: 'đã chốt, khớp', en: 'closed, adds up' },
  CLOSED_WITH_EXPLANATION: { vi: 'đã chốt, có giải trình', en: 'closed with an explanation' },
} as const satisfies Readonly<Record<string, Bilingual>>
