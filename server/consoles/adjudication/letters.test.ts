import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareLetters, type Piece } from './letters.ts'

const marked = (pieces: readonly Piece[]) =>
  pieces
    .map(({ text, likeness }) =>
      likeness === 'same' ? text : `${likeness === 'accent' ? '~' : '!'}${text}|`,
    )
    .join('')
const shown = (left: string, right: string) => {
  const compared = compareLetters(left, right)
  return [compared.likeness, marked(compared.left), marked(compared.right)]
}

describe('letters of two texts', () => {
  test.each([
    ['NGUYỄN VĂN AN', 'NGUYỄN VĂN AN', ['same', 'NGUYỄN VĂN AN', 'NGUYỄN VĂN AN']],
    ['Nguyễn Văn An', 'NGUYỄN VĂN AN', ['same', 'Nguyễn Văn An', 'NGUYỄN VĂN AN']],
    ['NGUYỄN VĂN AN', 'NGUYEN VAN AN', ['accent', 'NGUY~Ễ|N V~Ă|N AN', 'NGUY~E|N V~A|N AN']],
    ['ĐỖ THỊ HÒA', 'DO THI HOÀ', ['accent', '~ĐỖ| TH~Ị| H~ÒA|', '~DO| TH~I| H~OÀ|']],
    ['TRẦN THỊ LAN', 'TRẦN THỊ LÀNH', ['other', 'TRẦN THỊ L~A|N', 'TRẦN THỊ L~À|N!H|']],
    ['20/05/1990', '20/06/1990', ['other', '20/0!5|/1990', '20/0!6|/1990']],
    ['', 'KINH', ['other', '', '!KINH|']],
  ] as const)('“%s” beside “%s”', (left, right, expected) => {
    expect(shown(left, right)).toEqual(expected)
  })

  test('a vowel typed as two signs is one letter', () => {
    expect(compareLetters('HO\u0300A', 'HÒA').likeness).toBe('same')
  })

  test('nothing is lost, and both sides say the same of how alike they are', () => {
    const name = fc
      .array(fc.constantFrom(...'ANĂÂĐDEÊ ƠỚ'), { maxLength: 14 })
      .map((letters) => letters.join(''))
    fc.assert(
      fc.property(name, name, (left, right) => {
        const there = compareLetters(left, right)
        const back = compareLetters(right, left)
        expect(there.left.map(({ text }) => text).join('')).toBe(left)
        expect(there.right.map(({ text }) => text).join('')).toBe(right)
        expect(there.likeness).toBe(back.likeness)
      }),
    )
  })
})
