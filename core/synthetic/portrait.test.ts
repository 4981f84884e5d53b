import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { portraitSvg } from './portrait.ts'

const person = fc.record({
  seed: fc.integer(),
  ageYears: fc.integer({ min: 0, max: 110 }),
  sex: fc.constantFrom('MALE' as const, 'FEMALE' as const),
})

describe('a drawn portrait', () => {
  test('is the same for the same person', () => {
    fc.assert(fc.property(person, ({ seed, ...rest }) => portraitSvg(seed, rest) === portraitSvg(seed, rest)))
  })

  test('differs from person to person', () => {
    const drawn = Array.from({ length: 300 }, (_, seed) => portraitSvg(seed, { ageYears: 30, sex: 'FEMALE' }))
    expect(new Set(drawn).size).toBe(300)
  })

  test('is 480 × 640 on white, with balanced elements and no broken numbers, at every age', () => {
    fc.assert(
      fc.property(person, ({ seed, ...rest }) => {
        const svg = portraitSvg(seed, rest)
        expect(svg).toMatch(/^<svg [^>]*width="480" height="640"/)
        expect(svg).toContain('<rect width="480" height="640" fill="#fff"/>')
        expect(svg).not.toMatch(/NaN|undefined|Infinity/)
        const names = (pattern: RegExp) => Array.from(svg.matchAll(pattern), ([, name]) => name).toSorted()
        expect(names(/<(\w+)(?:[^>]*[^>/])?>/g)).toEqual(names(/<\/(\w+)>/g))
      }),
    )
  })

  test('greys with age and never as a child', () => {
    const hairOf = (ageYears: number) => portraitSvg(9, { ageYears, sex: 'MALE' })
    expect(hairOf(85)).toMatch(/#a9a6a3|#c9c7c4|#8d8a88/)
    expect(hairOf(10)).not.toMatch(/#5d5a58|#a9a6a3|#c9c7c4|#8d8a88/)
  })
})
