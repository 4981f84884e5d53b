/**
 * The list of revoked certificates (RFC 5280, 5; Doc 9303-12, 7):
 *   CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue BIT STRING }
 *   TBSCertList ::= SEQUENCE { version 1, signature, issuer, thisUpdate, nextUpdate,
 *     revokedCertificates SEQUENCE OF SEQUENCE { serial INTEGER, time, entryExtensions OPTIONAL } OPTIONAL,
 *     [0] { authorityKeyIdentifier, cRLNumber } }
 * An empty list of revoked certificates is left out, and the list published all the same.
 */
import {
  context,
  element,
  enter,
  expectBytes,
  expectEnd,
  nextTag,
  readDer,
  readTime,
  readUnsignedInteger,
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
  readFrame,
  readSerial,
  readWrappedExtensions,
  type SignedFrame,
  signFrame,
} from './certificate.ts'
import { authorityKeyIdentifier, extension, extensionTypes } from './extensions.ts'
import { type ReadName, readName } from './names.ts'
import { type Extension, knownExtensions, readExtensionList } from './read-extensions.ts'
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
  const tbs = sequence(
    version2,
    encodeSignatureAlgorithm(algorithmOf[key.curve]),
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
  return signFrame(tbs, key)
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

export interface ReadRevocationList extends SignedFrame {
  readonly innerAlgorithm: AlgorithmIdentifier
  readonly issuer: ReadName
  readonly thisUpdate: Date
  readonly nextUpdate: Date | null
  readonly revoked: readonly RevokedEntry[]
  /** Of another issuer it may have 20 octets (RFC 5280, 5.2.3): from 2^53 on it is not exact. */
  readonly number: number | null
  readonly authorityKeyIdentifier: Uint8Array | null
  readonly extensions: readonly Extension[]
}

export interface RevokedEntry {
  /** The contents of the serial number's INTEGER. */
  readonly serial: Uint8Array
  readonly revokedAt: Date
  readonly extensions: readonly Extension[]
}

/** Reads a list without judging it. Throws DerError. */
export function readRevocationList(der: Uint8Array): ReadRevocationList {
  const { frame, content } = readFrame(der, 'revocationList')
  return { ...frame, ...readTbs(content) }
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
    number: numbered === undefined ? null : readNumber(numbered.value),
    authorityKeyIdentifier: knownExtensions(extensions).authorityKeyIdentifier,
  }
}

function readNumber(value: Uint8Array): number {
  const cursor = readDer(value, 'cRLNumber')
  const digits = readUnsignedInteger(cursor, 20)
  expectEnd(cursor)
  return digits.reduce((number, byte) => number * 256 + byte, 0)
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
