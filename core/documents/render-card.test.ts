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
  MrzNotPrintable,
  PortraitMismatch,
  PortraitUnreadable,
  QrTooDense,
  TextDoesNotFit,
} from './refusals.ts'
import { renderCard } from './render-card.ts'

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
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
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

const adult = (overrides: Partial<CardFace> = {}) =>
  renderCard({ template: 'CC_2024', face: cardFace(overrides), portrait, fonts, specimen: true })
const child = (overrides: Partial<CardFace> = {}) =>
  renderCard({
    template: 'CC_2024_UNDER_6',
    face: cardFace(overrides),
    portrait: null,
    fonts,
    specimen: true,
  })

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

describe('the card as a PDF', () => {
  test('has two sides of 85.60 × 53.98 mm', async () => {
    const pages = await look(await adult())
    expect(pages).toHaveLength(2)
    for (const { size } of pages) {
      expect((size.originalWidth * 25.4) / 72).toBeCloseTo(85.6, 1)
      expect((size.originalHeight * 25.4) / 72).toBeCloseTo(53.98, 1)
    }
  })

  test('says on its front who it is for, and that it is a specimen', async () => {
    const [front] = await look(await adult())
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
    const pages = await look(await adult())
    for (const words of ['Nơi cư trú', 'Phường Ngọc Hà', '01/08/2024', '15/02/2030', 'BỘ CÔNG AN'])
      expect(pages[1]?.text).toContain(words)
  })

  test('prints "Không thời hạn" where nothing expires, and what is known of a date of birth', async () => {
    const pages = await look(await adult({ expiresOn: null, birthDate: parsePartialDate('1950') }))
    expect(pages[1]?.text).toContain('Không thời hạn')
    expect(pages[0]?.text).toContain('1950')
  })

  test('is the same to the byte for the same order', async () => {
    const hash = (pdf: Uint8Array) => createHash('sha256').update(pdf).digest('hex')
    expect(hash(await adult())).toBe(hash(await adult()))
    expect(hash(await adult({ sex: 'MALE' }))).not.toBe(hash(await adult()))
  })

  test('prints a name typed in decomposed letters like any other', async () => {
    const [front] = await look(await adult({ name: 'Đỗ Thị Mỹ Hường'.normalize('NFD') }))
    expect(front?.text).toContain('ĐỖ THỊ MỸ HƯỜNG')
  })

  test('carries a long address whole, in smaller type', async () => {
    const residence = `Số nhà 123/45/67, Ngõ 89 Đường Nguyễn Thị Minh Khai, Tổ dân phố số 12, Khu đô thị mới ${'Phước Kiển '.repeat(6)}Phường Mẫu`
    const pages = await look(await adult({ residence }))
    expect(pages[1]?.text.replaceAll(/\s+/g, ' ')).toContain(residence)
  })

  test('needs no portrait under six years, and takes none', async () => {
    expect(await look(await child())).toHaveLength(2)
    const given = renderCard({
      template: 'CC_2024_UNDER_6',
      face: cardFace(),
      portrait,
      fonts,
      specimen: true,
    })
    await expect(given).rejects.toThrow(PortraitMismatch)
    const missing = renderCard({
      template: 'CC_2024',
      face: cardFace(),
      portrait: null,
      fonts,
      specimen: true,
    })
    await expect(missing).rejects.toThrow(PortraitMismatch)
  })

  test('is refused by the name of the field that does not fit', async () => {
    const refused = await adult({ residence: 'Đường rất dài '.repeat(60) }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(TextDoesNotFit)
    expect(refused).toMatchObject({ facts: { field: 'residence' } })
    expect(String(refused)).not.toContain('Đường')
    await expect(adult({ name: 'W'.repeat(90) })).rejects.toThrow(TextDoesNotFit)
  })

  test('is refused rather than printed with a hole in a name', async () => {
    await expect(adult({ name: 'Nguyễn 文' })).rejects.toThrow(CharacterNotPrintable)
  })

  test('is refused with a broken portrait, machine-readable zone or an endless QR', async () => {
    const broken = renderCard({
      template: 'CC_2024',
      face: cardFace(),
      portrait: Uint8Array.of(1, 2, 3),
      fonts,
      specimen: true,
    })
    await expect(broken).rejects.toThrow(PortraitUnreadable)
    await expect(adult({ mrz: ['SHORT', 'SHORT', 'SHORT'] })).rejects.toThrow(MrzNotPrintable)
    await expect(adult({ qr: 'x'.repeat(2000) })).rejects.toThrow(QrTooDense)
  })
})
