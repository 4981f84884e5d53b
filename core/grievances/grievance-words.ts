import type { Bilingual } from '../errors.ts'

/** FEEDBACK: a question or a remark (phản ánh, kiến nghị). COMPLAINT: against a decision or conduct (khiếu nại). */
export const grievanceKinds = {
  FEEDBACK: { vi: 'Phản ánh, hỏi đáp', en: 'Question or remark' },
  COMPLAINT: { vi: 'Khiếu nại', en: 'Complaint' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type GrievanceKind = keyof typeof grievanceKinds

/** What a grievance is about. */
export const grievanceSubjects = {
  LATE: { vi: 'Chậm trả kết quả', en: 'The result is late' },
  RETURNED: { vi: 'Hồ sơ bị trả lại', en: 'The file was returned' },
  REFUSED: { vi: 'Hồ sơ bị từ chối', en: 'The file was refused' },
  WRONG_DATA: { vi: 'Thông tin trên thẻ hoặc hồ sơ sai', en: 'Wrong data on the card or in the file' },
  CARD: { vi: 'Thẻ hỏng, chưa nhận được thẻ', en: 'Card faulty or not received' },
  FEE: { vi: 'Lệ phí', en: 'Fees' },
  CONDUCT: { vi: 'Thái độ, cách phục vụ', en: 'How people were treated' },
  DATA_USE: { vi: 'Việc khai thác thông tin cá nhân', en: 'Use of personal data' },
  OTHER: { vi: 'Việc khác', en: 'Something else' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type GrievanceSubject = keyof typeof grievanceSubjects

/** What an answer finds. */
export const grievanceFindings = {
  JUSTIFIED: { vi: 'Đúng, đã khắc phục', en: 'Justified and put right' },
  PARTLY: { vi: 'Đúng một phần', en: 'Partly justified' },
  UNJUSTIFIED: { vi: 'Không đúng', en: 'Not justified' },
  INFORMED: { vi: 'Đã giải đáp', en: 'Explained' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type GrievanceFinding = keyof typeof grievanceFindings
