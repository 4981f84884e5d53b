/**
 * EF.SOD (Doc 9303-10, 4.6.2): 77 { ContentInfo with SignedData over
 *   LDSSecurityObject ::= SEQUENCE { version 0 | 1, hash algorithm,
 *     SEQUENCE OF SEQUENCE { data group INTEGER, OCTET STRING hash },
 *     SEQUENCE { PrintableString LDS version, PrintableString Unicode version } }     only in version 1, for LDS 1.8
 */
import { asciiBytes, objectIdentifier, octetString, sequence, tags, tlv, unsignedInteger } from '../der.ts'
import type { HashName } from '../pki/signing-key.ts'
import { chipFiles, type DataGroupNumber } from './chip-files.ts'
import { hashAlgorithm, type Signing, signObject } from './signed-object.ts'
import { encodeTlv } from './tlv.ts'

// id-icao-mrtd-security-ldsSecurityObject
const securityObjectType = objectIdentifier('2.23.136.1.1.1')

export interface LdsVersion {
  /** Four digits. */
  readonly lds: string
  /** Six digits. */
  readonly unicode: string
}

export interface SecurityObject {
  readonly hashName: HashName
  /** Of the whole files, in rising order of their numbers. */
  readonly hashes: ReadonlyMap<DataGroupNumber, Uint8Array>
  /** Null in version 0, where EF.COM alone tells the versions. */
  readonly ldsVersion: LdsVersion | null
}

/** The whole file. Throws SignerMismatch, and what the key's `sign` throws. */
export async function writeSod(object: SecurityObject, signing: Signing): Promise<Uint8Array<ArrayBuffer>> {
  return encodeTlv(
    chipFiles.SOD.tag,
    await signObject(securityObjectType, encodeSecurityObject(object), signing),
  )
}

export function encodeSecurityObject({
  hashName,
  hashes,
  ldsVersion,
}: SecurityObject): Uint8Array<ArrayBuffer> {
  const entries = Array.from(hashes, ([number, hash]) =>
    sequence(unsignedInteger(Uint8Array.of(number)), octetString(hash)),
  )
  return sequence(
    unsignedInteger(Uint8Array.of(ldsVersion === null ? 0 : 1)),
    hashAlgorithm(hashName),
    sequence(...entries),
    ...(ldsVersion === null ? [] : [sequence(printable(ldsVersion.lds), printable(ldsVersion.unicode))]),
  )
}

const printable = (text: string) => tlv(tags.printableString, asciiBytes(text))
