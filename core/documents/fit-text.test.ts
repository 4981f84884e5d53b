import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitText, leading } from './fit-text.ts'

/** A type whose every letter is half as wide as it is high. */
const measure = (text: string, size: number) => text.length * size * 0.5
const frame = { width: 60, height: 25, size: { min: 4, max: 10 } }

describe('fitting text into a box', () => {
  test('takes the largest size where the text is short', () => {
    expect(fitText('Nguyễn An', frame, measure)).toEqual({ size: 10, lines: ['Nguyễn An'] })
  })

  test('breaks between words before it shrinks', () => {
    expect(fitText('Thành phố Hà Nội', frame, measure)).toEqual({ size: 10, lines: ['Thành phố', 'Hà Nội'] })
  })

  test('breaks behind a comma where that needs no more lines', () => {
    const wide = { width: 100, height: 25, size: { min: 4, max: 10 } }
    const lines = ['Phường Ba Đình,', 'Hà Nội']
    expect(fitText(lines.join(' '), wide, measure)).toEqual({ size: 10, lines })
  })

  test('leaves no word alone on its line where the lines can be of like length', () => {
    const wide = { width: 110, height: 25, size: { min: 4, max: 10 } }
    const fitted = fitText('Nguyễn Phúc Hường Giang An', wide, measure)
    expect(fitted?.lines).toEqual(['Nguyễn Phúc', 'Hường Giang An'])
  })

  test('shrinks where lines do not suffice', () => {
    const fitted = fitText('Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội', frame, measure)
    expect(fitted?.size).toBeLessThan(10)
  })

  test('gives nothing rather than cutting a word', () => {
    expect(fitText('Đ'.repeat(40), frame, measure)).toBeNull()
  })

  test('gives nothing where the smallest size overflows', () => {
    expect(fitText('chữ '.repeat(60), frame, measure)).toBeNull()
  })

  test('never loses a word and never leaves its box', () => {
    const word = fc.stringMatching(/^[a-zđăâêôơư]{1,12}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
        const fitted = fitText(words.join(' '), frame, measure)
        if (!fitted) return
        expect(fitted.lines.join(' ')).toBe(words.join(' '))
        expect(fitted.lines.length * fitted.size * leading).toBeLessThanOrEqual(frame.height + 1e-6)
        for (const line of fitted.lines)
          expect(measure(line, fitted.size)).toBeLessThanOrEqual(frame.width + 1e-6)
      }),
    )
  })
})
