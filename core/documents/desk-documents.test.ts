import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { type CollectionSlip, renderCollectionSlip, slipForm } from './collection-slip.ts'
import { type DocumentFonts, openFonts } from './fonts.ts'
import { type InformationSheet, renderInformationSheet, sheetForm } from './information-sheet.ts'

const { resolve } = createRequire(import.meta.url)
const face = (path: string) => readFile(resolve(`@expo-google-fonts/be-vietnam-pro/${path}`))
let fonts: DocumentFonts
beforeAll(async () => {
  fonts = openFonts({
    regular: await face('400Regular/BeVietnamPro_400Regular.ttf'),
    semiBold: await face('600SemiBold/BeVietnamPro_600SemiBold.ttf'),
    bold: await face('700Bold/BeVietnamPro_700Bold.ttf'),
  })
})

const day = (text: string) => text as CalendarDate
const head = {
  centre: { code: 'HN001', name: 'ĐIỂM THU NHẬN MẪU', phone: '024 3900 0000' },
  applicationCode: 'HN001-07-261122-0001-K',
  issuedOn: day('2026-11-22'),
  issuedAt: '09:41',
  qr: 'x'.repeat(270),
}
const slip = (changes: Partial<CollectionSlip> = {}): CollectionSlip => ({
  ...head,
  applicant: 'ĐẶNG NGUYỄN THÙY DƯƠNG',
  promisedOn: day('2026-12-01'),
  promisedBy: 'LAW',
  items: [{ label: 'Ngày sinh', value: '20/05/1990' }],
  fingers: ['trỏ phải (92)'],
  bring: ['Giấy hẹn này.'],
  portrait: null,
  ...changes,
})
const sheet = (changes: Partial<InformationSheet> = {}): InformationSheet => ({
  ...head,
  sections: [{ title: 'Người được cấp', items: [{ label: 'Họ và tên', value: 'ĐẶNG NGUYỄN THÙY DƯƠNG' }] }],
  consent: 'Tôi đồng ý.',
  portrait: null,
  signature: null,
  ...changes,
})

const latin = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1')
const pagesOf = (pdf: Uint8Array) => latin(pdf).match(/\/Type \/Page\b/g)?.length ?? 0

describe('the form follows the law of the day', () => {
  test.each([
    ['2024-06-30', 'CC03', 'CC02'],
    ['2024-07-01', 'CC02', 'CC01'],
  ])('on %s the slip is %s and the sheet %s', (on, slipCode, sheetCode) => {
    expect(slipForm(day(on)).code).toBe(slipCode)
    expect(sheetForm(day(on)).code).toBe(sheetCode)
  })
})

test('the same data give the same bytes', async () => {
  expect(await renderCollectionSlip(slip(), fonts)).toEqual(await renderCollectionSlip(slip(), fonts))
  expect(await renderInformationSheet(sheet(), fonts)).toEqual(await renderInformationSheet(sheet(), fonts))
})

test('a slip is one page, and goes on to a next one rather than over its edge', async () => {
  const long = 'Số nhà 12, Ngõ 345/67/8, Tổ dân phố số 9, Phường Mẫu Một, Thành phố Hà Nội, '
  const usual = Array.from({ length: 7 }, (_, i) => ({ label: `Mục ${i}`, value: long }))
  const name = { applicant: 'NGUYỄN '.repeat(17).trim() }
  expect(pagesOf(await renderCollectionSlip(slip({ ...name, items: usual }), fonts))).toBe(1)
  const items = usual.map(({ label }) => ({ label, value: long.repeat(4) }))
  expect(pagesOf(await renderCollectionSlip(slip({ ...name, items }), fonts))).toBe(2)
})

test('a sheet goes on to a next page rather than over its edge', async () => {
  const items = Array.from({ length: 18 }, (_, i) => ({ label: `Mục ${i}`, value: 'Một giá trị' }))
  const sections = [1, 2, 3].map((nth) => ({ title: `Phần ${nth}`, items }))
  expect(pagesOf(await renderInformationSheet(sheet({ sections }), fonts))).toBeGreaterThan(1)
  expect(pagesOf(await renderInformationSheet(sheet(), fonts))).toBe(1)
})

test('a code that no bar fits is refused, not cut', async () => {
  const tooLong = slip({ applicationCode: 'X'.repeat(60) })
  await expect(renderCollectionSlip(tooLong, fonts)).rejects.toThrow(RangeError)
})
