import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CardFace } from '../card/card-face.ts'
import { parseCalendarDate, parsePartialDate } from '../dates/calendar-date.ts'
import { openFonts } from './fonts.ts'
import {
  CharacterNotPrintable,
  FieldMissing,
  MrzNotPrintable,
  PortraitMismatch,
  PortraitUnreadable,
  QrTooDense,
  SymbolContentMissing,
  TextDoesNotFit,
} from './refusals.ts'
import { type CardOrder, renderCard } from './render-card.ts'

const { resolve } = createRequire(import.meta.url)
const face = (path: string) => readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${path}`))
const fonts = openFonts({
  regular: face('400Regular/BeVietnamPro_400Regular.ttf'),
  semiBold: face('600SemiBold/BeVietnamPro_600SemiBold.ttf'),
  bold: face('700Bold/BeVietnamPro_700Bold.ttf'),
})

/** One grey dot, PNG. */
const portrait = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAACklEQVQImWPoAAAAigCJQ82BGQAAAABJRU5ErkJggg==',
    'base64',
  ),
)

function cardFace(overrides: Partial<CardFace> = {}): CardFace {
  return {
    number: '001190000017',
    name: 'Đỗ Thị Mỹ Hường',
    birthDate: parsePartialDate('1990-02-15'),
    sex: 'FEMALE',
    nationality: 'Việt Nam',
    residence: 'Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội',
    birthRegistrationPlace: 'Phường Ngọc Hà, Thành phố Hà Nội',
    issuedOn: parseCalendarDate('2024-08-01'),
    expiresOn: parseCalendarDate('2030-02-15'),
    qr: '001190000017||Đỗ Thị Mỹ Hường|15021990|Nữ|Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội|01082024',
    mrz: [
      'IDVNM1900000174001190000017<<5',
      '9002155F3002153VNM<<<<<<<<<<<0',
      'DO<<THI<MY<HUONG<<<<<<<<<<<<<<',
    ],
    ...overrides,
  }
}

const card = (overrides: Partial<CardFace> = {}, order: Partial<CardOrder> = {}) =>
  renderCard({
    template: 'CC_2024',
    face: cardFace(overrides),
    portrait,
    fonts,
    productionKey: null,
    ...order,
  })

/** The refusal that drawing ends with. */
function refusalOf(draw: () => unknown): unknown {
  try {
    return draw()
  } catch (error) {
    return error
  }
}

let pdfium: PDFiumLibrary
beforeAll(async () => {
  pdfium = await PDFiumLibrary.init()
})
afterAll(() => pdfium.destroy())

async function look(pdf: Uint8Array) {
  const document = await pdfium.loadDocument(pdf)
  const pages = [...document.pages()].map((page) => ({ size: page.getOriginalSize(), text: page.getText() }))
  document.destroy()
  return pages
}

test('a template with a place for a signed QR is not drawn without one', () => {
  const order = { template: 'CC_2024_SIGNED_QR' } as const
  expect(refusalOf(() => card({}, order))).toBeInstanceOf(SymbolContentMissing)
  expect(card({ signedQr: 'NCFOXN%TSMAHN-H' }, order).length).toBeGreaterThan(100_000)
})

describe('the card as a PDF', () => {
  test('has two sides of 85.60 × 53.98 mm', async () => {
    const pages = await look(card())
    expect(pages).toHaveLength(2)
    for (const { size } of pages) {
      expect((size.originalWidth * 25.4) / 72).toBeCloseTo(85.6, 1)
      expect((size.originalHeight * 25.4) / 72).toBeCloseTo(53.98, 1)
    }
  })

  test('says on its front who it is for, and that it is a specimen', async () => {
    const [front] = await look(card())
    for (const words of [
      'ĐỖ THỊ MỸ HƯỜNG',
      '001190000017',
      '15/02/1990',
      'Nữ',
      'Việt Nam',
      'CĂN CƯỚC',
      'Họ, chữ đệm và tên khai sinh',
    ]) {
      expect(front?.text).toContain(words)
    }
    expect(front?.text.replaceAll(/\s/g, '')).toMatch(/S.*P.*E.*C.*I.*M.*E.*N/)
  })

  test('says on its back where, since when and until when', async () => {
    const pages = await look(card())
    for (const words of ['Nơi cư trú', 'Phường Ngọc Hà', '01/08/2024', '15/02/2030', 'BỘ CÔNG AN'])
      expect(pages[1]?.text).toContain(words)
  })

  test('prints "Không thời hạn" where nothing expires, and what is known of a date of birth', async () => {
    const pages = await look(card({ expiresOn: null, birthDate: parsePartialDate('1950') }))
    expect(pages[1]?.text).toContain('Không thời hạn')
    expect(pages[0]?.text).toContain('1950')
  })

  test('is the same to the byte for the same order', async () => {
    const hash = (pdf: Uint8Array) => createHash('sha256').update(pdf).digest('hex')
    expect(hash(card())).toBe(hash(card()))
    expect(hash(card({ sex: 'MALE' }))).not.toBe(hash(card()))
  })

  test('prints a name typed in decomposed letters like any other', async () => {
    const [front] = await look(card({ name: 'Đỗ Thị Mỹ Hường'.normalize('NFD') }))
    expect(front?.text).toContain('ĐỖ THỊ MỸ HƯỜNG')
  })

  test('carries a long address whole, in smaller type', async () => {
    const residence = `Số nhà 123/45/67, Ngõ 89 Đường Nguyễn Thị Minh Khai, Tổ dân phố số 12, Khu đô thị mới ${'Phước Kiển '.repeat(6)}Phường Mẫu`
    const pages = await look(card({ residence }))
    expect(pages[1]?.text.replaceAll(/\s+/g, ' ')).toContain(residence)
  })

  test('needs no portrait under six years, and takes none', async () => {
    const template = 'CC_2024_UNDER_6'
    expect(await look(card({}, { template, portrait: null }))).toHaveLength(2)
    expect(() => card({}, { template })).toThrow(PortraitMismatch)
    expect(() => card({}, { portrait: null })).toThrow(PortraitMismatch)
  })

  test('of 2021 says where its holder comes from and what marks them, and is refused without', async () => {
    const template = 'CCCD_2021'
    const more = { placeOfOrigin: 'Hà Nam', marks: 'Nốt ruồi dưới cằm' }
    const [front, back] = await look(card(more, { template }))
    for (const words of ['CĂN CƯỚC CÔNG DÂN', 'Quê quán', 'Hà Nam', 'Có giá trị đến'])
      expect(front?.text).toContain(words)
    for (const words of ['Đặc điểm nhân dạng', 'Nốt ruồi dưới cằm', 'Ngón trỏ phải'])
      expect(back?.text).toContain(words)
    expect(refusalOf(() => card({ marks: 'x' }, { template }))).toMatchObject({
      code: 'FIELD_MISSING',
      facts: { field: 'placeOfOrigin' },
    })
  })

  test('leaves a place that nobody knows blank, and is refused without a name', async () => {
    const [, back] = await look(card({ birthRegistrationPlace: '' }))
    expect(back?.text).toContain('Nơi đăng ký khai sinh')
    expect(() => card({ name: ' ' })).toThrow(FieldMissing)
  })

  test('prints letters with a breve, which the type composes, and refuses what it cannot', async () => {
    const [front] = await look(card({ name: 'Y Sĭm Byă Ayŭn' }))
    expect(front?.text.normalize('NFC').replaceAll(/\s/g, '')).toContain('YSĬMBYĂAYŬN')
    expect(() => card({ name: 'Ƀuôn' })).toThrow(CharacterNotPrintable)
  })

  test('says in its metadata by which circular it is laid out, and where that is assumed', () => {
    const text = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1')
    const utf16 = (words: string) => Buffer.from(words, 'utf16le').swap16().toString('hex')
    expect(text(card())).toContain(utf16('TT 16/2024/TT-BCA'))
    expect(text(card())).not.toContain(utf16('GIẢ ĐỊNH'))
    const certificate = card({ placeOfOrigin: 'Hà Nam' }, { template: 'IDENTITY_CERTIFICATE_2024' })
    expect(text(certificate)).toContain(utf16('BỐ TRÍ GIẢ ĐỊNH / ASSUMED LAYOUT'))
  })

  test('is a specimen unless there is a production key, which its metadata then name', async () => {
    const inForce = card({}, { productionKey: '0123456789abcdef' })
    const [front] = await look(inForce)
    expect(front?.text.replaceAll(/\s/g, '')).not.toMatch(/S.*P.*E.*C.*I.*M.*E.*N/)
    expect(Buffer.from(inForce).toString('latin1')).toContain(
      Buffer.from('production key 0123456789abcdef', 'utf16le').swap16().toString('hex'),
    )
  })

  test('embeds its type and nothing of a person beyond what is printed', () => {
    const text = Buffer.from(card()).toString('latin1')
    expect(text.match(/\/FontFile2/g)).toHaveLength(3)
    expect(text).not.toMatch(/CreationDate|ModDate|\/ID/)
  })

  test('is refused by the name of the field that does not fit', () => {
    const refused = refusalOf(() => card({ residence: 'Đường rất dài '.repeat(60) }))
    expect(refused).toBeInstanceOf(TextDoesNotFit)
    expect(refused).toMatchObject({
      facts: { field: 'residence' },
      text: {
        vi: expect.stringContaining('“Nơi cư trú”'),
        en: expect.stringContaining('“Place of residence”'),
      },
    })
    expect(String(refused)).not.toContain('Đường')
    expect(() => card({ name: 'W'.repeat(90) })).toThrow(TextDoesNotFit)
  })

  test('is refused rather than printed with a hole in a name', () => {
    expect(() => card({ name: 'Nguyễn 文' })).toThrow(CharacterNotPrintable)
  })

  test('is refused with a broken portrait, machine-readable zone or an endless QR', () => {
    expect(() => card({}, { portrait: Uint8Array.of(1, 2, 3) })).toThrow(PortraitUnreadable)
    expect(() => card({ mrz: ['SHORT', 'SHORT', 'SHORT'] })).toThrow(MrzNotPrintable)
    expect(() => card({ qr: 'x'.repeat(2000) })).toThrow(QrTooDense)
  })

  test('draws the same card after a refusal as before', () => {
    const before = card()
    expect(() => card({ name: 'Nguyễn 文' })).toThrow(CharacterNotPrintable)
    expect(Buffer.from(card()).equals(before)).toBe(true)
  })
})
