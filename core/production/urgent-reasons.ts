import type { Bilingual } from '../errors.ts'

/** Between remakes (10) and new work (0): whoever is urgent never overtakes a card that the authority owes already. */
export const urgentPriority = 5

/** Why a file goes before its turn. */
export const urgentReasons = {
  MEDICAL: { vi: 'Cấp cứu, khám chữa bệnh', en: 'Medical treatment' },
  DEPARTURE: {
    vi: 'Xuất cảnh, đi lao động hoặc học tập ở nước ngoài',
    en: 'Departure for work or study abroad',
  },
  EXAMINATION: { vi: 'Dự thi, nhập học', en: 'An examination or enrolment at a school' },
  OFFICIAL_DUTY: { vi: 'Nhiệm vụ công vụ', en: 'Official duty' },
  BENEFIT: { vi: 'Nhận trợ cấp, chính sách có thời hạn', en: 'A benefit with a date' },
  AUTHORITY_ERROR: { vi: 'Sai sót của cơ quan tiếp nhận', en: 'An error of the authority' },
} as const satisfies Record<string, Bilingual>
export type UrgentReason = keyof typeof urgentReasons
export const urgentReasonCodes = Object.keys(urgentReasons) as UrgentReason[]
