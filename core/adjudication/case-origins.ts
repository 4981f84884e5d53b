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
  /** No 1:N search was possible: a second officer verifies the person instead. DISTINCT when nobody is found. */
  WITHOUT_BIOMETRICS: { vi: 'Không có vân tay để tra trùng', en: 'No fingers to search with' },
  /**
   * The fingers are not those taken before under the same number. The candidate is the applicant's own record with the
   * earlier file: SAME_PERSON means that the file is right, DISTINCT that somebody else came in this person's name.
   */
  IDENTITY_DOUBT: {
    vi: 'Vân tay không khớp với lần thu nhận trước của cùng số định danh',
    en: 'Not the fingers taken before under the same number',
  },
  /** A biometric system could not answer: whoever decides has no search behind them, or half of one. */
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
