import type { Bilingual } from '../../../core/errors.ts'
import type { ResidentItem } from '../../../core/forms/resident-items.ts'
import type { ResidenceEvidence } from '../../../core/residence/declarations.ts'
import { relationNames } from '../../../core/residence/words.ts'

/** The 26 items of Luật Căn cước 2023, article 9, as officers look for them. */
export const itemGroups: readonly { readonly title: Bilingual; readonly items: readonly ResidentItem[] }[] = [
  {
    title: { vi: 'Nhân thân', en: 'The person' },
    items: [
      'name',
      'otherName',
      'birthDate',
      'sex',
      'ethnicity',
      'religion',
      'nationality',
      'maritalStatus',
      'bloodType',
    ],
  },
  {
    title: { vi: 'Nơi sinh, quê quán', en: 'Birth and origin' },
    items: ['birthPlace', 'birthRegistrationPlace', 'placeOfOrigin'],
  },
  {
    title: { vi: 'Số và giấy tờ', en: 'Numbers and documents' },
    items: ['number', 'legacyNumber', 'issuedDocuments'],
  },
  {
    title: { vi: 'Cư trú', en: 'Residence' },
    items: ['permanentAddress', 'temporaryAddress', 'currentAddress', 'declaredAbsence', 'residenceFile'],
  },
  {
    title: { vi: 'Gia đình, hộ', en: 'Family and household' },
    items: ['relatives', 'relationToHead', 'household'],
  },
  { title: { vi: 'Khác', en: 'Other' }, items: ['contact', 'death', 'otherData'] },
]

export const addressKindNames: Readonly<Record<string, Bilingual>> = {
  PERMANENT: { vi: 'Thường trú', en: 'Permanent' },
  TEMPORARY: { vi: 'Tạm trú', en: 'Temporary' },
  CURRENT: { vi: 'Nơi ở hiện tại', en: 'Current abode' },
}

export const kinshipNames: Readonly<Record<string, Bilingual>> = {
  ...relationNames,
  REPRESENTED: { vi: 'Người được đại diện', en: 'Represented' },
}

export const numberStateNames: Readonly<Record<string, Bilingual>> = {
  ACTIVE: { vi: 'Đang dùng', en: 'In force' },
  CANCELLED: { vi: 'Đã hủy', en: 'Cancelled' },
}

export const documentKindNames: Readonly<Record<string, Bilingual>> = {
  CMND9: { vi: 'CMND 9 số', en: 'Card of 9 digits' },
  CMND12: { vi: 'CMND 12 số', en: 'Card of 12 digits' },
  CCCD_BARCODE: { vi: 'Thẻ CCCD mã vạch', en: 'Barcode card' },
  CCCD_CHIP: { vi: 'Thẻ CCCD gắn chíp', en: 'Chip card' },
  CC_2024: { vi: 'Thẻ căn cước', en: 'Card of 2024' },
  CC_2024_UNDER_6: { vi: 'Thẻ căn cước dưới 6 tuổi', en: 'Card of 2024 under 6' },
  CC_2024_SIGNED_QR: { vi: 'Thẻ căn cước', en: 'Card of 2024' },
  CC_2024_UNDER_6_SIGNED_QR: { vi: 'Thẻ căn cước dưới 6 tuổi', en: 'Card of 2024 under 6' },
  IDENTITY_CERTIFICATE_2024: { vi: 'Giấy chứng nhận căn cước', en: 'Identity certificate' },
}

export const residenceEvidenceNames: Readonly<Record<ResidenceEvidence, Bilingual>> = {
  RESIDENCE_REQUEST: { vi: 'Tờ khai cư trú', en: 'Request' },
  DWELLING_PAPER: { vi: 'Giấy tờ chỗ ở hợp pháp', en: 'Paper of the dwelling' },
  BIRTH_CERTIFICATE: { vi: 'Giấy khai sinh', en: 'Birth certificate' },
  MARRIAGE_CERTIFICATE: { vi: 'Giấy chứng nhận kết hôn', en: 'Marriage certificate' },
  CIVIL_STATUS_DECISION: { vi: 'Quyết định, trích lục hộ tịch', en: 'Civil-status decision' },
  COURT_DECISION: { vi: 'Bản án, quyết định của tòa án', en: 'Court decision' },
  ABSENCE_DECLARATION: { vi: 'Phiếu khai báo tạm vắng', en: 'Declaration of absence' },
  VISIT: { vi: 'Biên bản đến tận nơi', en: 'Visit' },
  EMPLOYER_OR_LANDLORD_LIST: {
    vi: 'Danh sách của người sử dụng lao động, chủ nhà trọ',
    en: 'List of an employer or landlord',
  },
  OTHER: { vi: 'Giấy tờ khác', en: 'Another paper' },
}
