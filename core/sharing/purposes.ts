import type { Bilingual } from '../errors.ts'
import { type SharedField, sharedFields } from './fields.ts'

/** DATA: the agency is told fields. CONFIRM: yes or no, and no data. CARD: of a card, by core/contracts/verification-api.ts alone. */
type PurposeKind = 'DATA' | 'CONFIRM' | 'CARD'

interface PurposeRule {
  readonly kind: PurposeKind
  readonly text: Bilingual
  /** The most that any agency can be granted for it; what one agency is granted is part of this. */
  readonly ceiling: readonly SharedField[]
}

/** Who somebody is and whether the number still holds. */
const core = ['name', 'number', 'birthDate', 'sex', 'nationality', 'death', 'successorNumber'] as const
const addresses = ['permanentAddress', 'temporaryAddress', 'currentAddress'] as const

/**
 * What the register is asked for (Luật Căn cước 2023, article 10: state bodies use it for their tasks; others to confirm
 * what a person says of themselves). The ceilings are this product's reading: no public text lists them.
 */
export const sharingPurposes = {
  IDENTITY_CONFIRMATION: {
    kind: 'CONFIRM',
    text: { vi: 'Xác nhận thông tin công dân', en: 'Confirming a person’s data' },
    ceiling: ['name', 'birthDate'],
  },
  CARD_VERIFICATION: {
    kind: 'CARD',
    text: { vi: 'Kiểm tra thẻ căn cước', en: 'Verifying an identity card' },
    ceiling: ['number'],
  },
  ADMINISTRATIVE_PROCEDURE: {
    kind: 'DATA',
    text: { vi: 'Giải quyết thủ tục hành chính', en: 'Administrative procedures' },
    ceiling: sharedFields.filter((field) => !['religion', 'bloodType', 'contact'].includes(field)),
  },
  CIVIL_STATUS: {
    kind: 'DATA',
    text: { vi: 'Đăng ký và quản lý hộ tịch', en: 'Civil status registration' },
    ceiling: [
      ...core,
      'otherName',
      'birthPlace',
      'birthRegistrationPlace',
      'placeOfOrigin',
      'ethnicity',
      'maritalStatus',
      'relatives',
      'permanentAddress',
    ],
  },
  SOCIAL_INSURANCE: {
    kind: 'DATA',
    text: { vi: 'Bảo hiểm xã hội, bảo hiểm y tế', en: 'Social and health insurance' },
    ceiling: [...core, ...addresses, 'ethnicity', 'relationToHead', 'household', 'contact'],
  },
  TAX: {
    kind: 'DATA',
    text: { vi: 'Quản lý thuế', en: 'Tax administration' },
    ceiling: [...core, ...addresses, 'legacyNumber', 'issuedDocuments', 'relatives', 'contact'],
  },
  HEALTH_CARE: {
    kind: 'DATA',
    text: { vi: 'Khám bệnh, chữa bệnh', en: 'Health care' },
    ceiling: [...core, ...addresses, 'ethnicity', 'bloodType', 'relatives', 'contact'],
  },
  EDUCATION: {
    kind: 'DATA',
    text: { vi: 'Giáo dục, thi cử', en: 'Education and examinations' },
    ceiling: [...core, 'birthPlace', 'placeOfOrigin', 'ethnicity', 'relatives', 'permanentAddress'],
  },
  JUDICIAL_PROCEEDINGS: {
    kind: 'DATA',
    text: { vi: 'Điều tra, truy tố, xét xử, thi hành án', en: 'Judicial proceedings and enforcement' },
    ceiling: sharedFields,
  },
} as const satisfies Readonly<Record<string, PurposeRule>>
export type SharingPurpose = keyof typeof sharingPurposes

export function purposeRule(purpose: SharingPurpose): PurposeRule {
  return sharingPurposes[purpose]
}

export function isSharingPurpose(text: string): text is SharingPurpose {
  return Object.hasOwn(sharingPurposes, text)
}
