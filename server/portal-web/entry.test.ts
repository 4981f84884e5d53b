import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeApplicationCode } from '../../core/enrollment/application-code.ts'
import { codeFromFragment, readEntry } from './entry.ts'

const code = composeApplicationCode({ centre: 'HN001', machine: 2, day: '2026-11-21', sequence: 42 })
const read = (typed: { code?: string; birthDate?: string }) =>
  readEntry({ code: typed.code ?? code, birthDate: typed.birthDate ?? '1993' })

describe('an entry', () => {
  test.each([
    ['05/01/1993', '1993-01-05'],
    ['5/1/1993', '1993-01-05'],
    [' 05 / 01 / 1993 ', '1993-01-05'],
    ['5 1 1993', '1993-01-05'],
    ['5.1.1993', '1993-01-05'],
    ['5,1,1993', '1993-01-05'],
    ['05-01-1993', '1993-01-05'],
    ['05–01–1993', '1993-01-05'],
    ['05011993', '1993-01-05'],
    ['０５/０１/１９９３', '1993-01-05'],
    ['01/1945', '1945-01'],
    ['1945', '1945'],
  ])('reads the date of birth %j as %s', (typed, birthDate) => {
    expect(read({ birthDate: typed })).toEqual({ question: { code, birthDate } })
  })

  test.each(['', '31/02/1993', '5/1/93', 'hôm qua', '1993/05', '32'])('refuses %j as a date', (typed) => {
    expect(read({ birthDate: typed })).toEqual({ faults: { birthDate: expect.anything() } })
  })

  test('reads a code in small letters, with spaces, long hyphens, dots or nothing between its parts', () => {
    for (const separator of ['', ' ', '-', ' - ', '–', '\u2011', '.', '_']) {
      expect(read({ code: ` ${code.toLowerCase().replaceAll('-', separator)} ` })).toMatchObject({
        question: { code },
      })
    }
  })

  test('tells of both faults at once, in both languages', () => {
    const bilingual = { vi: expect.any(String), en: expect.any(String) }
    expect(read({ code: 'HN001', birthDate: '?' })).toEqual({
      faults: { code: bilingual, birthDate: bilingual },
    })
  })

  test('of any text is read or refused, never an accident', () => {
    assert(
      property(string({ unit: 'binary' }), string({ unit: 'binary' }), (code, birthDate) => {
        const result = readEntry({ code, birthDate })
        expect('question' in result !== 'faults' in result).toBe(true)
      }),
    )
  })
})

describe('the part of the address behind #', () => {
  test('gives the code of a collection slip', () => {
    expect(codeFromFragment(`#${code}`)).toBe(code)
  })

  test.each(['', '#', '#content', '#%E0%A4%A', `#${code.slice(0, -1)}Z`])(
    'gives nothing for %j',
    (fragment) => {
      expect(codeFromFragment(fragment)).toBeNull()
    },
  )
})
