import type { Bilingual } from '../../../core/errors.ts'
import type { DuplicateCaseState, DuplicateCaseWait } from '../generated/duplicate-cases.ts'

export const areaTitle: Bilingual = { vi: 'Nghi trùng', en: 'Duplicates' }

export const caseStateNames: Readonly<Record<DuplicateCaseState, Bilingual>> = {
  OPEN: { vi: 'Chờ người thứ nhất', en: 'Waits for a first judge' },
  TAKEN: { vi: 'Đang xét lần thứ nhất', en: 'Being judged' },
  WAITING: { vi: 'Tạm chờ', en: 'Waiting' },
  JUDGED_ONCE: { vi: 'Chờ người thứ hai', en: 'Waits for a second judge' },
  ESCALATED: { vi: 'Chờ người thứ ba', en: 'Waits for a third judge' },
  CLOSED: { vi: 'Đã kết thúc', en: 'Closed' },
  VOID: { vi: 'Không cần xét nữa', en: 'No longer needed' },
}

export const caseStateTones: Readonly<Record<DuplicateCaseState, string>> = {
  OPEN: 'badge-attention',
  TAKEN: '',
  WAITING: 'badge-attention',
  JUDGED_ONCE: '',
  ESCALATED: 'badge-trouble',
  CLOSED: 'badge-good',
  VOID: '',
}

export const waitNames: Readonly<Record<DuplicateCaseWait, Bilingual>> = {
  INTERVIEW: { vi: 'Gặp công dân làm việc', en: 'An interview' },
  DOCUMENT: { vi: 'Giấy tờ bổ sung', en: 'A document' },
}

export const bothNames = {
  applicant: { vi: 'Người nộp hồ sơ', en: 'Applicant' },
  candidate: { vi: 'Người trong cơ sở dữ liệu', en: 'Person in the register' },
  /** Where the doubt is whether the applicant is whom their number says. */
  own: { vi: 'Lần thu nhận trước của cùng số', en: 'Captured before under the same number' },
} as const satisfies Readonly<Record<string, Bilingual>>
