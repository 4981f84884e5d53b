/**
 * The CSCAs that a country trusts, under its signature (Doc 9303-12, 8): SignedData over
 *   CscaMasterList ::= SEQUENCE { version 0, certList SET OF Certificate }
 */
import {
  DerError,
  element,
  enter,
  expectBytes,
  expectEnd,
  nextTag,
  objectIdentifier,
  readDer,
  sequence,
  setOf,
  tags,
  unsignedInteger,
} from '../der.ts'
import { LdsError } from '../lds/lds-error.ts'
import { readSignedObject, type SignedObject } from '../lds/read-sod.ts'
import { signObject } from '../lds/signed-object.ts'
import { algorithmOf, type PublicCrypto, type SigningKey } from './signing-key.ts'

// id-icao-cscaMasterList
const masterListOid = '2.23.136.1.1.2'
const version0 = unsignedInteger(Uint8Array.of(0))

export interface MasterListOrder {
  /** The master list signer: key and certificate, DER. */
  readonly signer: { readonly key: SigningKey; readonly certificate: Uint8Array }
  /** The CSCA that certified the signer, DER. */
  readonly csca: Uint8Array
  /** Self-signed and link certificates, DER. */
  readonly certificates: readonly Uint8Array[]
  readonly signedAt: Date
}

/** ContentInfo, DER. */
export async function signMasterList(
  { signer, csca, certificates, signedAt }: MasterListOrder,
  { hash }: PublicCrypto,
): Promise<Uint8Array<ArrayBuffer>> {
  const content = sequence(version0, setOf(tags.set, certificates))
  const algorithm = algorithmOf[signer.key.curve]
  return signObject(objectIdentifier(masterListOid), content, {
    signer,
    algorithm,
    signedAt,
    hash,
    chain: [csca],
  })
}

export interface ReadMasterList {
  readonly signed: SignedObject
  /** DER, in the order of the list. */
  readonly certificates: readonly Uint8Array[]
}

/** Reads a list of any country without judging its signature or its certificates. Throws DerError. */
export function readMasterList(der: Uint8Array): ReadMasterList {
  const signed = readSigned(der)
  if (signed.contentType !== masterListOid) throw new DerError('masterList', 'content type')
  const outer = readDer(signed.content, 'cscaMasterList')
  const body = enter(outer, tags.sequence)
  expectEnd(outer)
  expectBytes(body, version0)
  const list = enter(body, tags.set)
  expectEnd(body)
  const certificates: Uint8Array[] = []
  while (nextTag(list) !== null) certificates.push(element(list, tags.sequence).whole)
  return { signed, certificates }
}

function readSigned(der: Uint8Array): SignedObject {
  try {
    return readSignedObject(der, null)
  } catch (error) {
    if (error instanceof LdsError) throw new DerError('masterList', error.detail)
    throw error
  }
}
