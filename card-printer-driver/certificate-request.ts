import { concatBytes } from '../core/bytes.ts'

/*
 * RFC 2986, 4:
 *   CertificationRequest ::= SEQUENCE {
 *     CertificationRequestInfo ::= SEQUENCE { version INTEGER 0, subject Name, subjectPKInfo, [0] attributes (none) },
 *     signatureAlgorithm SEQUENCE { OID }, signature BIT STRING }
 */

// DER tags, ITU-T X.690.
const tag = {
  integer: 0x02,
  bitString: 0x03,
  oid: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  attributes: 0xa0,
} as const

function der(type: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(...parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return concatBytes(Uint8Array.of(type, ...size), content)
}

// 2.5.4.3 commonName
const commonName = Uint8Array.of(0x55, 0x04, 0x03)
// 1.2.840.10045.4.3.2 ecdsa-with-SHA256 (RFC 5758, 3.2)
const ecdsaWithSha256 = Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)

/** What is signed: who asks and for which public key (SubjectPublicKeyInfo, DER). */
export function requestInfo(name: string, publicKey: Uint8Array): Uint8Array {
  const attribute = der(
    tag.sequence,
    der(tag.oid, commonName),
    der(tag.utf8String, new TextEncoder().encode(name)),
  )
  const subject = der(tag.sequence, der(tag.set, attribute))
  return der(tag.sequence, der(tag.integer, Uint8Array.of(0)), subject, publicKey, der(tag.attributes))
}

/** The whole request; the signature is ECDSA with SHA-256 over {@link requestInfo}, as r and s of 32 bytes each (WebCrypto). */
export function signedRequest(info: Uint8Array, signature: Uint8Array): Uint8Array {
  const half = signature.length / 2
  const pair = der(tag.sequence, positive(signature.subarray(0, half)), positive(signature.subarray(half)))
  const algorithm = der(tag.sequence, der(tag.oid, ecdsaWithSha256))
  return der(tag.sequence, info, algorithm, der(tag.bitString, Uint8Array.of(0), pair))
}

/** A positive INTEGER: no needless zeros, but one where the first bit would mean minus (X.690, 8.3.2). */
function positive(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0)
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first)
  return der(tag.integer, (digits[0] ?? 0) >= 0x80 ? concatBytes(Uint8Array.of(0), digits) : digits)
}
