import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tokenSetKey } from '../../core/text/vietnamese.ts'
import { slipsOf } from './name-slips.ts'

const letter = fc.constantFrom(...'ABCDEGHIKLMNOPQRSTUVXY')
/** A word of one letter that loses it is a word lost, not a slip. */
const word = fc.string({ unit: letter, minLength: 2, maxLength: 7 })
const key = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '))

const slips = {
  missing: (before: string, _: string, after: string) => before + after,
  doubled: (before: string, here: string, after: string) => before + here + here + after,
  swapped: (before: string, here: string, after: string) =>
    before + after.slice(0, 1) + here + after.slice(1),
  struck: (before: string, here: string, after: string, other: string) => before + other + after,
}

describe('the slips of a name', () => {
  test.each(Object.entries(slips))('lead back from one with a letter %s', (_, slip) => {
    fc.assert(
      fc.property(key, fc.nat(), letter, (name, place, other) => {
        const at = place % name.length
        const typed = slip(name.slice(0, at), name.charAt(at), name.slice(at + 1), other)
        const meant = tokenSetKey(name)
        if (tokenSetKey(typed) === '' || tokenSetKey(typed) === meant) return
        expect(slipsOf(typed.trim())).toContain(meant)
      }),
    )
  })

  test('lead back from words in another order too', () => {
    expect(slipsOf('NGUYEN HA TU ANH')).toContain(tokenSetKey('NGUYEN THU HA ANH'))
  })

  test.each([
    ['TRAN THIHOA', 'TRAN THI HOA'],
    ['TRAN TH I HOA', 'TRAN THI HOA'],
  ])('join and part words: %s for %s', (typed, meant) => {
    expect(slipsOf(typed)).toContain(tokenSetKey(meant))
  })

  test('do not hold the name itself, nothing, or one twice', () => {
    for (const name of ['A', 'LE AN', 'NGUYEN THI HOA']) {
      const found = slipsOf(name)
      expect(found).not.toContain(tokenSetKey(name))
      expect(found).not.toContain('')
      expect(new Set(found).size).toBe(found.length)
    }
  })

  test('do not reach two slips away', () => {
    expect(slipsOf('NGUYEN THI HO')).not.toContain(tokenSetKey('NGUYEN TI HOA'))
  })
})
