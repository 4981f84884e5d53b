/**
 * X.509 certificates of the card PKI and of other countries' (RFC 5280, 4.1; Doc 9303-12, table 6):
 *   Certificate    ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue BIT STRING }
 *   TBSCertificate ::= SEQUENCE { [0] version 2, serialNumber, signature, issuer, validity, subject,
 *                                 subjectPublicKeyInfo, [3] extensions }
 */
import { equalBytes } from '../bytes.ts'
import {
  bitString,
  context,
  type Cursor,
  DerError,
  element,
  enter,
  expectEnd,
  nextTag,
  objectIdentifier,
  readBitString,
  readDer,
  readObjectIdentifier,
  readTime,
  sequence,
  tags,
  time,
  tlv,
  unsignedInteger,
} from '../der.ts'
import { type ReadName, readName } from './names.ts'
import { type PublicKeyInfo, readPublicKey } from './public-key.ts'
import {
  type Extension,
  type KnownExtensions,
  knownExtensions,
  readExtensionList,
  readSmallInteger,
} from './read-extensions.ts'
import {
  algorithmOf,
  type PublicCrypto,
  type PublicPoint,
  type SignatureAlgorithm,
  type SigningKey,
} from './signing-key.ts'

export interface CardCertificate extends KnownExtensions {
  readonly der: Uint8Array
  /** The signed part, as it stands. */
  readonly tbs: Uint8Array
  /** Version 3 is 2. */
  readonly version: number
  /** The contents of the INTEGER. */
  readonly serial: Uint8Array
  readonly signatureAlgorithm: AlgorithmIdentifier
  /** Once more inside the signed part; must be the same. */
  readonly innerAlgorithm: AlgorithmIdentifier
  readonly issuer: ReadName
  readonly subject: ReadName
  readonly notBefore: Date
  readonly notAfter: Date
  readonly publicKey: PublicKeyInfo
  /** All of them, also the unknown ones, in their order. */
  readonly extensions: readonly Extension[]
  /** ECDSA-Sig-Value, or what another algorithm has. */
  readonly signature: Uint8Array
}

export interface AlgorithmIdentifier {
  readonly der: Uint8Array
  /** Dotted. */
  readonly algorithm: string
  /** Null where they are absent, as ECDSA wants them (RFC 5758, 3.2). */
  readonly parameters: Uint8Array | null
}

// RFC 5758, 3.2
const signatureTypes: Readonly<Record<SignatureAlgorithm, string>> = {
  ECDSA_SHA256: '1.2.840.10045.4.3.2',
  ECDSA_SHA384: '1.2.840.10045.4.3.3',
  ECDSA_SHA512: '1.2.840.10045.4.3.4',
}

export const signatureAlgorithmOf = ({ algorithm }: AlgorithmIdentifier): SignatureAlgorithm | null =>
  (Object.keys(signatureTypes) as SignatureAlgorithm[]).find((name) => signatureTypes[name] === algorithm) ??
  null

export const encodeSignatureAlgorithm = (algorithm: SignatureAlgorithm) =>
  sequence(objectIdentifier(signatureTypes[algorithm]))

