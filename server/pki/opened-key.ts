import { createPublicKey, diffieHellman, type KeyObject, webcrypto } from 'node:crypto'
import { promisify } from 'node:util'
import { importPublicKey, owned } from '../../core/cms/ecdsa.ts'
import { type CurveName, curves } from '../../core/pki/curves.ts'
import type { SigningKey } from '../../core/pki/signing-key.ts'
import type { KeyUse } from './key-store.ts'
import { publicPoint } from './public-point.ts'
import { isWebCurve, softwareSignature, webSignature } from './software-signature.ts'

/** A private key at work: nothing of it leads back to its bytes. */
export interface OpenedKey {
  readonly use: KeyUse
  /** SubjectPublicKeyInfo, DER, its curve named. */
  readonly spki: Uint8Array<ArrayBuffer>
  readonly sign: SigningKey['sign']
  /** The shared x-coordinate with a peer's SubjectPublicKeyInfo. */
  readonly derive: (peer: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>
  /** WebCrypto has no handles for Brainpool's curves. */
  readonly pair: webcrypto.CryptoKeyPair | null
}

const notFor = (use: KeyUse) => async (): Promise<never> => {
  throw new RangeError(`this key is for ${use} only`)
}

const deriveAside = promisify(diffieHellman)

/** `privateKey` is not to be used elsewhere. Throws RangeError for a curve that is not among the five. */
export async function openKey(use: KeyUse, privateKey: KeyObject): Promise<OpenedKey> {
  const spki = owned(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }))
  const { curve } = publicPoint(spki)
  if (isWebCurve(curve)) return openWebKey({ use, spki, curve }, privateKey)
  const derive = async (peer: Uint8Array) => {
    const key = Buffer.from(demandCurve(peer, curve))
    const publicKey = createPublicKey({ key, format: 'der', type: 'spki' })
    return owned(await deriveAside({ privateKey, publicKey }))
  }
  return use === 'SIGN'
    ? { use, spki, pair: null, sign: softwareSignature(curve, privateKey), derive: notFor(use) }
    : { use, spki, pair: null, sign: notFor(use), derive }
}

async function openWebKey(
  { use, spki, curve }: { readonly curve: 'P-256' | 'P-384' } & Pick<OpenedKey, 'use' | 'spki'>,
  privateKey: KeyObject,
): Promise<OpenedKey> {
  const algorithm = { name: use === 'SIGN' ? 'ECDSA' : 'ECDH', namedCurve: curve } as const
  const handle = privateKey.toCryptoKey(algorithm, false, [use === 'SIGN' ? 'sign' : 'deriveBits'])
  const publicKey = await importPublicKey(spki, algorithm, use === 'SIGN' ? ['verify'] : [])
  if (publicKey === null) throw new RangeError('not a public key')
  const pair = { privateKey: handle, publicKey }
  if (use === 'SIGN') return { use, spki, pair, sign: webSignature(handle), derive: notFor(use) }
  const derive = async (peer: Uint8Array) => {
    const other = await importPublicKey(demandCurve(peer, curve), algorithm, [])
    if (other === null) throw new RangeError(`the peer’s key is not a point of ${curve}`)
    const bits = 8 * curves[curve].size
    return new Uint8Array(await webcrypto.subtle.deriveBits({ name: 'ECDH', public: other }, handle, bits))
  }
  return { use, spki, pair, sign: notFor(use), derive }
}

function demandCurve(peer: Uint8Array, curve: CurveName): Uint8Array {
  if (publicPoint(peer).curve !== curve) throw new RangeError(`the peer’s key is not a point of ${curve}`)
  return peer
}
