/**
 * X.509 version 3 certificates of this PKI (RFC 5280 4.1), written and read in one strict form:
 *   Certificate    ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue BIT STRING }
 *   TBSCertificate ::= SEQUENCE { [0] version 2, serialNumber, signature, issuer, validity, subject,
 *                                 subjectPublicKeyInfo, [3] extensions }
 *   extensions: basicConstraints (authorities), keyUsage, subjectKeyIdentifier, authorityKeyIdentifier
 */
import type { webcrypto } from 'node:crypto'
import { concatBytes, equalBytes, fromHex, toHex } from '../bytes.ts'
import { type CurveName, curveNames, curves } from './algorithms.ts'
import {
  bitString,
  context,
  contextPrimitive,
  type Cursor,
  DerError,
  element,
  enter,
  expectBytes,
  expectEnd,
  nextTag,
  objectIdentifier,
  octetString,
  readBitString,
  readDer,
  readTime,
  readUnsignedInteger,
  sequence,
  tags,
  time,
  tlv,
  unsignedInteger,
} from '../der.ts'
import { curveOfKey, type PublicKey, sha256, signEcdsa } from './ecdsa.ts'
import { type CertificateSubject, readSubject } from './subject.ts'

/** Bits of the first octet of KeyUsage (RFC 5280 4.2.1.3). */
export const keyUses = {
  digitalSignature: 0x80,
  keyAgreement: 0x08,
  keyCertSign: 0x04,
  cRLSign: 0x02,
} as const

export type Certificate = {
  readonly der: Uint8Array
  /** The signed part, as it stands. */
  readonly tbs: Uint8Array
  /** Hexadecimal, 40 digits. */
  readonly serial: string
  /** Names as DER, compared byte by byte. */
  readonly issuer: Uint8Array
  readonly subjectName: Uint8Array
  /** Null for an issuing authority. */
  readonly subject: CertificateSubject | null
  readonly notBefore: Date
  readonly notAfter: Date
  readonly publicKey: PublicKey
  /** Subject and authority key identifiers, hexadecimal. */
  readonly keyId: string
  readonly issuerKeyId: string | null
  readonly isAuthority: boolean
  readonly keyUsage: number
  readonly signatureCurve: CurveName
  readonly signature: Uint8Array
}

export type CertificateContent = {
  /** Big-endian, positive, at most 20 octets (RFC 5280 4.1.2.2). */
  readonly serial: Uint8Array
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly notBefore: Date
  readonly notAfter: Date
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  readonly issuerKeyId: string
  readonly isAuthority: boolean
  /** Bits of `keyUses`. */
  readonly keyUsage: number
}

// RFC 5280 4.2.1
const extensionTypes = {
  subjectKeyIdentifier: objectIdentifier('2.5.29.14'),
  keyUsage: objectIdentifier('2.5.29.15'),
  basicConstraints: objectIdentifier('2.5.29.19'),
  authorityKeyIdentifier: objectIdentifier('2.5.29.35'),
} as const

const version3 = tlv(context(0), unsignedInteger(Uint8Array.of(2)))
const critical = tlv(tags.boolean, Uint8Array.of(0xff))
// cA TRUE, pathLenConstraint 0: an issuing authority certifies no further authority.
const authorityConstraints = sequence(critical, unsignedInteger(Uint8Array.of(0)))
const serialBytes = 20

/** Writes a certificate and signs it with the authority's key. */
export async function encodeCertificate(
  content: CertificateContent,
  signingKey: webcrypto.CryptoKey,
): Promise<Uint8Array<ArrayBuffer>> {
  const { signatureAlgorithm } = curves[curveOfKey(signingKey)]
  const tbs = sequence(
    version3,
    unsignedInteger(content.serial),
    signatureAlgorithm,
    content.issuer,
    sequence(time(content.notBefore), time(content.notAfter)),
    content.subject,
    content.publicKey,
    tlv(context(3), sequence(...(await extensions(content)))),
  )
  return sequence(tbs, signatureAlgorithm, bitString(await signEcdsa(signingKey, tbs)))
}

