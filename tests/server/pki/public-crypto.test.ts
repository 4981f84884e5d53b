import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { concatBytes, toHex } from '../../../core/bytes.ts'
import { enter, readDer, readUnsignedInteger, tags, tlv } from '../../../core/der.ts'
import { type CurveName, curves } from '../../../core/pki/curves.ts'
import { plainSignature } from '../../../core/pki/plain-signature.ts'
import { algorithmOf } from '../../../core/pki/signing-key.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { softwareKey } from '../../../server/pki/software-key.ts'

const crypto = publicCrypto()
const data = Uint8Array.of(1, 2, 3)

describe('verifying', () => {
  test.each(Object.keys(curves) as CurveName[])(
    '%s: what was signed, by whom, and nothing else',
    async (curve) => {
      const algorithm = algorithmOf[curve]
      const [key, other] = [softwareKey(curve), softwareKey(curve)]
      const signature = await key.sign(algorithm, data)
      expect(crypto.verify(key, algorithm, data, signature)).toBe(true)
      expect(crypto.verify(key, algorithm, Uint8Array.of(1, 2, 4), signature)).toBe(false)
      expect(crypto.verify(other, algorithm, data, signature)).toBe(false)
      const weaker = algorithm === 'ECDSA_SHA256' ? 'ECDSA_SHA384' : 'ECDSA_SHA256'
      expect(crypto.verify(key, weaker, data, signature)).toBe(false)
    },
  )

  test('a signature in another form than DER is none: plain, padded, with something behind it', async () => {
    const key = softwareKey('P-256')
    const signature = await key.sign('ECDSA_SHA256', data)
    const pair = enter(readDer(signature, 'signature'), tags.sequence)
    const padded = [readUnsignedInteger(pair, 32), readUnsignedInteger(pair, 32)].map((digits) =>
      tlv(tags.integer, Uint8Array.of(0, 0), digits),
    )
    const forms = [
      plainSignature(signature, 'P-256'),
      tlv(tags.sequence, ...padded),
      concatBytes(signature, Uint8Array.of(0)),
      new Uint8Array(),
    ]
    for (const form of forms) expect(crypto.verify(key, 'ECDSA_SHA256', data, form)).toBe(false)
  })

  test('a point beside the curve, cut or compressed is no key', async () => {
    const key = softwareKey('brainpoolP384r1')
    const signature = await key.sign('ECDSA_SHA384', data)
    const beside = Uint8Array.from(key.point)
    beside[beside.length - 1] = (beside.at(-1) ?? 0) ^ 1
    const compressed = concatBytes(
      Uint8Array.of(2 + ((key.point.at(-1) ?? 0) % 2)),
      key.point.subarray(1, 49),
    )
    for (const point of [beside, key.point.subarray(1), compressed, new Uint8Array()])
      expect(crypto.verify({ curve: key.curve, point }, 'ECDSA_SHA384', data, signature)).toBe(false)
  })

  test('many keys later the first still verifies', async () => {
    const key = softwareKey('P-256')
    const signature = await key.sign('ECDSA_SHA256', data)
    for (let i = 0; i < 300; i++) crypto.verify(softwareKey('P-256'), 'ECDSA_SHA256', data, signature)
    expect(crypto.verify(key, 'ECDSA_SHA256', data, signature)).toBe(true)
  })
})

test.each(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const)('%s is the hash of that name', (name) => {
  const expected = createHash(name.replace('-', '').toLowerCase()).update(data).digest('hex')
  expect(toHex(crypto.hash(name, data))).toBe(expected)
})
