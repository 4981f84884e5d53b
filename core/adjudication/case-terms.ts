import type { Bilingual } from '../errors.ts'

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
