/** ECDSA signatures between DER and the plain form of chips: r ‖ s, each as long as the field (TR-03111, 5.2.1). */
import { concatBytes } from '../bytes.ts'
import { enter, expectEnd, readDer, readUnsignedInteger, sequence, tags, unsignedInteger } from '../der.ts'
import { type CurveName, curves } from './curves.ts'

/** From ECDSA-Sig-Value. Throws DerError. */
export function plainSignature(der: Uint8Array, curve: CurveName): Uint8Array<ArrayBuffer> {
  const { size } = curves[curve]
  const outer = readDer(der, 'signature')
  const pair = enter(outer, tags.sequence)
  expectEnd(outer)
  const plain = concatBytes(readUnsignedInteger(pair, size), readUnsignedInteger(pair, size))
  expectEnd(pair)
  return plain
}

/** Null where it is not two numbers as long as the field. */
export function derSignature(plain: Uint8Array, curve: CurveName): Uint8Array<ArrayBuffer> | null {
  const { size } = curves[curve]
  if (plain.length !== 2 * size) return null
  return sequence(unsignedInteger(plain.subarray(0, size)), unsignedInteger(plain.subarray(size)))
}
