import { expect, test } from 'vitest'
import { type CurveName, curves } from '../../../core/pki/curves.ts'
import type { SignatureAlgorithm } from '../../../core/pki/signing-key.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { softwareKey } from '../../../server/pki/software-key.ts'

const curveNames = Object.keys(curves) as CurveName[]
const algorithms: readonly SignatureAlgorithm[] = ['ECDSA_SHA256', 'ECDSA_SHA384', 'ECDSA_SHA512']
const { verify } = publicCrypto()

test.each(curveNames)('a key on %s signs by every hash, also by one longer than its order', async (curve) => {
  const key = softwareKey(curve)
  const data = Uint8Array.of(1, 2, 3)
  expect(key.point).toHaveLength(1 + 2 * curves[curve].size)
  for (const algorithm of algorithms) {
    const signature = await key.sign(algorithm, data)
    expect(verify(key, algorithm, data, signature)).toBe(true)
    expect(verify(key, algorithm, Uint8Array.of(1, 2), signature)).toBe(false)
    expect(verify(softwareKey(curve), algorithm, data, signature)).toBe(false)
  }
})
