import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ActivationShare,
  activationSecret,
  activationShares,
  readActivationShare,
  writeActivationShare,
} from './activation-shares.ts'

const hash = (_: string, data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest())
const random = (length: number) => new Uint8Array(randomBytes(length))
const counts = { threshold: 2, custodians: 3 }
const made = (secret: Uint8Array) => activationShares(secret, counts, { random, hash })
const secrets = fc.uint8Array({ minLength: 1, maxLength: 48 })
const pin = Uint8Array.from('12345678', (digit) => digit.charCodeAt(0))

/** Also the first and the second share; there are three. */
function three(secret: Uint8Array = pin): readonly [ActivationShare, ActivationShare, ActivationShare] {
  const [one, two, last] = made(secret)
  if (!one || !two || !last) throw new RangeError('three shares')
  return [one, two, last]
}

describe('shares of the activation secret', () => {
  test('bring it back by way of paper, from any two of three', () => {
    fc.assert(
      fc.property(secrets, fc.integer({ min: 0, max: 2 }), (secret, absent) => {
        const texts = made(secret).map((share) => writeActivationShare(share, hash).join('\n'))
        const typed = texts
          .filter((_, i) => i !== absent)
          .map((text) => text.toLowerCase().replaceAll(' ', '-'))
        const shares = typed.map((text) => readActivationShare(text, hash))
        expect(activationSecret(shares, hash)).toEqual(Uint8Array.from(secret))
      }),
      { numRuns: 50 },
    )
  })

  test('are as long for a PIN of four digits as for a key of 48 bytes', () => {
    const lengthOf = (secret: Uint8Array) => writeActivationShare(three(secret)[0], hash).join('').length
    expect(lengthOf(pin.subarray(0, 4))).toBe(lengthOf(random(48)))
    expect(() => made(random(49))).toThrow(RangeError)
    expect(() => made(new Uint8Array())).toThrow(RangeError)
  })

  test('any letter mistyped is noticed before a second custodian is asked', () => {
    const text = writeActivationShare(three()[0], hash).join('')
    const letters = text.replaceAll(' ', '')
    for (const [at, letter] of [...letters].entries()) {
      const other = letter === '7' ? 'X' : '7'
      const typed = letters.slice(0, at) + other + letters.slice(at + 1)
      expect(() => readActivationShare(typed, hash)).toThrow('SHARES_REFUSED')
    }
  })

  test('O and I are read as the digits they look like; other letters and lengths are refused', () => {
    const text = writeActivationShare(three()[0], hash).join('\n')
    const lookalike = text.replaceAll('0', 'o').replaceAll('1', 'l')
    expect(readActivationShare(lookalike, hash)).toEqual(readActivationShare(text, hash))
    for (const wrong of ['', 'hello', `${text}0`, `${text} 00000`, text.slice(6), text.replace(/^./, 'U')]) {
      expect(() => readActivationShare(wrong, hash)).toThrow('SHARES_REFUSED')
    }
  })

  test('are refused by reason', () => {
    const [one, two] = three()
    const reasonOf = (shares: readonly ActivationShare[]) => {
      try {
        activationSecret(shares, hash)
        return null
      } catch (error) {
        return error
      }
    }
    const forged = { ...two, value: two.value.map((byte, i) => (i === 20 ? byte ^ 1 : byte)) }
    expect(reasonOf([])).toMatchObject({ facts: { reason: 'TOO_FEW' } })
    expect(reasonOf([one])).toMatchObject({ facts: { reason: 'TOO_FEW' } })
    expect(reasonOf([one, one])).toMatchObject({ facts: { reason: 'SAME_SHARE_TWICE' } })
    expect(reasonOf([one, three()[1]])).toMatchObject({ facts: { reason: 'ANOTHER_SET' } })
    expect(reasonOf([one, forged])).toMatchObject({ facts: { reason: 'NOT_THE_SECRET' } })
    expect(reasonOf([one, two])).toBeNull()
  })
})
