import type { Bilingual } from '../errors.ts'
import type { CardTemplate } from './card-face.ts'
import type { Box, CardLayout, FieldName, PrintedField, PrintedText } from './layout.ts'

/** ID-1, ISO/IEC 7810, 5: 85.60 × 53.98 mm, corners 3.18 mm; the same in TT 06/2021/TT-BCA and TT 16/2024/TT-BCA. */
export const cardSize = { width: 85.6, height: 53.98, cornerRadius: 3.18 } as const

/** TT 16/2024/TT-BCA: titles and labels in blue-violet. */
export const labelColour = '#352a86'
export const valueColour = '#15151b'
/** The ground runs green, yellow, green from the left edge to the right. */
export const groundColours = ['#cfe8d2', '#f7f1c4', '#cfe8d2'] as const
export const specimenText: Bilingual = { vi: 'MẪU', en: 'SPECIMEN' }
export const noExpiryText = 'Không thời hạn'

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height })

/** Labels as TT 16/2024/TT-BCA words them. */
const labels: { readonly [F in FieldName]: Bilingual } = {
  number: { vi: 'Số định danh cá nhân', en: 'Personal identification number' },
  name: { vi: 'Họ, chữ đệm và tên khai sinh', en: 'Full name' },
  birthDate: { vi: 'Ngày, tháng, năm sinh', en: 'Date of birth' },
  sex: { vi: 'Giới tính', en: 'Sex' },
  nationality: { vi: 'Quốc tịch', en: 'Nationality' },
  residence: { vi: 'Nơi cư trú', en: 'Place of residence' },
  birthRegistrationPlace: { vi: 'Nơi đăng ký khai sinh', en: 'Place of birth' },
  issuedOn: { vi: 'Ngày, tháng, năm cấp', en: 'Date of issue' },
  expiresOn: { vi: 'Ngày, tháng, năm hết hạn', en: 'Date of expiry' },
}

const labelHeight = 2.4

function field(
  name: FieldName,
  value: Box,
  style: { readonly min: number; readonly max: number; readonly weight: PrintedField['weight'] },
): PrintedField {
  return {
    field: name,
    label: labels[name],
    labelBox: box(value.x, value.y - labelHeight, value.width, labelHeight),
    box: value,
    size: { min: style.min, max: style.max },
    weight: style.weight,
  }
}

function title(
  text: string,
  at: Box,
  style: { readonly size: number; readonly weight: PrintedText['weight'] },
): PrintedText {
  return { text, box: at, size: style.size, weight: style.weight, align: 'center', colour: labelColour }
}

const nationalTitles: readonly PrintedText[] = [
  title('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', box(18, 2.7, 65.6, 2.8), { size: 6.6, weight: 'bold' }),
  title('Độc lập - Tự do - Hạnh phúc', box(18, 5.5, 65.6, 2.4), { size: 5.6, weight: 'semiBold' }),
  title('SOCIALIST REPUBLIC OF VIET NAM', box(18, 8.0, 65.6, 2.1), { size: 4.8, weight: 'semiBold' }),
  title('Independence - Freedom - Happiness', box(18, 10.1, 65.6, 1.9), { size: 4.4, weight: 'regular' }),
  title('CĂN CƯỚC', box(18, 12.3, 65.6, 5), { size: 12, weight: 'bold' }),
  title('IDENTITY CARD', box(18, 17.0, 65.6, 2.6), { size: 5.8, weight: 'semiBold' }),
]

const small = { min: 4, max: 6.6, weight: 'semiBold' } as const
const plain = { min: 5, max: 7.6, weight: 'semiBold' } as const

/** Items of the front, in the circular's order, from a left edge to 3 mm before the right one. */
function frontFields(left: number): readonly PrintedField[] {
  const width = cardSize.width - 3 - left
  const half = width / 2
  return [
    field('number', box(left, 23.2, width, 4.8), { min: 11, max: 11, weight: 'bold' }),
    field('name', box(left, 31.0, width, 6.4), { min: 5, max: 9, weight: 'bold' }),
    field('birthDate', box(left, 39.8, width, 3.3), plain),
    field('sex', box(left, 46.2, half - 1, 3.3), plain),
    field('nationality', box(left + half, 46.2, half, 3.3), plain),
  ]
}

const front = {
  texts: nationalTitles,
  emblem: box(4.5, 3, 12, 12),
  chipSymbol: box(74.6, 13.4, 6.4, 4.4),
} as const

/** Contacts lie where ISO/IEC 7816-2 puts them; the lowest 23.2 mm are the MRZ's (ICAO 9303-5, TD1). */
const back: CardLayout['back'] = {
  texts: [
    title('BỘ CÔNG AN', box(60, 24.6, 24, 2.8), { size: 6.2, weight: 'bold' }),
    title('MINISTRY OF PUBLIC SECURITY', box(60, 27.4, 24, 2), { size: 3.8, weight: 'semiBold' }),
  ],
  fields: [
    field('residence', box(4, 4.6, 56, 6.6), small),
    field('birthRegistrationPlace', box(4, 13.5, 56, 5.2), small),
    field('issuedOn', box(24, 21.4, 35, 2.9), { min: 5, max: 6.6, weight: 'semiBold' }),
    field('expiresOn', box(24, 26.9, 35, 2.9), { min: 5, max: 6.6, weight: 'semiBold' }),
  ],
  // TT 16/2024/TT-BCA: 18 × 18 mm; the white ground round it is the quiet zone.
  qr: box(63, 4.2, 18, 18),
  chip: box(9.2, 19.4, 11.8, 10.6),
  // OCR-B size 1, ten characters to the inch (ICAO 9303-3, 4.2).
  mrz: { box: box(4.7, 33.4, 76.2, 17.1), pitch: 2.54, linePitch: 6.2, capHeight: 2.4 },
}

const cards: { readonly [T in CardTemplate]: CardLayout } = {
  CC_2024: {
    template: 'CC_2024',
    law: 'TT 16/2024/TT-BCA',
    // Portrait 20 × 30 mm.
    front: { ...front, portrait: box(4.5, 19.2, 20, 30), fields: frontFields(27.5) },
    back,
  },
  CC_2024_UNDER_6: {
    template: 'CC_2024_UNDER_6',
    law: 'TT 16/2024/TT-BCA',
    front: { ...front, portrait: null, fields: frontFields(12) },
    back,
  },
}

/** Where everything stands on a card, in millimetres, as the law of its template lays it down. */
export function cardLayout(template: CardTemplate): CardLayout {
  return cards[template]
}
