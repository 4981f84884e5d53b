/**
 * The list of revoked certificates (RFC 5280, 5; Doc 9303-12, 7):
 *   CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue BIT STRING }
 *   TBSCertList ::= SEQUENCE { version 1, signature, issuer, thisUpdate, nextUpdate,
 *     revokedCertificates SEQUENCE OF SEQUENCE { serial INTEGER, time, entryExtensions OPTIONAL } OPTIONAL,
 *     [0] { authorityKeyIdentifier, cRLNumber } }
 * An empty list of revoked certificates is left out, and the list published all the same.
 */
import {
  bitString,
  context,
  element,
  enter,
  expectBytes,
  expectEnd,
  nextTag,
  readBitString,
  readDer,
  readTime,
  sequence,
  tags,
  time,
  tlv,
  unsignedInteger,
} from '../der.ts'
import {
  type AlgorithmIdentifier,
  encodeSignatureAlgorithm,
  readAlgorithm,
  readSerial,
  readWrappedExtensions,
} from './certificate.ts'
import { authorityKeyIdentifier, extension, extensionTypes } from './extensions.ts'
import { type ReadName, readName } from './names.ts'
import { type Extension, knownExtensions, readExtensionList, readSmallInteger } from './read-extensions.ts'
import { algorithmOf, type SigningKey } from './signing-key.ts'

/** RFC 5280, 5.3.1; a card signer is never on hold, and what was revoked stays so. */
export const revocationReasons = {
  UNSPECIFIED: 0,
  KEY_COMPROMISE: 1,
  CA_COMPROMISE: 2,
  AFFILIATION_CHANGED: 3,
  SUPERSEDED: 4,
  CESSATION_OF_OPERATION: 5,
} as const
export type RevocationReason = keyof typeof revocationReasons

/** A list is out of date after so many days at the latest (Doc 9303-12, 4.1.5). */
export const longestListDays = 90

export interface RevokedCertificate {
  /** Big-endian. */
  readonly serial: Uint8Array
  readonly revokedAt: Date
  readonly reason: RevocationReason
}

export interface RevocationListOrder {
  readonly key: SigningKey
  /** The issuer's name as it stands in the certificates, and its key identifier. */
  readonly issuer: Uint8Array
  readonly issuerKeyId: Uint8Array
  readonly number: number
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  readonly revoked: readonly RevokedCertificate[]
}

const version2 = unsignedInteger(Uint8Array.of(1))

export async function signRevocationList(order: RevocationListOrder): Promise<Uint8Array<ArrayBuffer>> {
  const { key, revoked } = order
  const algorithm = algorithmOf[key.curve]
  const tbs = sequence(
    version2,
    encodeSignatureAlgorithm(algorithm),
    order.issuer,
    time(order.thisUpdate),
    time(order.nextUpdate),
    ...(revoked.length === 0 ? [] : [sequence(...revoked.map(entry))]),
    tlv(
      context(0),
      sequence(
        authorityKeyIdentifier(order.issuerKeyId),
        extension(extensionTypes.crlNumber, false, encodeNumber(order.number)),
      ),
    ),
  )
  return sequence(tbs, encodeSignatureAlgorithm(algorithm), bitString(await key.sign(algorithm, tbs)))
}

function entry({ serial, revokedAt, reason }: RevokedCertificate): Uint8Array {
  // An unspecified reason is told by saying nothing (RFC 5280, 5.3.1).
  const why =
    reason === 'UNSPECIFIED'
      ? []
      : [
          sequence(
            extension(
              extensionTypes.reasonCode,
              false,
              tlv(tags.enumerated, Uint8Array.of(revocationReasons[reason])),
            ),
          ),
        ]
  return sequence(unsignedInteger(serial), time(revokedAt), ...why)
}

function encodeNumber(number: number): Uint8Array {
  const bytes = [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff)
  return unsignedInteger(Uint8Array.from(bytes))
}

export interface ReadRevocationList {
  readonly der: Uint8Array
  /** The signed part, as it stands. */
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly innerAlgorithm: AlgorithmIdentifier
  readonly issuer: ReadName
  readonly thisUpdate: Date
  readonly nextUpdate: Date | null
  readonly revoked: readonly RevokedEntry[]
  readonly number: number | null
  readonly authorityKeyIdentifier: Uint8Array | null
  readonly extensions: readonly Extension[]
  readonly signature: Uint8Array
}

export interface RevokedEntry {
  /** The contents of the serial number's INTEGER. */
  readonly serial: Uint8Array
  readonly revokedAt: Date
  readonly extensions: readonly Extension[]
}

/** Reads a list without judging it. Throws DerError. */
export function readRevocationList(der: Uint8Array): ReadRevocationList {
  const outer = readDer(der, 'revocationList')
  const list = enter(outer, tags.sequence)
  expectEnd(outer)
  const tbs = element(list, tags.sequence)
  const signatureAlgorithm = readAlgorithm(list)
  const signature = readBitString(list)
  expectEnd(list)
  return { der, tbs: tbs.whole, signatureAlgorithm, signature, ...readTbs(tbs.content) }
}

function readTbs(content: Uint8Array) {
  const body = readDer(content, 'tbsCertList')
  expectBytes(body, version2)
  const innerAlgorithm = readAlgorithm(body)
  const issuer = readName(element(body, tags.sequence).whole, 'issuer')
  const thisUpdate = readTime(body)
  const isTimed = nextTag(body) === tags.utcTime || nextTag(body) === tags.generalizedTime
  const nextUpdate = isTimed ? readTime(body) : null
  const revoked = nextTag(body) === tags.sequence ? readEntries(element(body, tags.sequence).content) : []
  const extensions = readWrappedExtensions(body, context(0))
  expectEnd(body)
  const numbered = extensions.find(({ type }) => type === extensionTypes.crlNumber)
  return {
    innerAlgorithm,
    issuer,
    thisUpdate,
    nextUpdate,
    revoked,
    extensions,
    number: numbered === undefined ? null : readSmallInteger(readDer(numbered.value, 'cRLNumber')),
    authorityKeyIdentifier: knownExtensions(extensions).authorityKeyIdentifier,
  }
}

function readEntries(content: Uint8Array): readonly RevokedEntry[] {
  const list = readDer(content, 'revokedCertificates')
  const entries: RevokedEntry[] = []
  while (nextTag(list) !== null) {
    const one = enter(list, tags.sequence)
    const serial = readSerial(one)
    const revokedAt = readTime(one)
    const extensions = nextTag(one) === null ? [] : readExtensionList(enter(one, tags.sequence))
    expectEnd(one)
    entries.push({ serial, revokedAt, extensions })
  }
  return entries
}
