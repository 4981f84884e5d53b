import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formerProvinces } from '../citizen/provinces.ts'
import { formKinds } from './definition.ts'
import { composeFormSerial, explainFormSerial, IllegalFormSerial, parseFormSerial } from './serial.ts'

const parts = fc.record({
  kind: fc.constantFrom(...formKinds),
  year: fc.integer({ min: 2000, max: 2099 }),
  province: fc.constantFrom(...formerProvinces.map(({ code }) => code)),
  sequence: fc.integer({ min: 1, max: 9_999_999 }),
})

describe('the serial of a form', () => {
  test('reads as kind, year, province, sequence and a check letter', () => {
    const serial = composeFormSerial({ kind: 'DC01', year: 2026, province: '01', sequence: 123 })
    expect(serial).toMatch(/^DC01-26-01-0000123-[A-Z]$/)
  })

  test('says what it was composed of, however it is typed', () => {
    fc.assert(
      fc.property(parts, (of) => {
        const serial = composeFormSerial(of)
        expect(explainFormSerial(parseFormSerial(serial))).toEqual(of)
        expect(parseFormSerial(` ${serial.toLowerCase().replaceAll('-', ' ')} `)).toBe(serial)
      }),
    )
  })

  test('with one wrong digit is refused', () => {
    const slip = fc.record({ of: parts, at: fc.nat(12), by: fc.integer({ min: 1, max: 9 }) })
    fc.assert(
      fc.property(slip, ({ of, at, by }) => {
        let digits = -1
        const wrong = composeFormSerial(of).replaceAll(/\d/g, (digit) => {
          digits++
          return digits === at ? String((Number(digit) + by) % 10) : digit
        })
        expect(() => parseFormSerial(wrong)).toThrow(IllegalFormSerial)
      }),
    )
  })

  test('with two digits of its sequence exchanged is refused', () => {
    const places = fc.uniqueArray(fc.integer({ min: 11, max: 17 }), { minLength: 2, maxLength: 2 })
    fc.assert(
      fc.property(parts, places, (of, [a = 0, b = 0]) => {
        const signs = [...composeFormSerial(of)]
        fc.pre(signs[a] !== signs[b])
        const swapped = signs
          .with(a, signs[b] ?? '')
          .with(b, signs[a] ?? '')
          .join('')
        expect(() => parseFormSerial(swapped)).toThrow(IllegalFormSerial)
      }),
    )
  })

  test.each(['', 'DC01', 'DC03-26-01-0000123-K', 'DC01-26-03-0000123-K', 'DC01-26-01-000123-K'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseFormSerial(text)).toThrow(IllegalFormSerial)
    },
  )

  test('has no province that never was, no year out of range and no sequence beyond its digits', () => {
    const legal = { kind: 'DC01', year: 2026, province: '01', sequence: 1 } as const
    for (const wrong of [{ province: '03' }, { year: 1999 }, { sequence: 0 }, { sequence: 10_000_000 }]) {
      expect(() => composeFormSerial({ ...legal, ...wrong })).toThrow(IllegalFormSerial)
    }
  })
})
