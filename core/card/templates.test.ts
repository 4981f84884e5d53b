import { describe, expect, test } from 'vitest'
import { parseCalendarDate, parsePartialDate } from '../dates/calendar-date.ts'
import { cardTemplates } from './card-face.ts'
import { cardSize, mrzZoneHeight } from './layout-parts.ts'
import type { Box, CardLayout, FaceLayout, Side } from './layout.ts'
import { cardLayout, cardTemplateFor, LegacyTemplate, NoTemplate, withSignedQr } from './templates.ts'

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const present = (boxes: readonly (Box | null | undefined)[]) =>
  boxes.filter((box) => box !== null && box !== undefined)
const pictures = (face: FaceLayout) =>
  present([
    face.emblem,
    face.portrait,
    face.chip,
    face.mrz?.box,
    ...face.barcodes.map(({ box }) => box),
    ...face.fingerprints.map(({ box }) => box),
  ])

const sidesOf = (layout: CardLayout) => (['front', 'back'] as const).map((side: Side) => layout[side])

describe.each(cardTemplates)('the template %s', (template) => {
  const layout = cardLayout(template)
  const boxes = sidesOf(layout).flatMap((face) => [
    ...face.texts.map(({ box }) => box),
    ...face.fields.flatMap(({ box, labelBox }) => [box, labelBox]),
    ...pictures(face),
  ])

  test('keeps everything inside the card, a millimetre and a half from its edges', () => {
    const outside = boxes.filter(
      ({ x, y, width, height }) =>
        x < 1.5 || y < 1.5 || x + width > cardSize.width - 1.5 || y + height > cardSize.height - 1.5,
    )
    expect(outside).toEqual([])
  })

  test('lets no value touch another or a picture', () => {
    const touching = sidesOf(layout).flatMap((face) => {
      const all = [...face.fields.map(({ box }) => box), ...pictures(face)]
      return all.flatMap((a, i) => all.slice(i + 1).filter((b) => overlap(a, b)))
    })
    expect(touching).toEqual([])
  })

  test('has its own QR of 18 mm, an emblem of 12 mm, and nothing but the machine-readable zone in the lowest 23.2 mm behind', () => {
    const qr = sidesOf(layout).flatMap(({ barcodes }) =>
      barcodes.filter(({ content }) => content[0] === 'qr'),
    )
    expect(qr.map(({ kind }) => kind)).toEqual(['QR'])
    expect(qr.map(({ box }) => [box.width, box.height])).toEqual([[18, 18]])
    expect(layout.front.emblem).toMatchObject({ width: 12, height: 12 })
    if (!layout.back.mrz) return
    const zone = cardSize.height - mrzZoneHeight
    expect(layout.back.mrz.box.y).toBeGreaterThanOrEqual(zone)
    for (const { box } of layout.back.fields) expect(box.y + box.height).toBeLessThanOrEqual(zone)
  })

  test('says which circular lays it down, from when, and whether its layout is an assumption', () => {
    expect(layout.law).toMatch(/^TT \d+\/20\d\d\/TT-BCA$/)
    expect(layout.assumed).toBe(/CERTIFICATE|SIGNED_QR/.test(template))
    expect([layout.validFrom, layout.validTo]).toEqual(
      template === 'CCCD_2021' ? ['2021-01-23', '2024-07-01'] : ['2024-07-01', null],
    )
  })
})

const words = ({ fields }: FaceLayout) => fields.map(({ label }) => `${label.vi} / ${label.en}:`)
const titles = ({ texts }: FaceLayout) => texts.map(({ text }) => text)
const national = [
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Độc lập - Tự do - Hạnh phúc',
  'SOCIALIST REPUBLIC OF VIET NAM',
  'Independence - Freedom - Happiness',
]

test('the card of 2024 carries the words of TT 16/2024/TT-BCA in their order, with and without portrait', () => {
  for (const template of [
    'CC_2024',
    'CC_2024_UNDER_6',
    'CC_2024_SIGNED_QR',
    'CC_2024_UNDER_6_SIGNED_QR',
  ] as const) {
    const { front, back } = cardLayout(template)
    expect(titles(front)).toEqual([...national, 'CĂN CƯỚC', 'IDENTITY CARD'])
    expect(words(front)).toEqual([
      'Số định danh cá nhân / Personal identification number:',
      'Họ, chữ đệm và tên khai sinh / Full name:',
      'Ngày, tháng, năm sinh / Date of birth:',
      'Giới tính / Sex:',
      'Quốc tịch / Nationality:',
    ])
    expect(words(back)).toEqual([
      'Nơi cư trú / Place of residence:',
      'Nơi đăng ký khai sinh / Place of birth:',
      'Ngày, tháng, năm cấp / Date of issue:',
      'Ngày, tháng, năm hết hạn / Date of expiry:',
    ])
    expect(titles(back)).toEqual(['BỘ CÔNG AN', 'MINISTRY OF PUBLIC SECURITY'])
  }
  expect(cardLayout('CC_2024').front.portrait).toMatchObject({ width: 20, height: 30 })
  expect(cardLayout('CC_2024_UNDER_6').front.portrait).toBeNull()
})

