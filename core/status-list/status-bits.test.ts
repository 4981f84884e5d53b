import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryAt, listEntries, packBits, unpackBits, withEntries } from './status-bits.ts'

test('entries lie in their bytes as the example of section 4.1 has them', () => {
  const values = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]
  const bits = withEntries(
    new Uint8Array(),
    values.map((value, position) => ({ position, value })),
  )
  expect([...bits.subarray(0, 3)]).toEqual([0xc9, 0x44, 0xf9])
  // "lst" of the example, unpacked.
  expect([...unpackBits(Buffer.from('eNo76fITAAPfAgc', 'base64url'))]).toEqual([0xc9, 0x44, 0xf9])
})

test('what is packed is what zlib unpacks, and each entry is read back; the others stay as they were', () => {
  const entry = fc.record({ position: fc.nat(listEntries - 1), value: fc.nat(3) })
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: ({ position }) => position, maxLength: 20 }), (entries) => {
      const before = withEntries(new Uint8Array(), [{ position: 7, value: 2 }])
      const after = inflateSync(packBits(withEntries(before, entries)))
      expect(after.length).toBe(listEntries / 4)
      for (const { position, value } of entries) expect(entryAt(after, position)).toBe(value)
      const seventh = entries.find(({ position }) => position === 7)
      expect(entryAt(after, 7)).toBe(seventh?.value ?? 2)
    }),
    { numRuns: 20 },
  )
})

test.each([
  [-1, 0],
  [listEntries, 0],
  [0, 4],
])('no entry %i with value %i', (position, value) => {
  expect(() => withEntries(new Uint8Array(), [{ position, value }])).toThrow(RangeError)
})
