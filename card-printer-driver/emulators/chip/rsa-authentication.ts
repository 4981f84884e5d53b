/** Active Authentication with an RSA key: ISO/IEC 9796-2, digital signature scheme 1 (Doc 9303-11, 6.1.2.2). */
import { createHash, randomBytes } from 'node:crypto'
import { concatBytes, toHex } from '../../../core/bytes.ts'
import type { ChipMemory } from './memory.ts'

export const modulusArea = 'rsa:modulus'
export const exponentArea = 'rsa:exponent'

const number = (bytes: Uint8Array) => BigInt(`0x${toHex(bytes) || '0'}`)

/**
 *     6A | M1, the chip's own random bytes | SHA-1(M1 ‖ challenge) 20 | BC
 *
 * Null where the chip has no such key.
 */
export function signRecoverable(memory: ChipMemory, challenge: Uint8Array): Uint8Array | null {
  const modulus = memory.read(modulusArea)
  if (modulus.length === 0 || !memory.has(exponentArea)) return null
  const own = randomBytes(modulus.length - 22)
  const hash = createHash('sha1').update(own).update(challenge).digest()
  const message = concatBytes(Uint8Array.of(0x6a), own, hash, Uint8Array.of(0xbc))
  const signature = power(number(message), number(memory.read(exponentArea)), number(modulus))
  return Uint8Array.from(Buffer.from(signature.toString(16).padStart(2 * modulus.length, '0'), 'hex'))
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (let square = base % modulus, rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}
