import { bare, box, cardSize, centred, field, large, plain, small } from './layout-parts.ts'
import type { CardLayout, FaceLayout } from './layout.ts'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { backMotifs, labels2024, palette2024, titles2024 } from './template-2024.ts'

const colour = palette2024.label
const left = 27.5
const width = cardSize.width - 3 - left

const origin = { vi: 'Quê quán', en: 'Place of origin' } as const
/** Its holder lives there without a registered residence (LCC 2023, 30). */
const residence = { vi: 'Nơi ở hiện tại', en: 'Current place of residence' } as const

const front: FaceLayout = {
  ...bare,
  motifs: [
    { kind: 'WAVES', colours: ['#a9d3b4', '#e2d27f'] },
    { kind: 'ROSETTE', x: 55, y: 33, radius: 22 },
  ],
  texts: titles2024({ vi: 'GIẤY CHỨNG NHẬN CĂN CƯỚC', en: 'IDENTITY CERTIFICATE', size: 10 }),
  fields: [
    field('number', labels2024.number, {
      value: box(left, 23.2, width, 4.8),
      style: { min: 11, max: 11, weight: 'bold' },
    }),
    field('name', labels2024.name, { value: box(left, 31.0, width, 6.0), style: large }),
    field('birthDate', labels2024.birthDate, { value: box(left, 39.6, width / 2, 3.3), style: plain }),
    field('sex', labels2024.sex, {
      value: box(left + width / 2 + 1, 39.6, width / 2 - 1, 3.3),
      style: plain,
    }),
    field('placeOfOrigin', origin, { value: box(left, 45.9, width, 5.2), style: small }),
  ],
  emblem: box(4.5, 3, 12, 12),
  portrait: box(4.5, 19.2, 20, 30),
  specimen: { x: 55.5, y: 38, size: 19 },
}

const dates = { min: 5, max: 7, weight: 'semiBold' } as const

const back: FaceLayout = {
  ...bare,
  motifs: backMotifs,
  texts: [
    centred('BỘ CÔNG AN', box(58, 25.6, 26, 3), { size: 6.6, weight: 'bold', colour }),
    centred('MINISTRY OF PUBLIC SECURITY', box(58, 28.6, 26, 2), { size: 3.9, weight: 'semiBold', colour }),
  ],
  fields: [
    field('residence', residence, {
      value: box(4, 6.4, 54, 9.6),
      style: { min: 4, max: 7, weight: 'semiBold' },
    }),
    field('issuedOn', labels2024.issuedOn, { value: box(4, 20.4, 34, 3.1), style: dates }),
    field('expiresOn', labels2024.expiresOn, { value: box(4, 27.2, 34, 3.1), style: dates }),
  ],
  barcodes: [
    { kind: 'QR', content: ['qr'], box: box(63, 4.2, 18, 18) },
    { kind: 'CODE_128', content: ['number'], box: box(22.8, 39.5, 40, 9) },
  ],
  specimen: { x: 33, y: 26, size: 20 },
}

/**
 * Giấy chứng nhận căn cước for people of Vietnamese origin without a settled nationality (LCC 2023, 30). The circular's
 * drawing of it was not to be had: side, order, and the Code 128 of its number are an assumption, and it carries no MRZ.
 */
export const identityCertificate2024: CardLayout = {
  template: 'IDENTITY_CERTIFICATE_2024',
  title: { vi: 'Giấy chứng nhận căn cước', en: 'Identity certificate' },
  law: 'TT 16/2024/TT-BCA',
  validFrom: parseCalendarDate('2024-07-01'),
  validTo: null,
  assumed: true,
  palette: palette2024,
  front,
  back,
}
