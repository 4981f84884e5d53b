import { assert, integer, property, uint8Array } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from './bytes.ts'
import {
  DerError,
  element,
  expectEnd,
  objectIdentifier,
  octetString,
  readDer,
  readObjectIdentifier,
  readTime,
  readUnsignedInteger,
  setOf,
  tags,
  time,
  unsignedInteger,
} from './der.ts'

const octets = (der: Uint8Array) => {
  const cursor = readDer(der, 'test')
  const { content } = element(cursor, tags.octetString)
  expectEnd(cursor)
  return content
}

describe('an element', () => {
  test.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])(
    'of %i octets is read as it was written',
    (length) => {
      expect(octets(octetString(new Uint8Array(length)))).toHaveLength(length)
    },
  )

  test.each([
    ['with a length in more digits than needed', '048101aa'],
    ['with a leading zero in its length', '04820080'.padEnd(264, '0')],
    ['of indefinite length', '0480aa0000'],
    ['longer than the bytes there are', '0402aa'],
    ['longer than any packet', '0485ffffffffff'],
    ['of another tag', '0301aa'],
    ['followed by another byte', '0401aa00'],
    ['cut off in its length', '0482'],
    ['that is missing', ''],
  ])('%s is refused', (_title, hex) => {
    expect(() => octets(fromHex(hex))).toThrow(DerError)
  })
})

describe('values', () => {
  test('object identifiers are written as in X.690 8.19 and RFC 5652', () => {
    expect(toHex(objectIdentifier('1.2.840.113549.1.7.2'))).toBe('06092a864886f70d010702')
    expect(toHex(objectIdentifier('2.16.840.1.101.3.4.1.46'))).toBe('060960864801650304012e')
    expect(toHex(objectIdentifier('2.999.3'))).toBe('0603883703')
  })

  test('integers come back with their digits, and only in the shortest form', () => {
    const anyDigits = property(uint8Array({ minLength: 1, maxLength: 32 }), (digits) => {
      const padded = new Uint8Array(32)
      padded.set(digits, 32 - digits.length)
      expect(readUnsignedInteger(readDer(unsignedInteger(digits), 'test'), 32)).toEqual(padded)
    })
    assert(anyDigits)
    for (const hex of ['0200', '0201ff', '02020001', '0203010000']) {
      expect(() => readUnsignedInteger(readDer(fromHex(hex), 'test'), 2)).toThrow(DerError)
    }
  })

  test('times keep their second and change form in 2050', () => {
    const seconds = integer({ min: Date.UTC(1950, 0) / 1000, max: Date.UTC(2200, 0) / 1000 })
    const anySecond = property(seconds, (second) => {
      const date = new Date(second * 1000)
      expect(readTime(readDer(time(date), 'test'))).toEqual(date)
    })
    assert(anySecond)
    expect(time(new Date('2049-12-31T23:59:59Z'))[0]).toBe(tags.utcTime)
    expect(time(new Date('2050-01-01T00:00:00Z'))[0]).toBe(tags.generalizedTime)
  })

  test.each(['260230000000Z', '261301000000Z', '2603020230Z', '260302023000+0700', '26030202300Z', 'Z'])(
    'the time %s is refused',
    (text) => {
      const der = fromHex(
        `17${text.length.toString(16).padStart(2, '0')}${Buffer.from(text).toString('hex')}`,
      )
      expect(() => readTime(readDer(der, 'test'))).toThrow(DerError)
    },
  )

  test('sets are written in ascending order whatever order they are given in', () => {
    const elements = [fromHex('30020500'), fromHex('0402aabb'), fromHex('0401ff')]
    expect(toHex(setOf(tags.set, elements))).toBe('310b0401ff0402aabb30020500')
    expect(setOf(tags.set, elements.toReversed())).toEqual(setOf(tags.set, elements))
  })

  test.each(['0.4.0.127.0.7.2.2.2.2.3', '1.2.840.10045.4.3.2', '2.23.136.1.1.6.2', '2.5.29.15'])(
    'the identifier %s is read as it was written',
    (dotted) => {
      expect(readObjectIdentifier(readDer(objectIdentifier(dotted), 'test'))).toBe(dotted)
    },
  )

  test.each(['0600', '060180', '06028001', '0603550480', '060b2affffffffffffffffff7f'])(
    'the identifier %s is refused: empty, padded, cut or too long',
    (hex) => {
      expect(() => readObjectIdentifier(readDer(fromHex(hex), 'test'))).toThrow(DerError)
    },
  )
})
