import type { Bilingual } from '../errors.ts'
import type { DeclaredPerson } from './packet.ts'

export type ComparedFieldName = keyof DeclaredPerson

export interface WhoWins {
  readonly label: Bilingual
  /** The source that stands where nobody proves otherwise. */
  readonly wins: 'REGISTRY' | 'DECLARED'
  /** What makes the applicant's word stand: a paper, their word alone, or another procedure and nothing at this desk. */
  readonly proof: 'PAPER' | 'WORD' | 'ELSEWHERE'
  /** The letters are read out to the applicant, who confirms them on the second screen. */
  readonly letterByLetter: boolean
  readonly rule: Bilingual
}

const civilStatus: Bilingual = {
  vi: 'Luật Căn cước 2023, Điều 10: theo Cơ sở dữ liệu quốc gia về dân cư; thay đổi cần giấy tờ hộ tịch.',
  en: 'Luật Căn cước 2023, article 10: the registry stands; a change needs a civil-status paper.',
}
const residenceLaw: Bilingual = {
  vi: 'Luật Cư trú 2020, Điều 22, 26: thay đổi bằng thủ tục đăng ký cư trú, không sửa tại bàn thu nhận.',
  en: 'Luật Cư trú 2020, articles 22 and 26: changed by registering a residence, not at this desk.',
}
const relatives: Bilingual = {
  vi: 'Luật Căn cước 2023, Điều 9 khoản 15: theo hộ tịch; thay đổi tại cơ quan đăng ký hộ tịch.',
  en: 'Luật Căn cước 2023, article 9.15: by civil status; changed where it is registered.',
}
const oldNumber: Bilingual = {
  vi: 'Luật Căn cước 2023, Điều 9 khoản 13: theo tàng thư; xác nhận bằng thủ tục xác nhận số CMND.',
  en: 'Luật Căn cước 2023, article 9.13: by the archive; confirmed by the procedure for old numbers.',
}
const belief: Bilingual = {
  vi: 'Luật Tín ngưỡng, tôn giáo 2016, Điều 6: công dân tự khai.',
  en: 'Luật Tín ngưỡng, tôn giáo 2016, article 6: everybody says it for themselves.',
}

const paper = { wins: 'REGISTRY', proof: 'PAPER', letterByLetter: false, rule: civilStatus } as const
const elsewhere = { wins: 'REGISTRY', proof: 'ELSEWHERE', letterByLetter: false } as const

/** Which word stands for each field on which registry and applicant differ, in the order of the comparison. */
export const whoWins: Readonly<Record<ComparedFieldName, WhoWins>> = {
  name: {
    ...paper,
    letterByLetter: true,
    label: { vi: 'Họ, chữ đệm và tên khai sinh', en: 'Full name' },
  },
  birthDate: { ...paper, label: { vi: 'Ngày, tháng, năm sinh', en: 'Date of birth' } },
  sex: { ...paper, label: { vi: 'Giới tính', en: 'Sex' } },
  nationality: { ...paper, label: { vi: 'Quốc tịch', en: 'Nationality' } },
  ethnicity: { ...paper, label: { vi: 'Dân tộc', en: 'Ethnicity' } },
  religion: {
    wins: 'DECLARED',
    proof: 'WORD',
    letterByLetter: false,
    rule: belief,
    label: { vi: 'Tôn giáo', en: 'Religion' },
  },
  birthRegistrationPlace: {
    ...paper,
    label: { vi: 'Nơi đăng ký khai sinh', en: 'Place of birth registration' },
  },
  placeOfOrigin: { ...paper, label: { vi: 'Quê quán', en: 'Place of origin' } },
  residence: { ...elsewhere, rule: residenceLaw, label: { vi: 'Nơi cư trú', en: 'Place of residence' } },
  residenceUnit: {
    ...elsewhere,
    rule: residenceLaw,
    label: { vi: 'Mã đơn vị hành chính nơi cư trú', en: 'Code of the commune of residence' },
  },
  birthProvince: {
    ...paper,
    label: { vi: 'Mã tỉnh đăng ký khai sinh', en: 'Province code of birth registration' },
  },
  legacyNumber: { ...elsewhere, rule: oldNumber, label: { vi: 'Số CMND 9 số', en: 'Old 9-digit number' } },
  fatherName: {
    ...elsewhere,
    letterByLetter: true,
    rule: relatives,
    label: { vi: 'Họ tên cha', en: "Father's name" },
  },
  motherName: {
    ...elsewhere,
    letterByLetter: true,
    rule: relatives,
    label: { vi: 'Họ tên mẹ', en: "Mother's name" },
  },
}

export const comparedFields = Object.keys(whoWins) as readonly ComparedFieldName[]

export const isComparedField = (field: string): field is ComparedFieldName => Object.hasOwn(whoWins, field)
