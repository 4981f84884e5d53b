import { createHash } from 'node:crypto'
import { readCardCertificate } from '../../core/pki/certificate.ts'
import { plainSignature } from '../../core/pki/plain-signature.ts'
import type { SigningKey } from '../../core/pki/signing-key.ts'
import { keyIdBytes, type SignedQrSigner } from '../../core/qr/signed-qr.ts'

/** A key as signed QRs need it: named by its certificate, its signatures in the plain form of COSE (RFC 9053, 2.1). */
export interface QrSigner extends SignedQrSigner {
  /** The end of its certificate, milliseconds since 1970. */
  readonly until: number
}

export function qrSigner({
  key,
  certificate,
}: {
  readonly key: SigningKey
  /** X.509, DER. */
  readonly certificate: Uint8Array
}): QrSigner {
  return {
    keyId: qrKeyId(certificate),
    until: readCardCertificate(certificate).notAfter.getTime(),
    sign: async (data) => plainSignature(await key.sign('ECDSA_SHA256', data), 'P-256'),
  }
}

/** What a signed QR names its signer by: the first bytes of the certificate's SHA-256. */
export const qrKeyId = (certificate: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(certificate).digest().subarray(0, keyIdBytes))
