import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IllegalMrzName, mrzName, transliterate } from './transliteration.ts'

const fill = (text: string) => text.padEnd(30, '<')
const word = fc
  .array(fc.constantFrom(...'AĂÂĐÊỄÔƠỞƯỮ'), { minLength: 1, maxLength: 14 })
  .map((letters) => letters.join(''))

describe('letters', () => {
  test('every Vietnamese letter becomes its base letter', () => {
    expect(transliterate('ăâđêôơưẤỀỔỞỮỴð')).toBe('AADEOOUAEOOUYD')
    expect(transliterate('Ễ'.normalize('NFD'))).toBe('E')
  })

  test('foreign letters follow table A', () => {
    expect(transliterate('ÄÅÖÜßŒŁ')).toBe('AEAAOEUESSOEL')
  })

  test.each(['李', 'A1', 'A.'])('%s is refused', (text) => {
    expect(() => transliterate(text)).toThrow(IllegalMrzName)
  })
})

describe('the name field', () => {
  test.each([
    ['Đỗ Thị Mỹ Hường', 'DO<<THI<MY<HUONG'],
    ['Anh', 'ANH'],
    ["H'Hen Niê", 'HHEN<<NIE'],
    ['Y-Blăng Niê', 'Y<BLANG<<NIE'],
    ["H' Nguyêt", 'H<<NGUYET'],
    ['Trần Ngọc-Lan', 'TRAN<<NGOC<LAN'],
  ])('%s', (name, field) => {
    expect(mrzName(name, 30)).toBe(fill(field))
  })

  test('a name without letters is refused', () => {
    expect(() => mrzName("'", 30)).toThrow(IllegalMrzName)
    expect(() => mrzName('', 30)).toThrow(IllegalMrzName)
  })

  test.each([
    ['Nguyễn Hoàng Phương Thảo Nguyên', 'NGUYEN<<HOANG<PHUONG<THAO<NGUY'],
    ['Nguyễn Hoàng Phương Khánh Hà An', 'NGUYEN<<HOANG<PHUONG<KHANH<H<A'],
    [`${'A'.repeat(40)} Bình`, `${'A'.repeat(27)}<<B`],
    ['A'.repeat(40), 'A'.repeat(30)],
  ])('%s is cut with a letter in the last place', (name, field) => {
    expect(mrzName(name, 30)).toBe(field)
  })

  test('always fills the field, and a cut one ends with a letter', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 7 }), (words) => {
        const field = mrzName(words.join(' '), 30)
        expect(field).toMatch(/^(?=.{30}$)[A-Z]+(<<[A-Z]+(<[A-Z]+)*)?<*$/)
        const [surname = '', ...others] = words.map(transliterate)
        const whole = others.length > 0 ? `${surname}<<${others.join('<')}` : surname
        expect(field).toMatch(whole.length > 30 ? /[A-Z]$/ : new RegExp(`^${whole}<*$`))
      }),
    )
  })
})
