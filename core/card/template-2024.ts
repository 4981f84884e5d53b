import { parseCalendarDate } from '../dates/calendar-date.ts'
import {
  box,
  bare,
  cardSize,
  centred,
  contactPlate,
  field,
  large,
  mrz,
  nationalTitle,
  plain,
  small,
} from './layout-parts.ts'
import type { CardLayout, FaceLayout, Palette, PrintedField, PrintedText } from './layout.ts'

/** TT 16/2024/TT-BCA: titles and labels in blue-violet; the ground runs green, yellow, green. */
export const palette2024: Palette = {
  ground: ['#cfe8d2', '#f7f1c4', '#cfe8d2'],
  label: '#352a86',
  value: '#15151b',
  motif: { fill: '#cfdb9c', line: '#a9c68f', map: '#d3e6b6' },
}

/** Labels as TT 16/2024/TT-BCA words them. */
export const labels2024 = {
  number: { vi: 'Số định danh cá nhân', en: 'Personal identification number' },
  name: { vi: 'Họ, chữ đệm và tên khai sinh', en: 'Full name' },
  birthDate: { vi: 'Ngày, tháng, năm sinh', en: 'Date of birth' },
  sex: { vi: 'Giới tính', en: 'Sex' },
  nationality: { vi: 'Quốc tịch', en: 'Nationality' },
  residence: { vi: 'Nơi cư trú', en: 'Place of residence' },
  birthRegistrationPlace: { vi: 'Nơi đăng ký khai sinh', en: 'Place of birth' },
  issuedOn: { vi: 'Ngày, tháng, năm cấp', en: 'Date of issue' },
  expiresOn: { vi: 'Ngày, tháng, năm hết hạn', en: 'Date of expiry' },
} as const

const colour = palette2024.label

/** Emblem, national title, the card's name in both languages. */
export function titles2024(name: {
  readonly vi: string
  readonly en: string
  readonly size: number
}): readonly PrintedText[] {
  const line = (y: number, height: number) => box(18, y, 65.6, height)
  return [
    centred(nationalTitle.country, line(2.7, 2.8), { size: 6.6, weight: 'bold', colour }),
    centred(nationalTitle.motto, line(5.5, 2.4), { size: 5.6, weight: 'semiBold', colour }),
    centred(nationalTitle.countryEnglish, line(8.0, 2.1), { size: 4.8, weight: 'semiBold', colour }),
    centred(nationalTitle.mottoEnglish, line(10.1, 1.9), { size: 4.4, weight: 'regular', colour }),
    centred(name.vi, line(12.3, 5), { size: name.size, weight: 'bold', colour }),
    centred(name.en, line(17.0, 2.6), { size: 5.8, weight: 'semiBold', colour }),
  ]
}

/** Items of the front, in the circular's order, from a left edge to 3 mm before the right one. */
function frontFields(left: number): readonly PrintedField[] {
  const width = cardSize.width - 3 - left
  const half = width / 2
  const { number, name, birthDate, sex, nationality } = labels2024
  const one = { min: 11, max: 11, weight: 'bold' } as const
  return [
    field('number', number, { value: box(left, 23.2, width, 4.8), style: one }),
    field('name', name, { value: box(left, 31.0, width, 6.4), style: large }),
    field('birthDate', birthDate, { value: box(left, 39.8, width, 3.3), style: plain }),
    field('sex', sex, { value: box(left, 46.2, half - 1, 3.3), style: plain }),
    field('nationality', nationality, { value: box(left + half, 46.2, half, 3.3), style: plain }),
  ]
}

/** Bronze drum and map (TT 16/2024/TT-BCA). */
export const frontMotifs: FaceLayout['motifs'] = [
  { kind: 'WAVES', colours: ['#a9d3b4', '#e2d27f'] },
  { kind: 'DRUM', x: 46, y: 31.5, radius: 19.5 },
  { kind: 'MAP', box: box(52.5, 19, 30, 33) },
]

/** Lotus (TT 16/2024/TT-BCA). */
export const backMotifs: FaceLayout['motifs'] = [
  { kind: 'WAVES', colours: ['#e2d27f', '#a9d3b4'] },
  { kind: 'ROSETTE', x: 42.8, y: 27, radius: 24 },
  { kind: 'LOTUS', x: 42.8, y: 42, size: 25 },
]

const front: FaceLayout = {
  ...bare,
  motifs: frontMotifs,
  texts: titles2024({ vi: 'CĂN CƯỚC', en: 'IDENTITY CARD', size: 12 }),
  emblem: box(4.5, 3, 12, 12),
  chipSymbol: box(74.6, 13.4, 6.4, 4.4),
  specimen: { x: 55.5, y: 38, size: 19 },
}

const dates = { min: 5, max: 6.6, weight: 'semiBold' } as const

export const back2024: FaceLayout = {
  ...bare,
  motifs: backMotifs,
  texts: [
    centred('BỘ CÔNG AN', box(60, 24.6, 24, 2.8), { size: 6.2, weight: 'bold', colour }),
    centred('MINISTRY OF PUBLIC SECURITY', box(60, 27.4, 24, 2), { size: 3.8, weight: 'semiBold', colour }),
  ],
  fields: [
    field('residence', labels2024.residence, { value: box(4, 4.6, 56, 6.6), style: small }),
    field('birthRegistrationPlace', labels2024.birthRegistrationPlace, {
      value: box(4, 13.5, 56, 5.2),
      style: small,
    }),
    field('issuedOn', labels2024.issuedOn, { value: box(24, 21.4, 35, 2.9), style: dates }),
    field('expiresOn', labels2024.expiresOn, { value: box(24, 26.9, 35, 2.9), style: dates }),
  ],
  // TT 16/2024/TT-BCA: 18 × 18 mm.
  barcodes: [{ kind: 'QR', content: ['qr'], box: box(63, 4.2, 18, 18) }],
  chip: contactPlate,
  mrz,
  specimen: { x: 34, y: 17, size: 21 },
}

const card = {
  law: 'TT 16/2024/TT-BCA',
  validFrom: parseCalendarDate('2024-07-01'),
  validTo: null,
  assumed: false,
  palette: palette2024,
  back: back2024,
} as const

/** From 6 years: portrait of 20 × 30 mm. */
export const card2024: CardLayout = {
  template: 'CC_2024',
  title: { vi: 'Thẻ căn cước', en: 'Identity card' },
  ...card,
  front: { ...front, portrait: box(4.5, 19.2, 20, 30), fields: frontFields(27.5) },
}

export const card2024Under6: CardLayout = {
  template: 'CC_2024_UNDER_6',
  title: { vi: 'Thẻ căn cước cho người dưới 6 tuổi', en: 'Identity card for children under 6' },
  ...card,
  front: { ...front, fields: frontFields(12) },
}
