import { expect, test } from 'vitest'
import { shortenPlace } from './shorten-place.ts'

const place = 'Số nhà 5, Tổ dân phố 12, Phường Mẫu Một, Thành phố Thử, Tỉnh Tuyên Quang'
const within = (letters: number) => (text: string) => text.length <= letters

test.each([
  [80, place],
  [70, 'SN 5, TDP 12, P. Mẫu Một, TP. Thử, T. Tuyên Quang'],
  [45, 'TDP 12, P. Mẫu Một, TP. Thử, T. Tuyên Quang'],
  [40, 'P. Mẫu Một, TP. Thử, T. Tuyên Quang'],
  [30, 'TP. Thử, T. Tuyên Quang'],
])('within %i letters the place is told as %s', (letters, text) => {
  expect(shortenPlace(place, within(letters))).toBe(text)
})

test('a place is not told without its last two units, and no unit is cut', () => {
  expect(shortenPlace(place, within(20))).toBeNull()
  expect(shortenPlace('Xã Mẫu Quê', within(8))).toBeNull()
  expect(shortenPlace('Xã Mẫu Quê', within(9))).toBe('X. Mẫu Quê'.length <= 9 ? 'X. Mẫu Quê' : null)
})

test('a word that only begins like the kind of a unit stays', () => {
  expect(shortenPlace('Xãhội 1, Quậnca, Hà Nội', within(20))).toBe('Quậnca, Hà Nội')
})

test('kinds are known in capitals too', () => {
  expect(shortenPlace('PHƯỜNG MẪU, THÀNH PHỐ HÀ NỘI', within(22))).toBe('P. MẪU, TP. HÀ NỘI')
})
