import type { CardFace, CardTemplate } from '../card/card-face.ts'
import { type CitizenNumber, parseCitizenNumber, type Sex } from '../citizen/citizen-number.ts'
import { parseCalendarDate, type PartialDate, parsePartialDate } from '../dates/calendar-date.ts'
import { cardExpiry } from '../dates/card-expiry.ts'
import { formatTd1 } from '../mrz/td1.ts'
import { formatCardQr } from '../qr/card-qr.ts'

/** An invented person for a specimen of a card, with what makes the card hard to print. */
interface CardSample {
  readonly name: string
  readonly sex: Sex
  /** Year, or year, month and day. */
  readonly birth: string
  /** Province, and the last six digits of the number. */
  readonly digits: readonly [string, string]
  readonly residence: string
  readonly birthRegistrationPlace: string
  readonly placeOfOrigin: string
  readonly marks: string
  readonly legacyNumber?: string
  readonly parents?: readonly [string, string]
}

const samples = {
  huong: {
    name: 'Đỗ Thị Mỹ Hường',
    sex: 'FEMALE',
    birth: '1990-02-15',
    digits: ['001', '000017'],
    residence: 'Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội',
    birthRegistrationPlace: 'Phường Ngọc Hà, Thành phố Hà Nội',
    placeOfOrigin: 'Phường Ngọc Hà, Quận Ba Đình, Hà Nội',
    marks: 'Nốt ruồi cách 1,5 cm dưới sau mép trái',
    legacyNumber: '012345678',
  },
  // Sixty letters, and marks above marks.
  phuc: {
    name: 'Nguyễn Phúc Hường Giang Thượng Thừa Trường Nghiễn Phượng Uyển Trúc Ngữ',
    sex: 'MALE',
    birth: '1987-11-30',
    digits: ['046', '000123'],
    residence: 'Số 12 Kiệt 34 Đường Điện Biên Phủ, Phường Thuận Hóa, Thành phố Huế',
    birthRegistrationPlace: 'Phường Phú Xuân, Thành phố Huế',
    placeOfOrigin: 'Phường Kim Long, Thành phố Huế, Thừa Thiên Huế',
    marks: 'Sẹo thẳng dài 2 cm giữa trán',
  },
  nha: {
    name: 'Trần Thị Ngọc Ánh',
    sex: 'FEMALE',
    birth: '1979-05-01',
    digits: ['079', '000456'],
    residence:
      'Căn hộ A12.34, Tầng 12, Chung cư Mẫu Riverside, Số 123/45/67B Đường Nguyễn Thị Minh Khai nối dài, Khu phố 12, Phường Sài Gòn, Thành phố Hồ Chí Minh',
    birthRegistrationPlace:
      'Ủy ban nhân dân Xã Tân Thuận Tây, Thành phố Cao Lãnh, Tỉnh Đồng Tháp (nay là Phường Cao Lãnh)',
    placeOfOrigin: 'Xã Tân Thuận Tây, Thành phố Cao Lãnh, Đồng Tháp',
    marks: 'Sẹo chấm cách 2 cm trên sau cánh mũi phải; nốt ruồi cách 1 cm dưới trước dái tai trái',
    legacyNumber: '341234567',
  },
  anh: {
    name: 'Ánh',
    sex: 'FEMALE',
    birth: '1996-09-09',
    digits: ['066', '000789'],
    residence: 'Buôn Mẫu, Xã Ea Drăng, Tỉnh Đắk Lắk',
    birthRegistrationPlace: 'Xã Ea Drăng, Tỉnh Đắk Lắk',
    placeOfOrigin: 'Xã Ea Drăng, Huyện Ea H’Leo, Đắk Lắk',
    marks: 'Nốt ruồi cách 2 cm dưới đuôi mắt trái',
  },
  hhen: {
    name: "H'Hen Niê",
    sex: 'FEMALE',
    birth: '1992-05-15',
    digits: ['066', '000321'],
    residence: 'Buôn Sứt M’đưng, Xã Cư Suê, Tỉnh Đắk Lắk',
    birthRegistrationPlace: 'Xã Cư Suê, Tỉnh Đắk Lắk',
    placeOfOrigin: 'Xã Cư Suê, Huyện Cư M’gar, Đắk Lắk',
    marks: 'Sẹo tròn cách 1 cm trên đuôi lông mày phải',
  },
  yblang: {
    name: 'Y-Blăng Niê Kđăm',
    sex: 'MALE',
    birth: '1985-01-20',
    digits: ['066', '000654'],
    residence: 'Buôn Kwang, Xã Krông Năng, Tỉnh Đắk Lắk',
    birthRegistrationPlace: 'Xã Krông Năng, Tỉnh Đắk Lắk',
    placeOfOrigin: 'Xã Phú Xuân, Huyện Krông Năng, Đắk Lắk',
    marks: 'Nốt ruồi cách 3 cm trước tai phải',
  },
  // Letters with a breve that few faces of type have.
  sim: {
    name: 'Y Sĭm Byă Ayŭn',
    sex: 'MALE',
    birth: '1976-06-06',
    digits: ['064', '000951'],
    residence: 'Plei Ŏp, Phường Pleiku, Tỉnh Gia Lai',
    birthRegistrationPlace: 'Phường Pleiku, Tỉnh Gia Lai',
    placeOfOrigin: 'Phường Hoa Lư, Thành phố Pleiku, Gia Lai',
    marks: 'Sẹo dài 2 cm trên thái dương trái',
  },
  dat: {
    name: 'Đặng Đình Đức Đạt',
    sex: 'MALE',
    birth: '2001-12-31',
    digits: ['048', '000987'],
    residence: 'Tổ 5, Phường Hải Châu, Thành phố Đà Nẵng',
    birthRegistrationPlace: 'Phường Hải Châu, Thành phố Đà Nẵng',
    placeOfOrigin: 'Xã Điện Thọ, Thị xã Điện Bàn, Quảng Nam',
    marks: 'Sẹo dài 1 cm dưới cằm',
  },
  // Typed in decomposed letters, with a typographer's apostrophe.
  nguyet: {
    name: 'H’Nguyệt Êban'.normalize('NFD'),
    sex: 'FEMALE',
    birth: '1999-03-08',
    digits: ['066', '000159'],
    residence: 'Buôn Ako Dhông, Phường Buôn Ma Thuột, Tỉnh Đắk Lắk'.normalize('NFD'),
    birthRegistrationPlace: 'Phường Buôn Ma Thuột, Tỉnh Đắk Lắk',
    placeOfOrigin: 'Phường Tân Lợi, Thành phố Buôn Ma Thuột, Đắk Lắk',
    marks: 'Nốt ruồi giữa má trái',
  },
  zoe: {
    name: 'Nguyễn Zoë-Jasmin Władysława',
    sex: 'FEMALE',
    birth: '1994-07-14',
    digits: ['001', '000753'],
    residence: 'Số 8 Ngõ Mẫu, Phường Hồng Hà, Thành phố Hà Nội',
    birthRegistrationPlace: 'Đại sứ quán Việt Nam tại Cộng hòa Ba Lan',
    placeOfOrigin: 'Phường Chương Dương, Quận Hoàn Kiếm, Hà Nội',
    marks: 'Nốt ruồi cách 1 cm trên mép phải',
  },
  // Of whose birth only the year is known; her card does not expire.
  cu: {
    name: 'Lê Thị Mơ',
    sex: 'FEMALE',
    birth: '1938',
    digits: ['038', '000852'],
    residence: 'Thôn Mẫu, Xã Hoằng Hóa, Tỉnh Thanh Hóa',
    birthRegistrationPlace: 'Xã Hoằng Hóa, Tỉnh Thanh Hóa',
    placeOfOrigin: 'Xã Hoằng Đức, Huyện Hoằng Hóa, Thanh Hóa',
    marks: 'Nốt ruồi dưới cằm',
  },
  be: {
    name: 'Phạm Gia Bảo',
    sex: 'MALE',
    birth: '2021-10-10',
    digits: ['031', '000246'],
    residence: 'Số 3 Đường Mẫu, Phường Ngô Quyền, Thành phố Hải Phòng',
    birthRegistrationPlace: 'Phường Ngô Quyền, Thành phố Hải Phòng',
    placeOfOrigin: 'Phường Máy Tơ, Quận Ngô Quyền, Hải Phòng',
    marks: 'Nốt ruồi sau tai trái',
    parents: ['Phạm Gia Minh', 'Vũ Thị Hạnh'],
  },
} as const satisfies Readonly<Record<string, CardSample>>

