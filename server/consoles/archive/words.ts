import type { Bilingual } from '../../../core/errors.ts'
import type { ArchiveLoanPurpose } from '../generated/loans.ts'

export const purposeNames: Readonly<Record<ArchiveLoanPurpose, Bilingual>> = {
  REVIEW: { vi: 'Kiểm tra, phúc tra', en: 'Review' },
  RECONCILIATION: { vi: 'Xử lý trùng, mâu thuẫn', en: 'Reconciliation' },
  COMPLAINT: { vi: 'Giải quyết khiếu nại', en: 'Complaint' },
  INSPECTION: { vi: 'Thanh tra', en: 'Inspection' },
  COURT: { vi: 'Tòa án yêu cầu', en: 'Court' },
}

export const purposeOrder = Object.keys(purposeNames) as readonly ArchiveLoanPurpose[]

export const purposeName = (purpose: string): Bilingual =>
  Object.hasOwn(purposeNames, purpose)
    ? purposeNames[purpose as ArchiveLoanPurpose]
    : { vi: purpose, en: purpose }
