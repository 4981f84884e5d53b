import { correctableFields } from '../citizen/correction.ts'
import type { Bilingual } from '../errors.ts'
import type { ConflictKind, ConflictSource } from './sources.ts'

/** How two values of a field are read against each other. */
export type Comparison = 'NAME' | 'DATE' | 'CODE' | 'WORDS' | 'PLACE'

interface ReconciledField {
  readonly label: Bilingual
  readonly comparison: Comparison
  readonly kind: ConflictKind
  /**
   * What a decision on the field becomes: a correction of the record, another name beside a relation, or only a note,
   * because the item has a procedure of its own (residence, household, number).
   */
  readonly outcome: 'CORRECTION' | 'RELATION' | 'PROCEDURE'
  /** Sources in the order in which they usually prevail. Advice: the officer decides by the papers of the case. */
  readonly prevails: readonly ConflictSource[]
  readonly because: Bilingual
}

const civilStatusFirst: readonly ConflictSource[] = [
  'CIVIL_STATUS',
  'CARD_ARCHIVE',
  'RESIDENCE_BOOK',
  'FORM',
  'IMPORT',
  'REGISTER',
]
const residenceFirst: readonly ConflictSource[] = [
  'RESIDENCE_BOOK',
  'REGISTER',
  'FORM',
  'IMPORT',
  'CARD_ARCHIVE',
]
const citizenFirst: readonly ConflictSource[] = [
  'FORM',
  'IMPORT',
  'REGISTER',
  'CARD_ARCHIVE',
  'RESIDENCE_BOOK',
]
const archiveFirst: readonly ConflictSource[] = [
  'CARD_ARCHIVE',
  'REGISTER',
  'RESIDENCE_BOOK',
  'FORM',
  'IMPORT',
]

// "Mọi hồ sơ, giấy tờ của cá nhân … phải phù hợp với Giấy khai sinh": name, birth date, sex, ethnicity, nationality,
// place of origin, parents.
const birthCertificate: Bilingual = {
  vi: 'Giấy khai sinh là giấy tờ hộ tịch gốc (NĐ 123/2015/NĐ-CP, Điều 6)',
  en: 'The birth certificate is the original paper (NĐ 123/2015/NĐ-CP, article 6)',
}
const civilStatus: Bilingual = {
  vi: 'Theo sổ đăng ký hộ tịch (Luật Hộ tịch 2014, Điều 3 và Điều 58)',
  en: 'By the civil-status register (Luật Hộ tịch 2014, articles 3 and 58)',
}
const residenceLaw: Bilingual = {
  vi: 'Theo đăng ký cư trú (Luật Cư trú 2020, Điều 22 và Điều 28)',
  en: 'By the registration of residence (Luật Cư trú 2020, articles 22 and 28)',
}
const declared: Bilingual = {
  vi: 'Theo khai báo của công dân (Luật Căn cước 2023, Điều 10)',
  en: 'As the citizen declares (Luật Căn cước 2023, article 10)',
}
const numberLaw: Bilingual = {
  vi: 'Số định danh không lặp lại ở người khác (Luật Căn cước 2023, Điều 12)',
  en: 'A number is never another person’s (Luật Căn cước 2023, article 12)',
}

type Basis = Pick<ReconciledField, 'prevails' | 'because'>
const byBirth: Basis = { prevails: civilStatusFirst, because: birthCertificate }
const byCivilStatus: Basis = { prevails: civilStatusFirst, because: civilStatus }
const byResidence: Basis = { prevails: residenceFirst, because: residenceLaw }
const byCitizen: Basis = { prevails: citizenFirst, because: declared }

const corrected = (
  field: keyof typeof correctableFields,
  [comparison, kind]: readonly [Comparison, ConflictKind],
  basis: Basis,
): ReconciledField => ({
  label: correctableFields[field].label,
  comparison,
  kind,
  outcome: 'CORRECTION',
  ...basis,
})

const relation = (vi: string, en: string, basis: Basis): ReconciledField => ({
  label: { vi, en },
  comparison: 'NAME',
  kind: 'RELATIVE',
  outcome: 'RELATION',
  ...basis,
})

const noted = (
  label: Bilingual,
  [comparison, kind]: readonly [Comparison, ConflictKind],
  basis: Basis,
): ReconciledField => ({ label, comparison, kind, outcome: 'PROCEDURE', ...basis })

/** What is read side by side, in the order of the screen's rows. */
export const reconciledFields = {
  name: corrected('name', ['NAME', 'NAME'], byBirth),
  birthDate: corrected('birthDate', ['DATE', 'BIRTH_DATE'], byBirth),
  sex: corrected('sex', ['CODE', 'SEX'], byBirth),
  number: noted({ vi: 'Số định danh, số CMND', en: 'Number' }, ['CODE', 'NUMBER'], {
    prevails: archiveFirst,
    because: numberLaw,
  }),
  ethnicity: corrected('ethnicity', ['WORDS', 'ETHNICITY'], byBirth),
  nationality: corrected('nationality', ['WORDS', 'NATIONALITY'], byBirth),
  fatherName: relation('Họ tên cha', 'Father', byBirth),
  motherName: relation('Họ tên mẹ', 'Mother', byBirth),
  birthRegistrationPlace: corrected('birthRegistrationPlace', ['PLACE', 'ORIGIN'], byBirth),
  birthProvince: corrected('birthProvince', ['CODE', 'ORIGIN'], byBirth),
  placeOfOrigin: corrected('placeOfOrigin', ['PLACE', 'ORIGIN'], byBirth),
  birthPlace: corrected('birthPlace', ['PLACE', 'ORIGIN'], byBirth),
  otherName: corrected('otherName', ['NAME', 'OTHER_ITEM'], byCitizen),
  religion: corrected('religion', ['WORDS', 'OTHER_ITEM'], byCitizen),
  bloodType: corrected('bloodType', ['CODE', 'OTHER_ITEM'], byCitizen),
  maritalStatus: corrected('maritalStatus', ['CODE', 'OTHER_ITEM'], byCivilStatus),
  spouseName: relation('Họ tên vợ, chồng', 'Spouse', byCivilStatus),
  representativeName: relation('Họ tên người đại diện', 'Representative', byCivilStatus),
  permanentAddress: noted(
    { vi: 'Nơi thường trú', en: 'Permanent residence' },
    ['PLACE', 'RESIDENCE'],
    byResidence,
  ),
  currentAddress: noted({ vi: 'Nơi ở hiện tại', en: 'Current abode' }, ['PLACE', 'RESIDENCE'], byResidence),
  headName: noted({ vi: 'Chủ hộ', en: 'Head of household' }, ['NAME', 'RESIDENCE'], byResidence),
  relationToHead: noted(
    { vi: 'Quan hệ với chủ hộ', en: 'Relation to the head' },
    ['CODE', 'RESIDENCE'],
    byResidence,
  ),
} as const satisfies Readonly<Record<string, ReconciledField>>

export type ReconciledFieldName = keyof typeof reconciledFields
export const reconciledFieldNames = Object.keys(reconciledFields) as readonly ReconciledFieldName[]

export const fieldOf = (name: ReconciledFieldName): ReconciledField => reconciledFields[name]

export function isReconciledField(text: string): text is ReconciledFieldName {
  return Object.hasOwn(reconciledFields, text)
}

/** The relation that a field names. */
export const relationFields = {
  fatherName: 'FATHER',
  motherName: 'MOTHER',
  spouseName: 'SPOUSE',
  representativeName: 'REPRESENTATIVE',
} as const satisfies Partial<Record<ReconciledFieldName, string>>
export type RelationFieldName = keyof typeof relationFields
