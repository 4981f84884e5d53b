import type { CorrectableFieldName, CorrectionEvidence } from '../../../core/citizen/correction.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { formatDate } from '../../../ui/formats.ts'

export const evidenceNames: Readonly<Record<CorrectionEvidence, Bilingual>> = {
  BIRTH_CERTIFICATE: { vi: 'Giấy khai sinh', en: 'Birth certificate' },
  CIVIL_STATUS_DECISION: { vi: 'Quyết định, trích lục hộ tịch', en: 'Civil-status decision' },
  COURT_DECISION: { vi: 'Bản án, quyết định của tòa án', en: 'Court decision' },
  FORM_DC02: { vi: 'Phiếu DC02', en: 'Form DC02' },
  OTHER: { vi: 'Giấy tờ khác', en: 'Another paper' },
}

export const refusalReasons = {
  EVIDENCE_MISSING: { vi: 'Thiếu giấy tờ chứng minh', en: 'Evidence is missing' },
  EVIDENCE_CONTRADICTS: { vi: 'Giấy tờ không khớp nội dung', en: 'Evidence says otherwise' },
  NOT_ENTITLED: { vi: 'Người đề nghị không có quyền', en: 'Not entitled to ask' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type RefusalReason = keyof typeof refusalReasons

export const changeStates: Readonly<Record<string, Bilingual>> = {
  DRAFT: { vi: 'Đang soạn', en: 'Draft' },
  SUBMITTED: { vi: 'Chờ duyệt', en: 'Waiting for a decision' },
  APPLIED: { vi: 'Đã duyệt', en: 'Approved' },
  REJECTED: { vi: 'Bị từ chối', en: 'Rejected' },
}

const codeNames: Readonly<Partial<Record<CorrectableFieldName, Readonly<Record<string, Bilingual>>>>> = {
  sex: { MALE: { vi: 'Nam', en: 'Male' }, FEMALE: { vi: 'Nữ', en: 'Female' } },
  maritalStatus: {
    SINGLE: { vi: 'Chưa kết hôn', en: 'Single' },
    MARRIED: { vi: 'Đã kết hôn', en: 'Married' },
    DIVORCED: { vi: 'Đã ly hôn', en: 'Divorced' },
    WIDOWED: { vi: 'Góa', en: 'Widowed' },
  },
  bloodType: Object.fromEntries(['O', 'A', 'B', 'AB'].map((type) => [type, { vi: type, en: type }])),
}

/** The codes a field may hold, with their names; null for a field of words. */
export const choicesOf = (field: string) => codeNames[field as CorrectableFieldName] ?? null

export const notRecorded: Bilingual = { vi: 'chưa có', en: 'nothing' }

/** What stands in a field, as people read it. */
export function shownValue(field: string, value: string | null): Bilingual {
  if (value === null || value === '') return notRecorded
  const named = choicesOf(field)?.[value]
  if (named) return named
  const text = field === 'birthDate' ? formatDate(value) : value
  return { vi: text, en: text }
}