export type CardSampleName = keyof typeof samples
export const cardSampleNames = Object.keys(samples).filter((name): name is CardSampleName => name in samples)

/** Day of issue of a specimen, and the years of birth that its template is for. */
const issues: {
  readonly [T in CardTemplate]: { readonly on: string; readonly born: readonly [number, number] }
} = {
  CCCD_2021: { on: '2021-06-01', born: [1900, 2006] },
  CC_2024: { on: '2024-08-01', born: [1900, 2017] },
  CC_2024_UNDER_6: { on: '2024-08-01', born: [2019, 2024] },
  CC_2024_SIGNED_QR: { on: '2024-08-01', born: [1900, 2017] },
  CC_2024_UNDER_6_SIGNED_QR: { on: '2024-08-01', born: [2019, 2024] },
  IDENTITY_CERTIFICATE_2024: { on: '2024-08-01', born: [1900, 2024] },
}

/** The day and month stay; a person too old or too young for a template is born later or earlier on its specimen. */
function birthDateFor(birth: string, [from, to]: readonly [number, number]): PartialDate {
  const [year = '', ...rest] = birth.split('-')
  const fitting = Math.min(Math.max(Number(year), from), to)
  return parsePartialDate([String(fitting), ...rest].join('-'))
}

/** TT 59/2021, 4: province, century and sex, year, six digits. */
function numberFor({ digits, sex }: CardSample, birthDate: PartialDate): CitizenNumber {
  const century = (Number(birthDate.slice(0, 2)) - 19) * 2 + (sex === 'MALE' ? 0 : 1)
  return parseCitizenNumber(`${digits[0]}${century}${birthDate.slice(2, 4)}${digits[1]}`)
}

/** What stands on the specimen of a template for a person of the table. */
export function sampleFace(name: CardSampleName, template: CardTemplate): CardFace {
  const sample: CardSample = samples[name]
  const { on, born } = issues[template]
  const issuedOn = parseCalendarDate(on)
  const birthDate = birthDateFor(sample.birth, born)
  const number = numberFor(sample, birthDate)
  const expiresOn = cardExpiry({ birthDate, issuedOn })
  const { sex, residence, birthRegistrationPlace, placeOfOrigin, marks } = sample
  const [fatherName = null, motherName = null] = sample.parents ?? []
  const holder = { number, name: sample.name, birthDate, sex }
  return {
    ...holder,
    nationality: 'Việt Nam',
    residence,
    birthRegistrationPlace,
    placeOfOrigin,
    marks,
    issuedOn,
    expiresOn,
    mrz: formatTd1({ ...holder, expiresOn }),
    qr: formatCardQr({
      ...holder,
      era: template === 'CCCD_2021' ? 2021 : 2024,
      residence,
      issuedOn,
      legacyNumber: sample.legacyNumber ?? null,
      cancelledNumber: null,
      fatherName,
      motherName,
    }),
  }
}
