import { generateKeyPairSync } from 'node:crypto'
import { type CurveName, curves } from '../../core/pki/curves.ts'
import type { SigningKey } from '../../core/pki/signing-key.ts'
import { publicPoint } from './public-point.ts'
import { softwareSignature } from './software-signature.ts'

/** A key of this process alone, gone with it: for samples and for tests, never for an installation's own keys. */
export function softwareKey(curve: CurveName): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curves[curve].opensslName })
  const { point } = publicPoint(publicKey.export({ type: 'spki', format: 'der' }))
  return { curve, point, sign: softwareSignature(curve, privateKey) }
}
