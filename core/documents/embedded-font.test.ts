import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create } from 'fontkit'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { embedFont } from './embedded-font.ts'

const file = '@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf'
const face = create(new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(file))))
const font = embedFont(face)

describe('the embedded part of a face', () => {
  test('holds every letter of Vietnamese, and those of the minorities’ names', () => {
    const marks = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
    const letters = Array.from('aăâbcdđeêghiklmnoôơpqrstuưvxyfjwzĭŭŏĕčñ')
    const all = letters.flatMap((letter) => marks.map((mark) => (letter + mark).normalize('NFC'))).join('')
    expect(font.firstMissing(all + all.toLocaleUpperCase('vi'))).toBeNull()
    expect(font.firstMissing("H’Hen H\u02BCHen H'Hen Y-Blăng 12/34, (56)")).toBeNull()
    expect(font.firstMissing('Nguyễn 文')).toBe('文')
  })

  test('measures words as the face sets them', () => {
    for (const word of ['Nguyễn', 'Hường', 'AVATAR', 'TÂY']) {
      expect(font.measure(word, 10)).toBeCloseTo((face.layout(word).advanceWidth / face.unitsPerEm) * 10, 1)
    }
    expect(font.measure('An Bình', 10)).toBeCloseTo(
      font.measure('An', 10) + font.measure(' ', 10) + font.measure('Bình', 10),
      6,
    )
  })

  test('lifts a mark over a capital, and brings the line down again', () => {
    expect(font.show('AYŬN', 10)).toMatch(
      /^\[<[0-9a-f]+>.*\] TJ [\d.]+ Ts \[-?[\d.]+<[0-9a-f]{4}>-?[\d.]+\] TJ 0 Ts \[.*\] TJ$/,
    )
  })

  test('writes operators that a PDF reader can take apart, for any text', () => {
    const number = String.raw`-?\d+(?:\.\d+)?`
    const array = String.raw`\[(?:(?:<(?:[0-9a-f]{4})+>|${number}) ?)*\]`
    const operators = new RegExp(`^(?:(?:${number} Ts )?${array} TJ(?: 0 Ts)? ?)+$`)
    const letter = fc.constantFrom(...Array.from('aĂậĐŬŭĭđ1/2,-.’ VTAY'))
    fc.assert(
      fc.property(fc.string({ unit: letter, minLength: 1, maxLength: 30 }), (text) => {
        const shown = font.show(text, 7.4)
        expect(shown).toMatch(operators)
        // Two numbers that touch would be read as one.
        expect(shown).not.toMatch(/[\d.]-/)
      }),
    )
  })
})
