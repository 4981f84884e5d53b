import { describe, expect, test } from 'vitest'
import { context, DerError, sequence, tags, time, tlv, unsignedInteger } from '../der.ts'
import { encodeSignatureAlgorithm, signFrame } from './certificate.ts'
import { extension, extensionTypes } from './extensions.ts'
import { encodeName } from './names.ts'
import { readRevocationList } from './revocation-list.ts'
import type { SigningKey } from './signing-key.ts'

/** Signs with nothing: these lists are only read. */
const key: SigningKey = {
  curve: 'P-256',
  point: new Uint8Array(65),
  sign: async () => new Uint8Array(8),
}

/** An empty list as another issuer may write it, with what stands in cRLNumber. */
const listWith = (crlNumber: Uint8Array) =>
  signFrame(
    sequence(
      unsignedInteger(Uint8Array.of(1)),
      encodeSignatureAlgorithm('ECDSA_SHA256'),
      encodeName({ country: 'VN', commonName: 'CSCA' }),
      time(new Date('2026-11-22T00:00:00Z')),
      tlv(context(0), sequence(extension(extensionTypes.crlNumber, false, crlNumber))),
    ),
    key,
  )

describe('the number of a revocation list', () => {
  test('has up to 20 octets with other issuers', async () => {
    const stamp = unsignedInteger(Uint8Array.of(0x01, 0x00, 0x00, 0x00, 0x00, 0x00))
    expect(readRevocationList(await listWith(stamp)).number).toBe(2 ** 40)
    const longest = unsignedInteger(Uint8Array.from({ length: 20 }, () => 0x7f))
    expect(readRevocationList(await listWith(longest)).number).toBeGreaterThan(2 ** 158)
  })

  test.each([
    ['more than 20 octets', unsignedInteger(Uint8Array.from({ length: 21 }, () => 0x7f))],
    ['a negative number', tlv(tags.integer, Uint8Array.of(0x80))],
    ['anything behind it', Uint8Array.of(2, 1, 1, 5, 0)],
  ])('is not %s', async (_, crlNumber) => {
    const der = await listWith(crlNumber)
    expect(() => readRevocationList(der)).toThrow(DerError)
  })
})