test('the template with a place for a signed QR is the card of 2024 with one symbol more, and other cards have none', () => {
  for (const template of ['CC_2024', 'CC_2024_UNDER_6'] as const) {
    const signed = cardLayout(withSignedQr(template) ?? template)
    const { front, back } = cardLayout(template)
    expect(signed.front).toEqual(front)
    expect(signed.back).toMatchObject({ mrz: back.mrz, chip: back.chip, texts: back.texts })
    expect(signed.back.barcodes.map(({ content }) => content)).toEqual([['qr'], ['signedQr']])
  }
  expect(withSignedQr('CCCD_2021')).toBeNull()
  expect(withSignedQr('IDENTITY_CERTIFICATE_2024')).toBeNull()
})

test('the chip card of 2021 carries the words of TT 06/2021/TT-BCA in their order', () => {
  const { front, back } = cardLayout('CCCD_2021')
  expect(titles(front)).toEqual([...national, 'CĂN CƯỚC CÔNG DÂN', 'Citizen Identity Card'])
  expect(words(front)).toEqual([
    'Số / No.:',
    'Họ và tên / Full name:',
    'Ngày sinh / Date of birth:',
    'Giới tính / Sex:',
    'Quốc tịch / Nationality:',
    'Quê quán / Place of origin:',
    'Nơi thường trú / Place of residence:',
    'Có giá trị đến / Date of expiry:',
  ])
  expect(front.portrait).toMatchObject({ width: 20, height: 30 })
  expect(words(back)).toEqual([
    'Đặc điểm nhân dạng / Personal identification:',
    'Ngày, tháng, năm / Date, month, year:',
  ])
  expect(titles(back).join(' ')).toContain(
    'CỤC TRƯỞNG CỤC CẢNH SÁT QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI DIRECTOR GENERAL OF THE POLICE DEPARTMENT FOR ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER',
  )
  expect(titles(back)).toEqual(
    expect.arrayContaining(['Ngón trỏ trái', 'Left index finger', 'Ngón trỏ phải', 'Right index finger']),
  )
  expect(back.fingerprints.map(({ finger }) => finger)).toEqual(['LEFT_INDEX', 'RIGHT_INDEX'])
})

describe('the template for a person on a day', () => {
  const born = (birthDate: string, on: string) => ({
    birthDate: parsePartialDate(birthDate),
    on: parseCalendarDate(on),
  })

  test.each([
    ['1990-02-15', '2021-01-23', 'CCCD_2021'],
    ['1990-02-15', '2024-06-30', 'CCCD_2021'],
    ['1990-02-15', '2024-07-01', 'CC_2024'],
    ['2019-03-02', '2025-03-01', 'CC_2024_UNDER_6'],
    ['2019-03-02', '2025-03-02', 'CC_2024'],
    ['1938', '2026-01-01', 'CC_2024'],
  ] as const)('born %s, on %s: %s', (birthDate, on, template) => {
    expect(cardTemplateFor('CARD', born(birthDate, on))).toBe(template)
  })

  test('is the certificate for those who get one', () => {
    expect(cardTemplateFor('CERTIFICATE', born('1990-02-15', '2025-01-01'))).toBe('IDENTITY_CERTIFICATE_2024')
    expect(() => cardTemplateFor('CERTIFICATE', born('1990-02-15', '2024-06-30'))).toThrow(NoTemplate)
  })

  test('is refused for barcode cards, which are data of the past', () => {
    expect(() => cardTemplateFor('CARD', born('1990-02-15', '2021-01-22'))).toThrow(LegacyTemplate)
  })

  test('is refused before 14 years under the law of 2014, before birth, and before there were cards', () => {
    expect(() => cardTemplateFor('CARD', born('2010-01-01', '2023-01-01'))).toThrow(NoTemplate)
    expect(() => cardTemplateFor('CARD', born('2026-01-02', '2026-01-01'))).toThrow(NoTemplate)
    expect(() => cardTemplateFor('CARD', born('1990-02-15', '2015-12-31'))).toThrow(NoTemplate)
  })
})
