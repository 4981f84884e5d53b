import type { Bilingual } from '../errors.ts'

/** Why a file went to adjudication. */
export const caseOrigins = {
  /** Somebody else's fingers in a gallery are like the applicant's. */
  BIOMETRIC: { vi: 'Vân tay giống người khác', en: 'Fingers like those of another person' },
  DEMOGRAPHIC: {
    vi: 'Thông tin nhân thân giống người khác',
    en: 'Personal data like those of another person',
  },
  ABIS_DISAGREEMENT: {
    vi: 'Các hệ thống nhận dạng trả lời khác nhau',
    en: 'The biometric systems answered differently',
  },
  /** No 1:N search was possible: a second officer verifies the person instead. Closed as DISTINCT when nothing is found. */
  WITHOUT_BIOMETRICS: { vi: 'Không có vân tay để tra trùng', en: 'No fingers to search with' },
  /**
   * The fingers are not those that were taken for the same number before. The candidate is the applicant's own record
   * with the earlier file: SAME_PERSON means that the file is right, DISTINCT that somebody else came in this person's name.
   */
  IDENTITY_DOUBT: {
    vi: 'Vân tay không khớp với lần thu nhận trước của cùng số định danh',
    en: 'The fingers are not those taken before under the same number',
  },
  /** A biometric system could not answer: whoever decides has no search, or only half of it. */
  ABIS_FAILED: { vi: 'Hệ thống nhận dạng không trả lời được', en: 'A biometric system could not answer' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type CaseOrigin = keyof typeof caseOrigins
export const caseOriginNames = Object.keys(caseOrigins) as readonly CaseOrigin[]

/** What speaks for the applicant's being a candidate. */
export const candidateGrounds = {
  FINGERS: { vi: 'Vân tay', en: 'Fingers' },
  FACE: { vi: 'Khuôn mặt', en: 'Face' },
  NUMBER: { vi: 'Số định danh', en: 'Identification number' },
  LEGACY_NUMBER: { vi: 'Số CMND, giấy tờ cũ', en: 'Number of an old paper' },
  NAME_AND_BIRTH_DATE: { vi: 'Họ tên và ngày sinh', en: 'Name and date of birth' },
  PARENTS: { vi: 'Cha, mẹ', en: 'Parents' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type CandidateGround = keyof typeof candidateGrounds

/** For what a case waits. */
export const caseWaits = {
  INTERVIEW: { vi: 'Chờ gặp người làm thủ tục', en: 'An interview' },
  DOCUMENT: { vi: 'Chờ giấy tờ bổ sung', en: 'A document' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type CaseWait = keyof typeof caseWaits
export const caseWaitNames = Object.keys(caseWaits) as readonly CaseWait[]
export const longestWaitDays = 60

export const caseDocumentKinds = {
  INTERVIEW: { vi: 'Biên bản làm việc', en: 'Record of an interview' },
  DOCUMENT: { vi: 'Giấy tờ, tài liệu', en: 'Document' },
  FRAUD_REPORT: { vi: 'Báo cáo dấu hiệu gian dối', en: 'Report of fraud' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type CaseDocumentKind = keyof typeof caseDocumentKinds
export const caseDocumentKindNames = Object.keys(caseDocumentKinds) as readonly CaseDocumentKind[]

/** A case that was taken and lay for so long may be taken by another: a working day, the night and an absence included. */
export const leaseHours = 12
export const leaseEnd = (takenAt: number) => takenAt + leaseHours * 3_600_000
