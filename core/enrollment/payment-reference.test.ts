import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findPaymentReference, formatPaymentReference } from './payment-reference.ts'

const ordinal = fc.integer({ min: 1, max: 999_999_999 })

test('the first reference, with its check digits worked out by hand: 98 − (1·100 mod 97) = 95', () => {
  expect(formatPaymentReference(1)).toBe('LP00000000195')
})

test('it is found among whatever a bank writes round it, in pieces and in small letters', () => {
  const around = fc.constantFrom('', 'CT DEN:0123456789 ', 'nop le phi ', 'FT26326.', 'MBVCB-88 ')
  fc.assert(
    fc.property(ordinal, around, around, fc.constantFrom('', ' ', '-', '.'), (n, before, after, divider) => {
      const spread = [...formatPaymentReference(n)]
        .map((letter, i) => (i > 2 ? divider : '') + letter)
        .join('')
      expect(findPaymentReference(`${before}${spread} ${after}`)).toBe(n)
      expect(findPaymentReference(spread.toLowerCase())).toBe(n)
    }),
  )
})

test('one wrong digit, or two that changed places, name no payment', () => {
  fc.assert(
    fc.property(ordinal, fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 9 }), (n, at, add) => {
      const right = formatPaymentReference(n)
      const digit = String((Number(right[at]) + add) % 10)
      expect(findPaymentReference(right.slice(0, at) + digit + right.slice(at + 1))).toBeNull()
      const [a = '', b = ''] = [right[at], right[at + 1]]
      const swapped = right.slice(0, at) + b + a + right.slice(at + 2)
      expect(findPaymentReference(swapped)).toBe(swapped === right ? n : null)
    }),
  )
})

test('a text that names two payments names none; the same one twice is one', () => {
  const [one, other] = [formatPaymentReference(7), formatPaymentReference(8)]
  expect(findPaymentReference(`${one} ${other}`)).toBeNull()
  expect(findPaymentReference(`${one}, ${one}`)).toBe(7)
  expect(findPaymentReference('nop le phi can cuoc')).toBeNull()
  expect(findPaymentReference(`${one}0`)).toBeNull()
})
