import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareNames,
  isVietnameseName,
  matchingKey,
  nameParts,
  normaliseText,
  searchKey,
  tokenSetKey,
} from './vietnamese.ts'

const syllables = [
  'Nguyễn',
  'Đỗ',
  'Thị',
  'Mỹ',
  'Hường',
  'Hòa',
  'Quý',
  'Ýến',
  'Khuyên',
  'Đắk',
  "H'Hen",
  'Y-Blăng',
]
const anyName = fc
  .array(fc.constantFrom(...syllables), { minLength: 1, maxLength: 5 })
  .map((words) => words.join(' '))

describe('stored text', () => {
  test('Eth, decomposed letters, blanks and invisible signs are put right', () => {
    expect(normaliseText('\uFEFF  Ðỗ\u00A0 Thị\tHường\u200B ')).toBe('Đỗ Thị Hường')
    expect(normaliseText('Nguyễn Văn ðức'.normalize('NFD'))).toBe('Nguyễn Văn đức')
  })

  test('a tone typed before the vowel mark is composed as well', () => {
    expect(normaliseText('a\u0301\u0302')).toBe('ấ')
    expect(normaliseText('O\u0309\u031B')).toBe('Ở')
    expect(normaliseText('u\u0323\u031B')).toBe('ự')
  })

  test('spelling stays: tone placement and i or y', () => {
    for (const name of ['Hoà', 'Hòa', 'Lý', 'Lí']) expect(normaliseText(name)).toBe(name)
  })

  test('once is enough', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text))
      }),
    )
  })
})

describe('keys', () => {
  test('search is unaccented upper case', () => {
    expect(searchKey("Đỗ Thị  H'Hen, số 12/3 đường Ðiện Biên")).toBe('DO THI H HEN SO 12 3 DUONG DIEN BIEN')
    expect(searchKey('  ')).toBe('')
  })

  test('every key is blind to composition and case', () => {
    for (const key of [searchKey, matchingKey, tokenSetKey]) {
      fc.assert(
        fc.property(anyName, (name) => {
          expect(key(name.normalize('NFD').toLowerCase())).toBe(key(name))
        }),
      )
    }
  })

  test.each([
    ['Hòa', 'Hoà'],
    ['Thủy', 'Thuỷ'],
    ['Hóa', 'Hoá'],
    ['Xòe', 'Xoè'],
    ['Lý', 'Lí'],
    ['Mỹ', 'Mĩ'],
    ['Quý', 'Quí'],
    ['Qúy', 'Quý'],
    ['Vy', 'Vi'],
    ['Quỳnh', 'Quình'],
  ])('%s and %s match', (one, other) => {
    expect(matchingKey(`Trần ${one} An`)).toBe(matchingKey(`Trần ${other} An`))
  })

  test.each([
    ['Thúy', 'Thúi'],
    ['Hoa', 'Hòa'],
    ['Nguyễn', 'Nguyển'],
    ['Đung', 'Dung'],
    ['Ân', 'An'],
    ['Hay', 'Hai'],
    ['Tây', 'Tai'],
  ])('%s and %s do not match', (one, other) => {
    expect(matchingKey(one)).not.toBe(matchingKey(other))
  })

  test('the set of words forgives their order but not their number', () => {
    expect(tokenSetKey('Nguyễn Thị Mai Anh')).toBe(tokenSetKey('Nguyễn Mai Thị Anh'))
    expect(tokenSetKey('Lý Lý')).not.toBe(tokenSetKey('Lý'))
  })
})

describe('names', () => {
  test.each([
    "H'Hen Niê",
    'Y-Blăng',
    "H' Nguyêt",
    'Anh',
    'Y Bhao',
    'Wăn Jun Fa Zung',
    'ĐỖ THỊ MỸ HƯỜNG',
    'H’Bia Êban',
  ])('%s is a name', (name) => {
    expect(isVietnameseName(name)).toBe(true)
    expect(isVietnameseName(name.normalize('NFD'))).toBe(true)
  })

  test.each(['', ' ', 'Nguyễn 2', 'An.', '-An', "'An", 'An-', 'Mai|Lan', '李', 'Müller', 'An--Bình'])(
    '"%s" is not a name',
    (name) => {
      expect(isVietnameseName(name)).toBe(false)
    },
  )

  test('the parts are họ, chữ đệm and tên', () => {
    expect(nameParts('Đỗ  Thị Mỹ Hường')).toEqual({ family: 'Đỗ', middle: 'Thị Mỹ', given: 'Hường' })
    expect(nameParts('Anh')).toEqual({ family: '', middle: '', given: 'Anh' })
  })

  test('lists go by tên, họ, đệm and the Vietnamese alphabet', () => {
    const sorted = [
      'Anh',
      'Bùi Văn An',
      'Nguyễn Thị An',
      'Nguyễn Văn An',
      'Lê Văn Ân',
      'Đỗ Thị Dung',
      'Đỗ Thị Đào',
      'Lê Thị Hoa',
      'Lê Thị Hòa',
      'Lê Thị Hóa',
    ]
    const [mononym = '', ...others] = sorted
    expect(others.toReversed().sort(compareNames)).toEqual(others)
    expect(compareNames(mononym, 'Bùi Anh')).toBeLessThan(0)
  })
})
