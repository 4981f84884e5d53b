/** Object identifiers and algorithm identifiers, as the DER that stands in packets and certificates. */
import { objectIdentifier, octetString, sequence, unsignedInteger } from '../der.ts'

// RFC 5652 4, 5.1, 11.1-11.3; RFC 5083 2; RFC 5035 5
export const contentTypes = {
  data: objectIdentifier('1.2.840.113549.1.7.1'),
  signedData: objectIdentifier('1.2.840.113549.1.7.2'),
  authEnvelopedData: objectIdentifier('1.2.840.113549.1.9.16.1.23'),
} as const

export const attributeTypes = {
  contentType: objectIdentifier('1.2.840.113549.1.9.3'),
  messageDigest: objectIdentifier('1.2.840.113549.1.9.4'),
  signingTime: objectIdentifier('1.2.840.113549.1.9.5'),
  signingCertificateV2: objectIdentifier('1.2.840.113549.1.9.16.2.47'),
} as const

/** SHA-256 with the parameters absent (RFC 5754 2.2). */
export const sha256Algorithm = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'))

/** aes256-wrap, parameters absent (RFC 3565 2.3.2). */
const aes256Wrap = sequence(objectIdentifier('2.16.840.1.101.3.4.1.45'))

/** dhSinglePass-stdDH-sha256kdf-scheme, whose parameter is the key wrap (RFC 5753 7.1.4). */
export const keyAgreementAlgorithm = sequence(objectIdentifier('1.3.132.1.11.1'), aes256Wrap)
export const keyWrapAlgorithm = aes256Wrap

export const gcmNonceBytes = 12
export const gcmTagBytes = 16

/**
 * id-aes256-GCM with GCMParameters { aes-nonce, aes-ICVlen 16 } (RFC 5084 3.2; 12 is the default, so 16 is
 * written).
 */
export function aes256Gcm(nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  return sequence(
    objectIdentifier('2.16.840.1.101.3.4.1.46'),
    sequence(octetString(nonce), unsignedInteger(Uint8Array.of(gcmTagBytes))),
  )
}

export type CurveName = 'P-256' | 'P-384'

/** The curves in use: key algorithm (RFC 5480 2.1.1), signature algorithm (RFC 5758 3.2) and sizes. */
export const curves = {
  'P-256': {
    hash: 'SHA-256',
    keyAlgorithm: sequence(objectIdentifier('1.2.840.10045.2.1'), objectIdentifier('1.2.840.10045.3.1.7')),
    signatureAlgorithm: sequence(objectIdentifier('1.2.840.10045.4.3.2')),
    scalarBytes: 32,
  },
  'P-384': {
    hash: 'SHA-384',
    keyAlgorithm: sequence(objectIdentifier('1.2.840.10045.2.1'), objectIdentifier('1.3.132.0.34')),
    signatureAlgorithm: sequence(objectIdentifier('1.2.840.10045.4.3.3')),
    scalarBytes: 48,
  },
} as const satisfies Record<CurveName, unknown>

export const curveNames: readonly CurveName[] = ['P-256', 'P-384']
