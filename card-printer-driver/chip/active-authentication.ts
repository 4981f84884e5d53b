/**
 * Active Authentication (Doc 9303-11, 6.1): the chip signs eight bytes of ours with the key whose public half is in DG15. Elliptic
 * curves: r ‖ s over the challenge. RSA: ISO/IEC 9796-2, digital signature scheme 1, which gives the signed message back:
 *
 *     6A | M1 | hash(M1 ‖ challenge) | BC, or the hash's number and CC
 */
import { constants, createHash, createPublicKey, publicEncrypt, verify, type KeyObject } from 'node:crypto'
import { plainSignatureOids, type SecurityInfo } from '../../core/lds/security-infos.ts'
import { encodePublicKey, type PublicKeyInfo } from '../../core/pki/public-key.ts'
import { algorithmOf, type PublicPoint, type SignatureAlgorithm } from '../../core/pki/signing-key.ts'
import { command } from './apdu.ts'
import { signatureHash } from './card-crypto.ts'
import { sendOk, type ChipLine } from './chip-line.ts'
import type { RandomSource } from './key-agreement.ts'
import { ChipNotGenuine, ProtocolNotSupported } from './refusals.ts'

const internalAuthenticate = { name: 'INTERNAL AUTHENTICATE', clause: '9303-11, 6.1.4' }

/**
 * Has the chip sign a challenge. `infos` are DG14's: they name the hash of an elliptic key. Throws ChipNotGenuine. What this proves
 * holds only with DG15 under a verified SOD.
 */
export async function authenticateActively(
  line: ChipLine,
  { key, infos }: { readonly key: PublicKeyInfo; readonly infos: readonly SecurityInfo[] },
  random: RandomSource,
): Promise<void> {
  const challenge = random(8)
  // A protected RSA signature of 1792 bits or more is longer than a short answer.
  const most = key.key === null && key.spki.length > 256 ? 65_536 : 256
  const answer = await sendOk(line, internalAuthenticate, command(0x00880000, challenge, most))
  const proven = key.key
    ? verifiesPlain(key.key, hashNamed(infos, key.key), { challenge, signature: answer })
    : verifiesRecovering(key, { challenge, signature: answer })
  if (!proven) throw new ChipNotGenuine('ACTIVE_AUTHENTICATION')
}

interface Answer {
  readonly challenge: Uint8Array
  readonly signature: Uint8Array
}

/** ActiveAuthenticationInfo; a chip without one is taken to hash as strongly as its curve. */
function hashNamed(infos: readonly SecurityInfo[], { curve }: PublicPoint): SignatureAlgorithm {
  const info = infos.find(({ kind }) => kind === 'ACTIVE_AUTHENTICATION')
  if (info?.kind !== 'ACTIVE_AUTHENTICATION') return algorithmOf[curve]
  const algorithms = Object.keys(plainSignatureOids) as SignatureAlgorithm[]
  const named = algorithms.find((algorithm) => plainSignatureOids[algorithm] === info.signatureOid)
  if (!named) throw new ProtocolNotSupported(info.signatureOid)
  return named
}

/** ecdsa-plain-signatures (TR-03111, 5.2.1.1). */
function verifiesPlain(key: PublicPoint, algorithm: SignatureAlgorithm, answer: Answer): boolean {
  const opened = openKey(encodePublicKey(key, 'NAMED'))
  if (!opened) return false
  const withForm = { key: opened, dsaEncoding: 'ieee-p1363' } as const
  return verify(signatureHash[algorithm], answer.challenge, withForm, answer.signature)
}

/** Null for a point that is not on its curve, and for what is no key at all. */
function openKey(spki: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

function verifiesRecovering({ spki }: PublicKeyInfo, { challenge, signature }: Answer): boolean {
  const key = openKey(spki)
  if (key?.asymmetricKeyType !== 'rsa') throw new ProtocolNotSupported('ACTIVE_AUTHENTICATION')
  const recovered = recover(key, signature)
  return recovered !== null && recoveredMessageHolds(recovered, challenge)
}

/** The message under the signature, as long as the modulus; null for a signature that is not below it. */
function recover(key: KeyObject, signature: Uint8Array): Uint8Array | null {
  const length = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8)
  if (signature.length !== length) return null
  try {
    return Uint8Array.from(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, signature))
  } catch {
    return null
  }
}

/** Trailers: one byte for SHA-1, otherwise the number of the hash in ISO/IEC 10118-3 before CC. */
const trailers: readonly {
  readonly bytes: readonly number[]
  readonly hash: string
  readonly length: number
}[] = [
  { bytes: [0xbc], hash: 'sha1', length: 20 },
  { bytes: [0x33, 0xcc], hash: 'sha1', length: 20 },
  { bytes: [0x38, 0xcc], hash: 'sha224', length: 28 },
  { bytes: [0x34, 0xcc], hash: 'sha256', length: 32 },
  { bytes: [0x36, 0xcc], hash: 'sha384', length: 48 },
  { bytes: [0x35, 0xcc], hash: 'sha512', length: 64 },
]

/** Whether the chip signed this challenge: the second part of the message, which only we know beside it. */
export function recoveredMessageHolds(recovered: Uint8Array, challenge: Uint8Array): boolean {
  const trailer = trailers.find(({ bytes }) =>
    bytes.every((byte, i) => recovered.at(i - bytes.length) === byte),
  )
  if (!trailer || recovered[0] !== 0x6a) return false
  const hashEnd = recovered.length - trailer.bytes.length
  const hashStart = hashEnd - trailer.length
  if (hashStart < 1) return false
  const own = recovered.subarray(1, hashStart)
  const hash = createHash(trailer.hash).update(own).update(challenge).digest()
  return hash.equals(recovered.subarray(hashStart, hashEnd))
}
