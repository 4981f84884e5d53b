import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  composeApplicationCode,
  explainApplicationCode,
  IllegalApplicationCode,
  parseApplicationCode,
} from './application-code.ts'

const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const parts = fc.record({
  centre: fc.tuple(letter, letter, fc.nat(999)).map(([a, b, n]) => `${a}${b}${String(n).padStart(3, '0')}`),
  machine: fc.integer({ min: 0, max: 99 }),
  day: fc
    .tuple(fc.integer({ min: 20, max: 99 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => `20${year}-${String(month).padStart(2, '0')}-21`),
  sequence: fc.integer({ min: 1, max: 999_999 }),
})
const code = parts.map(composeApplicationCode)
const refused = (text: string) => expect(() => parseApplicationCode(text)).toThrow(IllegalApplicationCode)

describe('application code', () => {
  test('names its centre and machine', () => {
    const composed = composeApplicationCode({ centre: 'HN001', machine: 2, day: '2026-11-21', sequence: 42 })
    expect(composed).toMatch(/^HN001-02-261121-0042-[A-Z]$/)
    expect(explainApplicationCode(composed)).toEqual({ centre: 'HN001', machine: 2 })
  })

  test('reads back as people type it', () => {
    fc.assert(
      fc.property(code, (code) => {
        expect(parseApplicationCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code)
        expect(parseApplicationCode(code.replaceAll('-', ''))).toBe(code)
      }),
    )
  })

  test('one wrong digit is noticed', () => {
    const place = fc.record({ code, at: fc.nat(30), shift: fc.integer({ min: 1, max: 9 }) })
    fc.assert(
      fc.property(place, ({ code, at, shift }) => {
        const sign = code.charAt(at)
        fc.pre(/\d/.test(sign))
        refused(code.slice(0, at) + ((Number(sign) + shift) % 10) + code.slice(at + 1))
      }),
    )
  })

  test('a wrong check letter is noticed', () => {
    fc.assert(
      fc.property(code, letter, (code, letter) => {
        fc.pre(!code.endsWith(letter))
        refused(code.slice(0, -1) + letter)
      }),
    )
  })

  test('two swapped neighbouring digits are noticed', () => {
    fc.assert(
      fc.property(code, fc.nat(30), (code, at) => {
        const compact = code.replaceAll('-', '')
        const [left, right] = [compact.charAt(at), compact.charAt(at + 1)]
        fc.pre(/\d/.test(left) && /\d/.test(right) && left !== right)
        refused(compact.slice(0, at) + right + left + compact.slice(at + 2))
      }),
    )
  })

  test.each(['', 'HN001', 'HN001-02-261121-0042', 'HN001-02-261121-0042-KK', 'H1001-02-261121-0042-K'])(
    '"%s" is refused',
    refused,
  )
})
