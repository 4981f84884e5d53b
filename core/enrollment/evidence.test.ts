import { describe, expect, test } from 'vitest'
import { joinLines, meetsEnrollmentGrade, mostEvidenceLines, splitLines } from './evidence.ts'

describe('a file of evidence', () => {
  test('is read as it was written, also when nothing happened', () => {
    for (const lines of [[], ['a'], ['a', 'b.c.d']]) expect(splitLines(joinLines(lines))).toEqual(lines)
  })

  test.each([
    ['cut off in its last line', 'a\nb'],
    ['with an empty line', 'a\n\nb\n'],
    ['with a line longer than any', `${'a'.repeat(4097)}\n`],
    ['with more lines than a session makes', 'a\n'.repeat(mostEvidenceLines + 1)],
  ])('%s is none', (_, file) => {
    expect(splitLines(file)).toBeNull()
  })
})

test('a scanner enrolls with 500 dpi and 8 bits, and with neither less', () => {
  expect(meetsEnrollmentGrade({ dpi: 500, bitDepth: 8 })).toBe(true)
  expect(meetsEnrollmentGrade({ dpi: 1000, bitDepth: 8 })).toBe(true)
  expect(meetsEnrollmentGrade({ dpi: 499, bitDepth: 8 })).toBe(false)
  expect(meetsEnrollmentGrade({ dpi: 508, bitDepth: 4 })).toBe(false)
})
