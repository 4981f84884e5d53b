import { expect, test } from 'vitest'
import { lettersOf, markLetters, readsTheSame } from './compare-letters.ts'

/** The marked letters of `declared`, for reading. */
const marked = (registry: string, declared: string) =>
  markLetters(registry, declared).map(([from, to]) => lettersOf(declared).slice(from, to).join(''))

test('a letter with its marks is one, however it was typed', () => {
  expect(lettersOf('ộ'.normalize('NFD'))).toEqual(['ộ'])
  expect(lettersOf('THÙY')).toEqual(['T', 'H', 'Ù', 'Y'])
})

test('another Unicode form, look-alike Eth and blanks are no difference', () => {
  expect(readsTheSame(' ĐỖ  THỊ'.normalize('NFD'), 'ÐỖ THỊ')).toBe(true)
  expect(markLetters('TRẦN THỊ HOÀ'.normalize('NFD'), 'TRẦN THỊ HOÀ')).toEqual([])
})

test('a tone mark in another place marks both letters that it stands on', () => {
  expect(marked('TRẦN THỊ HÒA', 'TRẦN THỊ HOÀ')).toEqual(['OÀ'])
})

test('hỏi against ngã, and a missing hat, mark one letter each', () => {
  expect(marked('NGUYỄN VĂN', 'NGUYỂN VĂN')).toEqual(['Ể'])
  expect(marked('LÊ HỒNG', 'LÊ HÔNG')).toEqual(['Ô'])
})

test('what is more is marked, and where something is left out an empty place is', () => {
  expect(marked('LÊ VĂN AN', 'LÊ VĂN BÌNH AN')).toEqual(['BÌNH '])
  expect(markLetters('LÊ VĂN AN', 'LÊ AN')).toEqual([[3, 3]])
})