export interface CertificateFields {
  /** Big-endian, positive, at most 20 octets (RFC 5280, 4.1.2.2). */
  readonly serial: Uint8Array
  /** Names, DER. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly notBefore: Date
  readonly notAfter: Date
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  readonly extensions: readonly Uint8Array[]
}

const version3 = tlv(context(0), unsignedInteger(Uint8Array.of(2)))

/** Writes a certificate and has it signed, with the hash as strong as the issuer's curve. */
export async function signCertificate(
  fields: CertificateFields,
  issuer: SigningKey,
): Promise<Uint8Array<ArrayBuffer>> {
  const { serial } = fields
  if (
    serial.length === 0 ||
    serial.length > 20 ||
    (serial[0] ?? 0) >= 0x80 ||
    serial.every((byte) => byte === 0)
  )
    throw new RangeError('a serial number is positive and has at most 20 octets')
  const algorithm = algorithmOf[issuer.curve]
  const tbs = sequence(
    version3,
    unsignedInteger(serial),
    encodeSignatureAlgorithm(algorithm),
    fields.issuer,
    sequence(time(fields.notBefore), time(fields.notAfter)),
    fields.subject,
    fields.publicKey,
    tlv(context(3), sequence(...fields.extensions)),
  )
  return sequence(tbs, encodeSignatureAlgorithm(algorithm), bitString(await issuer.sign(algorithm, tbs)))
}

/** Reads any certificate without judging it. Throws DerError. */
export function readCardCertificate(der: Uint8Array): CardCertificate {
  const outer = readDer(der, 'certificate')
  const certificate = enter(outer, tags.sequence)
  expectEnd(outer)
  const tbs = element(certificate, tags.sequence)
  const signatureAlgorithm = readAlgorithm(certificate)
  const signature = readBitString(certificate)
  expectEnd(certificate)
  return { der, tbs: tbs.whole, signatureAlgorithm, signature, ...readTbs(tbs.content) }
}

function readTbs(content: Uint8Array) {
  const body = readDer(content, 'tbsCertificate')
  const version = nextTag(body) === context(0) ? readSmallInteger(enter(body, context(0), 'version')) : 0
  const serial = readSerial(body)
  const innerAlgorithm = readAlgorithm(body)
  const issuer = readName(element(body, tags.sequence).whole, 'issuer')
  const validity = enter(body, tags.sequence, 'validity')
  const [notBefore, notAfter] = [readTime(validity), readTime(validity)]
  expectEnd(validity)
  const subject = readName(element(body, tags.sequence).whole, 'subject')
  const publicKey = readPublicKey(element(body, tags.sequence).whole)
  const extensions = readWrappedExtensions(body, context(3))
  expectEnd(body)
  return {
    version,
    serial,
    innerAlgorithm,
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKey,
    extensions,
    ...knownExtensions(extensions),
  }
}

/** `[n] EXPLICIT Extensions OPTIONAL` at the end of what is signed. */
export function readWrappedExtensions(body: Cursor, tag: number): readonly Extension[] {
  if (nextTag(body) !== tag) return []
  const wrapper = enter(body, tag, 'extensions')
  const list = enter(wrapper, tags.sequence)
  expectEnd(wrapper)
  return readExtensionList(list)
}

/** The contents of the serial number's INTEGER, in its shortest form; its sign and length are judged elsewhere. */
export function readSerial(body: Cursor): Uint8Array {
  const { content } = element(body, tags.integer)
  const [first, second = 0] = content
  const isPadded =
    content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
  if (first === undefined || isPadded) throw new DerError(body.part, 'serial number')
  return content
}

export function readAlgorithm(cursor: Cursor): AlgorithmIdentifier {
  const { whole: der, content } = element(cursor, tags.sequence)
  const body = readDer(content, 'algorithm')
  const algorithm = readObjectIdentifier(body)
  const parameters = nextTag(body) === null ? null : element(body, nextTag(body) ?? 0).whole
  expectEnd(body)
  return { der, algorithm, parameters }
}

/** The first 160 bits of what names a key: SHA-1 of its point (RFC 5280, 4.2.1.2, method 1). */
export const keyIdentifierOf = ({ point }: Pick<PublicPoint, 'point'>, { hash }: PublicCrypto) =>
  hash('SHA-1', point)

/** Whether a signature over `tbs` is by the key; false for algorithms other than ECDSA as strong as they should be. */
export function isSignedBy(
  signed: Pick<CardCertificate, 'tbs' | 'signature' | 'signatureAlgorithm'>,
  key: PublicPoint,
  crypto: PublicCrypto,
): boolean {
  const algorithm = signatureAlgorithmOf(signed.signatureAlgorithm)
  const isPlain =
    algorithm !== null && equalBytes(signed.signatureAlgorithm.der, encodeSignatureAlgorithm(algorithm))
  return isPlain && crypto.verify(key, algorithm, signed.tbs, signed.signature)
}
