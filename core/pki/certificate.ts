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
import { signatureAlgorithms, signatureOids } from '../lds/signed-object.ts'
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

/** The frame of certificates and of revocation lists (RFC 5280, 4.1.1 and 5.1.1). */
export interface SignedFrame {
  readonly der: Uint8Array
  /** The signed part, as it stands. */
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: AlgorithmIdentifier
  /** ECDSA-Sig-Value, or what another algorithm has. */
  readonly signature: Uint8Array
}

export interface CardCertificate extends SignedFrame, KnownExtensions {
  /** Version 3 is 2. */
  readonly version: number
  /** The contents of the INTEGER. */
  readonly serial: Uint8Array
  /** Once more inside the signed part; must be the same. */
  readonly innerAlgorithm: AlgorithmIdentifier
  readonly issuer: ReadName
  readonly subject: ReadName
  readonly notBefore: Date
  readonly notAfter: Date
  readonly publicKey: PublicKeyInfo
  /** All of them, also the unknown ones, in their order. */
  readonly extensions: readonly Extension[]
}

export interface AlgorithmIdentifier {
  readonly der: Uint8Array
  /** Dotted. */
  readonly algorithm: string
  /** Null where they are absent, as ECDSA wants them (RFC 5758, 3.2). */
  readonly parameters: Uint8Array | null
}

export const signatureAlgorithmOf = ({ algorithm }: AlgorithmIdentifier): SignatureAlgorithm | null =>
  (Object.keys(signatureOids) as SignatureAlgorithm[]).find((name) => signatureOids[name] === algorithm) ??
  null

export const encodeSignatureAlgorithm = (algorithm: SignatureAlgorithm) =>
  signatureAlgorithms[algorithm].identifier

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
  const tbs = sequence(
    version3,
    unsignedInteger(serial),
    encodeSignatureAlgorithm(algorithmOf[issuer.curve]),
    fields.issuer,
    sequence(time(fields.notBefore), time(fields.notAfter)),
    fields.subject,
    fields.publicKey,
    tlv(context(3), sequence(...fields.extensions)),
  )
  return signFrame(tbs, issuer)
}

/** Has the signed part signed, with the hash as strong as the curve: the algorithm that it names itself. */
export async function signFrame(tbs: Uint8Array, key: SigningKey): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = algorithmOf[key.curve]
  return sequence(tbs, encodeSignatureAlgorithm(algorithm), bitString(await key.sign(algorithm, tbs)))
}

/** Reads any certificate without judging it. Throws DerError. */
export function readCardCertificate(der: Uint8Array): CardCertificate {
  const { frame, content } = readFrame(der, 'certificate')
  return { ...frame, ...readTbs(content) }
}

/** The frame, and the contents of its signed part. Throws DerError. */
export function readFrame(der: Uint8Array, part: string): { frame: SignedFrame; content: Uint8Array } {
  const outer = readDer(der, part)
  const body = enter(outer, tags.sequence)
  expectEnd(outer)
  const { whole: tbs, content } = element(body, tags.sequence)
  const signatureAlgorithm = readAlgorithm(body)
  const signature = readBitString(body)
  expectEnd(body)
  return { frame: { der, tbs, signatureAlgorithm, signature }, content }
}

function readTbs(content: Uint8Array) {
  const body = readDer(content, 'tbsCertificate')
  const version = readVersion(body)
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

/** `[0] EXPLICIT Version DEFAULT v1` */
function readVersion(body: Cursor): number {
  if (nextTag(body) !== context(0)) return 0
  const wrapper = enter(body, context(0), 'version')
  const version = readSmallInteger(wrapper)
  expectEnd(wrapper)
  return version
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
  signed: Pick<SignedFrame, 'tbs' | 'signature' | 'signatureAlgorithm'>,
  key: PublicPoint,
  crypto: PublicCrypto,
): boolean {
  const algorithm = signatureAlgorithmOf(signed.signatureAlgorithm)
  const isPlain =
    algorithm !== null && equalBytes(signed.signatureAlgorithm.der, encodeSignatureAlgorithm(algorithm))
  return isPlain && crypto.verify(key, algorithm, signed.tbs, signed.signature)
}
