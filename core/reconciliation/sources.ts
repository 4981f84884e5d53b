import type { Bilingual } from '../errors.ts'

/** Where a value of a conflict case comes from, in the order of the screen's columns. */
export const conflictSources = {
  FORM: { vi: 'Phiếu DC01/DC02', en: 'Form DC01/DC02' },
  REGISTER: { vi: 'Cơ sở dữ liệu dân cư', en: 'Population register' },
  RESIDENCE_BOOK: { vi: 'Sổ quản lý cư trú', en: 'Residence book' },
  CARD_ARCHIVE: { vi: 'Tàng thư căn cước', en: 'Archive of cards' },
  CIVIL_STATUS: { vi: 'Sổ hộ tịch', en: 'Civil-status register' },
  IMPORT: { vi: 'Dữ liệu sẵn có của địa phương', en: 'The locality’s own data' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type ConflictSource = keyof typeof conflictSources
export const conflictSourceNames = Object.keys(conflictSources) as readonly ConflictSource[]

/** Papers that an officer looks up and writes down; the other sources speak for themselves. */
export const consultedSources = ['RESIDENCE_BOOK', 'CARD_ARCHIVE', 'CIVIL_STATUS'] as const
export type ConsultedSource = (typeof consultedSources)[number]

/** What one source says of one field: a value, that it is not known, or (null) nothing at all. */
export interface SourceValue {
  readonly value: string | null
  readonly unknown: boolean
}

export const known = (value: string): SourceValue => ({ value, unknown: false })
export const empty: SourceValue = { value: null, unknown: false }
export const unknown: SourceValue = { value: null, unknown: true }

/** The sources that have been looked up for a field. */
export type SourceValues = Readonly<Partial<Record<ConflictSource, SourceValue>>>

/** Papers on which a decision may rest (NĐ 70/2024/NĐ-CP, article 5; NĐ 123/2015/NĐ-CP, article 6). */
export const decisionDocuments = {
  BIRTH_CERTIFICATE: { vi: 'Giấy khai sinh', en: 'Birth certificate' },
  CIVIL_STATUS_DECISION: { vi: 'Quyết định, trích lục hộ tịch', en: 'Civil-status decision or extract' },
  COURT_DECISION: { vi: 'Bản án, quyết định của tòa án', en: 'Court decision' },
  RESIDENCE_BOOK_EXTRACT: { vi: 'Trích sổ quản lý cư trú', en: 'Extract of the residence book' },
  CARD_ARCHIVE_RECORD: { vi: 'Hồ sơ tàng thư căn cước', en: 'Record of the card archive' },
  INQUIRY_REPLY: { vi: 'Phiếu trả lời xác minh', en: 'Reply to an inquiry' },
  VERIFICATION_MINUTES: { vi: 'Biên bản xác minh', en: 'Minutes of a verification' },
  OTHER: { vi: 'Giấy tờ khác', en: 'Another paper' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type DecisionDocument = keyof typeof decisionDocuments

/** Why a case exists. */
export const conflictKinds = {
  NAME: { vi: 'Họ tên', en: 'Name' },
  MIDDLE_NAME: { vi: 'Chữ đệm', en: 'Middle name' },
  BIRTH_DATE: { vi: 'Ngày sinh', en: 'Date of birth' },
  SEX: { vi: 'Giới tính', en: 'Sex' },
  ETHNICITY: { vi: 'Dân tộc', en: 'Ethnicity' },
  NATIONALITY: { vi: 'Quốc tịch', en: 'Nationality' },
  ORIGIN: { vi: 'Quê quán, nơi đăng ký khai sinh', en: 'Place of origin or of birth registration' },
  RELATIVE: { vi: 'Cha, mẹ, vợ, chồng, người đại diện', en: 'Parents, spouse or representative' },
  RESIDENCE: { vi: 'Nơi cư trú, hộ', en: 'Residence or household' },
  OTHER_ITEM: { vi: 'Mục khác', en: 'Another item' },
  NUMBER: { vi: 'Số định danh', en: 'Number' },
  NUMBER_OF_ANOTHER: { vi: 'Số định danh của người khác', en: 'The number is another person’s' },
  DUPLICATE_PERSON: { vi: 'Có thể đã có hồ sơ', en: 'Perhaps registered already' },
  PROVISIONAL: { vi: 'Hồ sơ tạm chờ giấy tờ', en: 'Provisional record' },
  NOT_REGISTERED_THERE: { vi: 'Nơi được hỏi không có đăng ký', en: 'Not registered where it was asked' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type ConflictKind = keyof typeof conflictKinds
export const conflictKindNames = Object.keys(conflictKinds) as readonly ConflictKind[]
