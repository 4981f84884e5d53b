import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isVietnameseName, normaliseText } from '../text/vietnamese.ts'
import { mrzName } from '../text/transliteration.ts'
import { familyName, peoples, personName } from './names.ts'
import type { People, Region } from './names.ts'
import { seededRandom } from './random.ts'

const bearer = fc.record({
  people: fc.constantFrom(...peoples),
  region: fc.constantFrom<Region>('NORTH', 'CENTRE', 'SOUTH'),
  sex: fc.constantFrom('MALE' as const, 'FEMALE' as const),
  birthYear: fc.integer({ min: 1921, max: 2026 }),
  seed: fc.integer(),
})

function drawn(
  of: { people: People; region: Region; sex: 'MALE' | 'FEMALE'; birthYear: number },
  seed: number,
) {
  const random = seededRandom(seed)
  return personName(random, { ...of, family: familyName(random, of.people, of.region) })
}

function many(people: People, sex: 'MALE' | 'FEMALE', birthYear: number): string[] {
  return Array.from({ length: 400 }, (_, seed) => drawn({ people, region: 'CENTRE', sex, birthYear }, seed))
}

describe('names', () => {
  test('of every people can stand on a birth certificate and in the machine-readable zone', () => {
    fc.assert(
      fc.property(bearer, ({ seed, ...of }) => {
        const name = drawn(of, seed)
        expect(isVietnameseName(name)).toBe(true)
        expect(normaliseText(name)).toBe(name)
        expect(mrzName(name, 30)).toMatch(/^[A-Z<]{30}$/)
      }),
      { numRuns: 2000 },
    )
  })

  test('of Kinh do not repeat a word', () => {
    for (const name of many('Kinh', 'FEMALE', 2005))
      expect(new Set(name.split(' ')).size).toBe(name.split(' ').length)
  })

  test('change with the generation: "Thị" is the rule for grandmothers, the exception for their granddaughters', () => {
    const withThi = (year: number) =>
      many('Kinh', 'FEMALE', year).filter((name) => name.includes(' Thị ')).length / 400
    expect(withThi(1950)).toBeGreaterThan(0.75)
    expect(withThi(2010)).toBeLessThan(0.35)
  })

  test('of the Central Highlands keep their own order', () => {
    expect(many('Ê-đê', 'FEMALE', 1990).every((name) => name.startsWith("H'"))).toBe(true)
    expect(many('Ê-đê', 'MALE', 1990).every((name) => name.startsWith('Y '))).toBe(true)
    expect(many('Xơ-Đăng', 'FEMALE', 1990)).toContain('Y Bhao')
    expect(many('Hrê', 'FEMALE', 1990).some((name) => name.startsWith('Đinh Thị '))).toBe(true)
  })

  test('of one word occur', () => {
    expect(many('Mnông', 'MALE', 1950).some((name) => !name.includes(' '))).toBe(true)
  })
})