async function extensions(content: CertificateContent): Promise<Uint8Array[]> {
  const { isAuthority, keyUsage, publicKey, issuerKeyId } = content
  const unused = Math.clz32(keyUsage & -keyUsage) ^ 31
  const usage = tlv(tags.bitString, Uint8Array.of(unused, keyUsage))
  const own = octetString(fromHex(await keyIdentifier(publicKey)))
  const issuer = sequence(tlv(contextPrimitive(0), fromHex(issuerKeyId)))
  return [
    ...(isAuthority
      ? [sequence(extensionTypes.basicConstraints, critical, octetString(authorityConstraints))]
      : []),
    sequence(extensionTypes.keyUsage, critical, octetString(usage)),
    sequence(extensionTypes.subjectKeyIdentifier, octetString(own)),
    sequence(extensionTypes.authorityKeyIdentifier, octetString(issuer)),
  ]
}

/** The leftmost 160 bits of the SHA-256 of the public key's bits (RFC 7093 2, method 1), hexadecimal. */
export async function keyIdentifier(spki: Uint8Array): Promise<string> {
  return toHex((await sha256(readPublicKeyInfo(spki).point)).subarray(0, 20))
}

/** SHA-256 of the certificate, hexadecimal: what two people compare over the telephone. */
export async function certificateFingerprint(der: Uint8Array): Promise<string> {
  return toHex(await sha256(der))
}

/**
 * SubjectPublicKeyInfo ::= SEQUENCE { AlgorithmIdentifier, BIT STRING }; uncompressed points only. Throws
 * DerError.
 */
export function readPublicKeyInfo(spki: Uint8Array): PublicKey & { readonly point: Uint8Array } {
  const outer = readDer(spki, 'subjectPublicKeyInfo')
  const info = enter(outer, tags.sequence)
  expectEnd(outer)
  const algorithm = element(info, tags.sequence).whole
  const curve = curveNames.find((name) => equalBytes(curves[name].keyAlgorithm, algorithm))
  if (curve === undefined) throw new DerError(info.part, 'neither P-256 nor P-384')
  const point = readBitString(info)
  expectEnd(info)
  // SEC 1 2.3.3: 04, x, y
  if (point[0] !== 4 || point.length !== 1 + 2 * curves[curve].scalarBytes)
    throw new DerError(info.part, 'point')
  return { curve, spki, point }
}

/** Reads a certificate of this PKI, without judging its signature or dates. Throws DerError. */
export function readCertificate(der: Uint8Array): Certificate {
  const outer = readDer(der, 'certificate')
  const certificate = enter(outer, tags.sequence)
  expectEnd(outer)
  const tbs = element(certificate, tags.sequence)
  const signatureCurve = readSignatureAlgorithm(certificate)
  const signature = readBitString(certificate)
  expectEnd(certificate)
  return { der, tbs: tbs.whole, signatureCurve, signature, ...readContent(tbs.content, signatureCurve) }
}

function readSignatureAlgorithm(cursor: Cursor): CurveName {
  const algorithm = element(cursor, tags.sequence).whole
  const curve = curveNames.find((name) => equalBytes(curves[name].signatureAlgorithm, algorithm))
  if (curve === undefined) throw new DerError(cursor.part, 'signature algorithm')
  return curve
}

type ReadContent = Omit<Certificate, 'der' | 'tbs' | 'signatureCurve' | 'signature'>

