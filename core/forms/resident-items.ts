import type { Bilingual } from '../errors.ts'

/**
 * The 26 items on a citizen in the population database, in the order of Luật Căn cước 2023, article 9: the first is
 * item 1 of the article.
 */
const items = {
  name: { vi: 'Họ, chữ đệm và tên khai sinh', en: 'Name at birth' },
  otherName: { vi: 'Tên gọi khác', en: 'Other name' },
  number: { vi: 'Số định danh cá nhân', en: 'Personal identification number' },
  birthDate: { vi: 'Ngày, tháng, năm sinh', en: 'Date of birth' },
  sex: { vi: 'Giới tính', en: 'Sex' },
  birthPlace: { vi: 'Nơi sinh', en: 'Place of birth' },
  birthRegistrationPlace: { vi: 'Nơi đăng ký khai sinh', en: 'Place of birth registration' },
  placeOfOrigin: { vi: 'Quê quán', en: 'Place of origin' },
  ethnicity: { vi: 'Dân tộc', en: 'Ethnicity' },
  religion: { vi: 'Tôn giáo', en: 'Religion' },
  nationality: { vi: 'Quốc tịch', en: 'Nationality' },
  bloodType: { vi: 'Nhóm máu', en: 'Blood type' },
  legacyNumber: { vi: 'Số chứng minh nhân dân 09 số', en: 'Old number of nine digits' },
  issuedDocuments: {
    vi: 'Ngày cấp, nơi cấp, thời hạn của thẻ căn cước, thẻ căn cước công dân, chứng minh nhân dân 12 số',
    en: 'Issue and term of identity documents',
  },
  relatives: {
    vi: 'Cha, mẹ, vợ, chồng, con, người đại diện hợp pháp, người được đại diện',
    en: 'Parents, spouse, children, representative and represented',
  },
  permanentAddress: { vi: 'Nơi thường trú', en: 'Permanent residence' },
  temporaryAddress: { vi: 'Nơi tạm trú', en: 'Temporary residence' },
  currentAddress: { vi: 'Nơi ở hiện tại', en: 'Current abode' },
  declaredAbsence: { vi: 'Tình trạng khai báo tạm vắng', en: 'Declared absence' },
  residenceFile: { vi: 'Số hồ sơ cư trú', en: 'Residence file number' },
  maritalStatus: { vi: 'Tình trạng hôn nhân', en: 'Marital status' },
  relationToHead: { vi: 'Mối quan hệ với chủ hộ', en: 'Relation to the head of household' },
  household: { vi: 'Chủ hộ và thành viên hộ gia đình', en: 'Head and members of the household' },
  death: { vi: 'Ngày chết hoặc mất tích', en: 'Death or disappearance' },
  contact: { vi: 'Số thuê bao di động, thư điện tử', en: 'Telephone and e-mail' },
  otherData: { vi: 'Thông tin khác', en: 'Other data' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type ResidentItem = keyof typeof items

/** Text of each item and its number in the article. */
export const residentItems = Object.fromEntries(
  Object.entries(items).map(([item, text], i) => [item, { number: i + 1, text }]),
) as { readonly [Item in ResidentItem]: { readonly number: number; readonly text: Bilingual } }
