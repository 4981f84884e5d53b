/** What is printed on the card and opens its chip: the MRZ and the CAN (Doc 9303-11, 4.3.2 and 4.4.4.1). */
import { createHash } from 'node:crypto'
import { asciiBytes } from '../../core/der.ts'

export interface AccessSecret {
  readonly kind: 'MRZ' | 'CAN'
  /** The three lines of the MRZ joined, 90 characters; or the digits of the CAN. */
  readonly text: string
}

/**
 * The document number with its check digit. One longer than nine characters goes on in the optional data of the first line, up to
 * its check digit (Doc 9303-5, 4.2.2 note j).
 */
export function documentNumber(td1: string): string {
  const rest = td1.slice(15, 30)
  const isLong = td1[14] === '<' && rest[0] !== '<'
  return `${td1.slice(5, 14)}${isLong ? rest.slice(0, rest.indexOf('<')) : td1.slice(14, 15)}`
}

/** Document number, birth and expiry with their check digits (Doc 9303-11, 4.3.2). */
export const mrzInformation = (td1: string) =>
  `${documentNumber(td1)}${td1.slice(30, 37)}${td1.slice(38, 45)}`

const sha1 = (text: string) => Uint8Array.from(createHash('sha1').update(asciiBytes(text)).digest())

/** The seed of Basic Access Control's keys: the first 16 bytes of the hash (Doc 9303-11, 4.3.2). */
export const bacSeed = (information: string) => sha1(information).subarray(0, 16)

/** What PACE derives the key of the nonce from: of the MRZ all 20 bytes of the hash, the CAN as it is (Doc 9303-11, 9.7.3). */
export const paceSeed = (secret: AccessSecret) =>
  secret.kind === 'MRZ' ? sha1(mrzInformation(secret.text)) : asciiBytes(secret.text)
