import { parseCalendarDate } from '../dates/calendar-date.ts'
import {
  bare,
  box,
  centred,
  contactPlate,
  field,
  inlineField,
  large,
  mrz,
  nationalTitle,
  small,
} from './layout-parts.ts'
import type { CardLayout, FaceLayout, Palette, PrintedText } from './layout.ts'

/** The circular names no colours: these are chosen in the manner of the cards that were issued. */
const palette: Palette = {
  ground: ['#c9e4e2', '#f3efd2', '#cbe5d6'],
  label: '#1d4f7c',
  value: '#15151b',
  motif: { fill: '#bfdcc4', line: '#93bfb4', map: '#cfe3c4' },
}
const colour = palette.label
const red = '#b4202e'

/** Labels as TT 06/2021/TT-BCA words them. */
const labels = {
  number: { vi: 'Số', en: 'No.' },
  name: { vi: 'Họ và tên', en: 'Full name' },
  birthDate: { vi: 'Ngày sinh', en: 'Date of birth' },
  sex: { vi: 'Giới tính', en: 'Sex' },
  nationality: { vi: 'Quốc tịch', en: 'Nationality' },
  placeOfOrigin: { vi: 'Quê quán', en: 'Place of origin' },
  residence: { vi: 'Nơi thường trú', en: 'Place of residence' },
  expiresOn: { vi: 'Có giá trị đến', en: 'Date of expiry' },
  marks: { vi: 'Đặc điểm nhân dạng', en: 'Personal identification' },
  issuedOn: { vi: 'Ngày, tháng, năm', en: 'Date, month, year' },
} as const

const onTitle = (y: number, height: number) => box(16.6, y, 47.4, height)
const onName = (y: number, height: number) => box(16.6, y, 40.4, height)

const titles: readonly PrintedText[] = [
  centred(nationalTitle.country, onTitle(2.6, 2.7), { size: 6.1, weight: 'bold', colour }),
  centred(nationalTitle.motto, onTitle(5.2, 2.3), { size: 5.4, weight: 'semiBold', colour }),
  centred(nationalTitle.countryEnglish, onTitle(7.6, 2), { size: 4.5, weight: 'semiBold', colour }),
  centred(nationalTitle.mottoEnglish, onTitle(9.6, 1.8), { size: 4.2, weight: 'regular', colour }),
  centred('CĂN CƯỚC CÔNG DÂN', onName(12.3, 4.2), { size: 9.6, weight: 'bold', colour: red }),
  centred('Citizen Identity Card', onName(16.4, 2.4), { size: 5.6, weight: 'semiBold', colour }),
]

const left = 27
const width = 55.6
const line = { min: 5, max: 6.8, weight: 'semiBold' } as const

const front: FaceLayout = {
  ...bare,
  motifs: [
    { kind: 'WAVES', colours: ['#9fcfc9', '#d9cf8f'] },
    { kind: 'DRUM', x: 54, y: 33, radius: 18 },
    { kind: 'MAP', box: box(54, 21, 28, 31) },
  ],
  texts: titles,
  fields: [
    inlineField('number', labels.number, {
      line: box(left, 19.7, width - 19, 4.4),
      labelWidth: 9,
      style: { min: 9.6, max: 9.6, weight: 'bold' },
    }),
    field('name', labels.name, { value: box(left, 26.3, width, 5.8), style: large }),
    inlineField('birthDate', labels.birthDate, {
      line: box(left, 32.4, width, 2.9),
      labelWidth: 22,
      style: line,
    }),
    inlineField('sex', labels.sex, { line: box(left, 35.6, 21, 2.9), labelWidth: 13, style: line }),
    inlineField('nationality', labels.nationality, {
      line: box(left + 21.6, 35.6, width - 21.6, 2.9),
      labelWidth: 20.4,
      style: line,
    }),
    field('placeOfOrigin', labels.placeOfOrigin, { value: box(left, 40.8, width, 3.9), style: small }),
    field('residence', labels.residence, { value: box(left, 47.05, width, 5.4), style: small }),
    field('expiresOn', labels.expiresOn, {
      value: box(3.2, 48.9, 22.4, 2.6),
      style: { min: 5, max: 6, weight: 'semiBold' },
    }),
  ],
  barcodes: [{ kind: 'QR', content: ['qr'], box: box(64.9, 2.4, 18, 18) }],
  emblem: box(3.4, 2.4, 12, 12),
  chipSymbol: box(58.2, 13.4, 5.4, 3.8),
  portrait: box(4, 16.2, 20, 30),
  specimen: { x: 55, y: 37, size: 18 },
}

const signer = (y: number, height: number) => box(21.6, y, 36.6, height)

const back: FaceLayout = {
  ...bare,
  motifs: [
    { kind: 'WAVES', colours: ['#d9cf8f', '#9fcfc9'] },
    { kind: 'ROSETTE', x: 42.8, y: 27, radius: 25 },
    { kind: 'LOTUS', x: 42.8, y: 46, size: 20 },
  ],
  texts: [
    centred('CỤC TRƯỞNG CỤC CẢNH SÁT', signer(12.6, 1.9), { size: 4.1, weight: 'bold', colour }),
    centred('QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI', signer(14.5, 1.9), { size: 4.1, weight: 'bold', colour }),
    centred('DIRECTOR GENERAL OF THE POLICE DEPARTMENT', signer(16.5, 1.5), {
      size: 3.1,
      weight: 'semiBold',
      colour,
    }),
    centred('FOR ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER', signer(17.9, 1.5), {
      size: 3.1,
      weight: 'semiBold',
      colour,
    }),
    // Whoever signs real cards is not named on specimens.
    centred('Chữ ký mẫu', signer(28.9, 2), { size: 4.6, weight: 'bold', colour }),
    centred('Ngón trỏ trái', box(58.7, 2.6, 11.8, 1.9), { size: 4.2, weight: 'semiBold', colour }),
    centred('Left index finger', box(58.7, 4.4, 11.8, 1.7), { size: 3.7, weight: 'regular', colour }),
    centred('Ngón trỏ phải', box(71.5, 2.6, 11.8, 1.9), { size: 4.2, weight: 'semiBold', colour }),
    centred('Right index finger', box(71.5, 4.4, 11.8, 1.7), { size: 3.7, weight: 'regular', colour }),
  ],
  fields: [
    field('marks', labels.marks, { value: box(4, 4.5, 52, 4.4), style: small }),
    inlineField('issuedOn', labels.issuedOn, {
      line: box(4, 9.0, 50, 2.9),
      labelWidth: 30.9,
      style: { min: 5, max: 6.4, weight: 'semiBold' },
    }),
  ],
  fingerprints: [
    { finger: 'LEFT_INDEX', box: box(58.8, 6.6, 11.6, 17.4) },
    { finger: 'RIGHT_INDEX', box: box(71.6, 6.6, 11.6, 17.4) },
  ],
  chip: contactPlate,
  seal: box(25.4, 19.4, 11, 11),
  signature: box(35, 20.4, 17, 7.6),
  mrz,
  specimen: { x: 36, y: 20, size: 19 },
}

/** The chip card of 2021: issued from 23/01/2021 until the Law on Identification came into force. */
export const card2021: CardLayout = {
  template: 'CCCD_2021',
  title: { vi: 'Thẻ căn cước công dân', en: 'Citizen identity card' },
  law: 'TT 06/2021/TT-BCA',
  validFrom: parseCalendarDate('2021-01-23'),
  validTo: parseCalendarDate('2024-07-01'),
  assumed: false,
  palette,
  front,
  back,
}