function readContent(bytes: Uint8Array, signatureCurve: CurveName): ReadContent {
  const body = readDer(bytes, 'tbsCertificate')
  expectBytes(body, version3)
  const serial = toHex(readUnsignedInteger(body, serialBytes))
  expectBytes(body, curves[signatureCurve].signatureAlgorithm)
  const issuer = element(body, tags.sequence).whole
  const validity = enter(body, tags.sequence, 'validity')
  const [notBefore, notAfter] = [readTime(validity), readTime(validity)]
  expectEnd(validity)
  const subjectName = element(body, tags.sequence).whole
  const publicKey = readPublicKeyInfo(element(body, tags.sequence).whole)
  const wrapper = enter(body, context(3), 'extensions')
  expectEnd(body)
  const found = readExtensions(enter(wrapper, tags.sequence))
  expectEnd(wrapper)
  const subject = found.isAuthority ? null : readSubject(subjectName)
  return { serial, issuer, subjectName, subject, notBefore, notAfter, publicKey, ...found }
}

type Extensions = Pick<Certificate, 'keyId' | 'issuerKeyId' | 'isAuthority' | 'keyUsage'>

function readExtensions(list: Cursor): Extensions {
  const known = new Map(Object.entries(extensionTypes).map(([name, type]) => [toHex(type), name]))
  const values = new Map<string, Uint8Array>()
  while (list.at < list.bytes.length) {
    const extension = enter(list, tags.sequence)
    const type = toHex(element(extension, tags.objectIdentifier).whole)
    const isCritical = nextTag(extension) === tags.boolean
    if (isCritical) expectBytes(extension, critical)
    const { content } = element(extension, tags.octetString)
    expectEnd(extension)
    const name = known.get(type)
    // RFC 5280 4.2: what is critical and not understood is refused; the same extension stands once.
    if (name === undefined && isCritical) throw new DerError(list.part, 'critical extension')
    if (name !== undefined && values.has(name)) throw new DerError(list.part, 'repeated extension')
    if (name !== undefined) values.set(name, content)
  }
  return {
    keyId: readKeyId(values.get('subjectKeyIdentifier')),
    issuerKeyId: readIssuerKeyId(values.get('authorityKeyIdentifier')),
    isAuthority: readAuthority(values.get('basicConstraints')),
    keyUsage: readKeyUsage(values.get('keyUsage')),
  }
}

function readKeyId(value: Uint8Array = new Uint8Array()): string {
  const cursor = readDer(value, 'subjectKeyIdentifier')
  const { content } = element(cursor, tags.octetString)
  expectEnd(cursor)
  if (content.length === 0 || content.length > 32) throw new DerError(cursor.part, 'length')
  return toHex(content)
}

function readIssuerKeyId(value: Uint8Array | undefined): string | null {
  if (value === undefined) return null
  const identifier = enter(readDer(value, 'authorityKeyIdentifier'), tags.sequence)
  return nextTag(identifier) === contextPrimitive(0)
    ? toHex(element(identifier, contextPrimitive(0)).content)
    : null
}

function readAuthority(value: Uint8Array | undefined): boolean {
  if (value === undefined) return false
  const constraints = enter(readDer(value, 'basicConstraints'), tags.sequence)
  if (nextTag(constraints) !== tags.boolean) return false
  expectBytes(constraints, critical)
  return true
}

function readKeyUsage(value: Uint8Array = new Uint8Array()): number {
  const cursor = readDer(value, 'keyUsage')
  const { content } = element(cursor, tags.bitString)
  expectEnd(cursor)
  return content[1] ?? 0
}

/** The last is a card-verifiable certificate, from 7F21 on. */
type PemLabel = 'CERTIFICATE' | 'CERTIFICATE REQUEST' | 'CV CERTIFICATE'

/** PEM (RFC 7468) of DER bytes. */
export function toPem(label: PemLabel, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** The DER inside one PEM block. Throws DerError where there is none. */
export function fromPem(label: PemLabel, pem: string): Uint8Array<ArrayBuffer> {
  const [, body] =
    pem.match(new RegExp(`-----BEGIN ${label}-----([\\sA-Za-z0-9+/=]+)-----END ${label}-----`)) ?? []
  if (body === undefined) throw new DerError('PEM', `${label} expected`)
  return concatBytes(Buffer.from(body, 'base64'))
}
