import type { Bilingual } from '../errors.ts'

/** Why the supervisor of a station gives a signed file back to its operator, before anything leaves the desk. */
export const sendBackReasons = {
  EXCEPTION_UNPROVEN: {
    vi: 'Ngoại lệ vân tay chưa rõ hoặc thiếu ảnh bàn tay',
    en: 'A finger exception is not clear, or the photo of the hand is missing',
  },
  FINGERS_POOR: { vi: 'Vân tay chất lượng thấp, cần thu lại', en: 'Poor prints: capture again' },
  PORTRAIT_POOR: { vi: 'Ảnh chân dung chưa đạt', en: 'The portrait will not do' },
  PAPER_MISSING: { vi: 'Thiếu hoặc không đọc được giấy tờ', en: 'A paper is missing or cannot be read' },
  DETAILS_WRONG: { vi: 'Thông tin kê khai sai', en: 'The details are wrong' },
  CLAIM_UNPROVEN: {
    vi: 'Khác dữ liệu dân cư mà chưa có giấy tờ chứng minh',
    en: 'Differs from the registry without proof',
  },
  SIGNATURE_MISSING: {
    vi: 'Thiếu chữ ký hoặc xác nhận của người dân',
    en: 'The applicant’s signature is missing',
  },
  OTHER: { vi: 'Lý do khác (ghi rõ)', en: 'Another reason (described)' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type SendBackReason = keyof typeof sendBackReasons

export const sendBackCodes = Object.keys(sendBackReasons) as [SendBackReason, ...SendBackReason[]]
