import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dongInWords, formatDong } from './dong.ts'

test.each([
  [0, 'Không đồng'],
  [15_000, 'Mười lăm nghìn đồng'],
  [25_000, 'Hai mươi lăm nghìn đồng'],
  [35_000, 'Ba mươi lăm nghìn đồng'],
  [50_000, 'Năm mươi nghìn đồng'],
  [70_000, 'Bảy mươi nghìn đồng'],
  [121_000, 'Một trăm hai mươi mốt nghìn đồng'],
  [1_005_000, 'Một triệu không trăm lẻ năm nghìn đồng'],
  [2_000_204, 'Hai triệu hai trăm lẻ bốn đồng'],
  [1_000_000_024, 'Một tỷ không trăm hai mươi tư đồng'],
  [311_111_111, 'Ba trăm mười một triệu một trăm mười một nghìn một trăm mười một đồng'],
])('%i is said "%s"', (amount, words) => {
  expect(dongInWords(amount)).toBe(words)
})

test('no two amounts are said alike, and dots are only between groups of three', () => {
  const amount = fc.integer({ min: 0, max: 999_999_999_999 })
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      expect(dongInWords(a) === dongInWords(b)).toBe(a === b)
      expect(formatDong(a)).toMatch(/^\d{1,3}(?:\.\d{3})*$/)
      expect(Number(formatDong(a).replaceAll('.', ''))).toBe(a)
    }),
  )
})
