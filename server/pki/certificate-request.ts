/**
 * Requests for certificates, PKCS#10 (RFC 2986 4):
 *   CertificationRequest ::= SEQUENCE { certificationRequestInfo, signatureAlgorithm, signature BIT STRING }
 *   CertificationRequestInfo ::= SEQUENCE { version 0, subject Name, subjectPKInfo, [0] attributes }
 */
import { curves } from '../../core/cms/algorithms.ts'
import { keyIdentifier, readPublicKeyInfo } from '../../core/cms/certificate.ts'
import {
  context,
  DerError,
  element,
  enter,
  expectBytes,
  expectEnd,
  readBitString,
  readDer,
  tags,
  unsignedInteger,
} from '../../core/der.ts'
import { type PublicKey, sha256, verifyEcdsa } from '../../core/cms/ecdsa.ts'
import { toHex } from '../../core/bytes.ts'
import { DomainError } from '../../core/errors.ts'

export class CertificateRequestInvalid extends DomainError<'CERTIFICATE_REQUEST_INVALID'> {
  constructor(reason: 'FORM' | 'POSSESSION') {
    super(
      'CERTIFICATE_REQUEST_INVALID',
      {
        vi: 'Yêu cầu cấp chứng thư không hợp lệ: phải là PKCS#10 với khóa P-256 và chữ ký của chính khóa đó.',
        en: 'The certificate request is not valid: PKCS#10 with a P-256 key, signed by that key, is needed.',
      },
      { reason },
    )
  }
}

export type CertificateRequest = {
  /** SubjectPublicKeyInfo, DER, P-256. */
  readonly publicKey: Uint8Array
  /** Subject key identifier that a certificate of this key carries, hexadecimal. */
  readonly keyId: string
  /**
   * SHA-256 of the SubjectPublicKeyInfo, hexadecimal: shown on the machine and to the administrator who
   * certifies it.
   */
  readonly keyFingerprint: string
}

const version = unsignedInteger(Uint8Array.of(0))

/** Reads a request and checks that its sender holds the private key. Throws CertificateRequestInvalid. */
export async function readCertificateRequest(der: Uint8Array): Promise<CertificateRequest> {
  try {
    const { info, publicKey, signature } = decode(der)
    if (!(await verifyEcdsa(publicKey, info, signature))) throw new CertificateRequestInvalid('POSSESSION')
    const { spki } = publicKey
    return { publicKey: spki, keyId: await keyIdentifier(spki), keyFingerprint: toHex(await sha256(spki)) }
  } catch (fault) {
    throw fault instanceof DerError ? new CertificateRequestInvalid('FORM') : fault
  }
}

function decode(der: Uint8Array): { info: Uint8Array; publicKey: PublicKey; signature: Uint8Array } {
  const outer = readDer(der, 'certificationRequest')
  const request = enter(outer, tags.sequence)
  expectEnd(outer)
  const info = element(request, tags.sequence)
  expectBytes(request, curves['P-256'].signatureAlgorithm)
  const signature = readBitString(request)
  expectEnd(request)
  const body = readDer(info.content, 'certificationRequestInfo')
  expectBytes(body, version)
  element(body, tags.sequence)
  const publicKey = readPublicKeyInfo(element(body, tags.sequence).whole)
  element(body, context(0))
  expectEnd(body)
  if (publicKey.curve !== 'P-256') throw new DerError(body.part, 'P-256 only')
  return { info: info.whole, publicKey, signature }
}
