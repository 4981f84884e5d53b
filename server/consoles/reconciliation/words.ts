import type { Bilingual } from '../../../core/errors.ts'
import type { ConflictState } from '../generated/conflicts.ts'
import type { InquiryAnswerOutcome, InquiryState } from '../generated/inquiries.ts'

export const conflictStateNames: Readonly<Record<ConflictState, Bilingual>> = {
  OPEN: { vi: 'Chờ giải quyết', en: 'Open' },
  PROPOSED: { vi: 'Chờ duyệt', en: 'Waiting for a checker' },
  WAITING_DOCUMENT: { vi: 'Chờ giấy tờ', en: 'Waiting for a document' },
  RESOLVED: { vi: 'Đã giải quyết', en: 'Settled' },
}
export const conflictStateOrder = Object.keys(conflictStateNames) as readonly ConflictState[]

export const conflictTones: Readonly<Record<ConflictState, string>> = {
  OPEN: 'badge-attention',
  PROPOSED: '',
  WAITING_DOCUMENT: 'badge-attention',
  RESOLVED: 'badge-good',
}

export const originNames: Readonly<Record<string, Bilingual>> = {
  FORM: { vi: 'Phiếu thu thập', en: 'Form' },
  IMPORT: { vi: 'Dữ liệu địa phương', en: 'Locality’s data' },
  LEGACY_CARD: { vi: 'Thẻ cũ', en: 'Former card' },
  INQUIRY: { vi: 'Phiếu xác minh', en: 'Inquiry' },
  OFFICER: { vi: 'Cán bộ mở', en: 'Officer' },
}

export const decisionRefusalNames = {
  DOCUMENT_MISSING: { vi: 'Thiếu giấy tờ làm căn cứ', en: 'The document is missing' },
  DOCUMENT_CONTRADICTS: { vi: 'Giấy tờ không khớp đề xuất', en: 'The document says otherwise' },
  SOURCES_MISSING: { vi: 'Chưa tra cứu đủ nguồn', en: 'Sources were not looked up' },
  WRONG_PERSON: { vi: 'Không phải người này', en: 'Not this person' },
} as const satisfies Readonly<Record<string, Bilingual>>

export const inquiryStateNames: Readonly<Record<InquiryState, Bilingual>> = {
  SENT: { vi: 'Đã gửi, chờ tiếp nhận', en: 'Sent' },
  RECEIVED: { vi: 'Đã tiếp nhận, chờ trả lời', en: 'Received' },
  ANSWERED: { vi: 'Đã trả lời', en: 'Answered' },
  APPLIED: { vi: 'Đã sử dụng kết quả', en: 'Made use of' },
  CANCELLED: { vi: 'Đã hủy', en: 'Cancelled' },
}
export const inquiryStateOrder = Object.keys(inquiryStateNames) as readonly InquiryState[]

export const answerNames: Readonly<Record<InquiryAnswerOutcome, Bilingual>> = {
  VALUE: { vi: 'Có giá trị', en: 'A value' },
  UNKNOWN: { vi: 'Không rõ', en: 'Not known' },
  NOT_REGISTERED: { vi: 'Không đăng ký tại đây', en: 'Not registered here' },
}
