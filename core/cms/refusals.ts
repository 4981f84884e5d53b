/** Why a packet, a countersignature or a certificate is refused. Facts name places and keys, never people. */
import { DomainError } from '../errors.ts'
import type { CertificateRole } from './subject.ts'

/** Not a packet of the profile in docs/sealed-packet.md: cut off, of another shape, or too large. */
export class PacketMalformed extends DomainError<'PACKET_MALFORMED'> {
  constructor(part: string) {
    super(
      'PACKET_MALFORMED',
      {
        vi: 'Gói hồ sơ hỏng hoặc không đúng định dạng, không đọc được.',
        en: 'The packet is damaged or not of the agreed format.',
      },
      { part },
    )
  }
}

/** Sealed to a key that this centre does not hold. */
export class PacketForAnotherCentre extends DomainError<'PACKET_FOR_ANOTHER_CENTRE'> {
  constructor(recipientKeyId: string) {
    super(
      'PACKET_FOR_ANOTHER_CENTRE',
      {
        vi: 'Gói hồ sơ được niêm phong cho trung tâm khác hoặc bằng khóa đã hết hạn lưu giữ.',
        en: 'The packet is sealed for another centre, or with a key no longer kept.',
      },
      { recipientKeyId },
    )
  }
}

/** The seal does not hold: the sealed bytes are not those that the kiosk sealed. */
export class PacketAltered extends DomainError<'PACKET_ALTERED'> {
  constructor() {
    super('PACKET_ALTERED', {
      vi: 'Niêm phong không khớp: gói hồ sơ đã bị thay đổi sau khi niêm phong.',
      en: 'The seal does not match: the packet was changed after sealing.',
    })
  }
}

/** A signature that must be there is not. */
export class PacketUnsigned extends DomainError<'PACKET_UNSIGNED'> {
  constructor(missing: CertificateRole) {
    super(
      'PACKET_UNSIGNED',
      {
        vi: 'Gói hồ sơ thiếu chữ ký bắt buộc của cán bộ thu nhận hoặc của máy thu nhận.',
        en: 'The packet lacks a required signature of the operator or of the kiosk.',
      },
      { missing },
    )
  }
}

/** A signature is there and does not fit the content or its certificate. */
export class PacketSignatureInvalid extends DomainError<'PACKET_SIGNATURE_INVALID'> {
  constructor(signerKeyId: string) {
    super(
      'PACKET_SIGNATURE_INVALID',
      {
        vi: 'Chữ ký trên gói hồ sơ không hợp lệ.',
        en: 'A signature on the packet is not valid.',
      },
      { signerKeyId },
    )
  }
}

/**
 * The packet says it was signed at a time that cannot be: in the future, or before the longest offline time.
 */
export class SigningTimeRefused extends DomainError<'SIGNING_TIME_REFUSED'> {
  constructor(signedAt: Date) {
    super(
      'SIGNING_TIME_REFUSED',
      {
        vi: 'Thời điểm ký của gói hồ sơ nằm ngoài khoảng được chấp nhận; kiểm tra đồng hồ của máy thu nhận.',
        en: 'The packet was signed outside the time accepted; check the clock of the kiosk.',
      },
      { signedAt: signedAt.toISOString() },
    )
  }
}

/** A certificate that no trusted authority issued, or that is not for this use. */
export class SignerUntrusted extends DomainError<'SIGNER_UNTRUSTED'> {
  constructor(signerKeyId: string, reason: 'ISSUER' | 'SIGNATURE' | 'PURPOSE' | 'SUBJECT') {
    super(
      'SIGNER_UNTRUSTED',
      {
        vi: 'Chứng thư của người ký không do cơ quan được tin cậy cấp hoặc không dùng cho việc này.',
        en: 'The signer’s certificate is not from a trusted authority, or not for this use.',
      },
      { signerKeyId, reason },
    )
  }
}

/** The certificate, or its authority's, was not valid at the time of signing. */
export class SignerExpired extends DomainError<'SIGNER_EXPIRED'> {
  constructor(signerKeyId: string, at: Date) {
    super(
      'SIGNER_EXPIRED',
      {
        vi: 'Chứng thư của người ký chưa có hiệu lực hoặc đã hết hạn tại thời điểm ký.',
        en: 'The signer’s certificate was not valid at the time of signing.',
      },
      { signerKeyId, at: at.toISOString() },
    )
  }
}

/** The supervisor's countersignature is missing its form, its key or its fit to the manifest. */
export class CountersignatureInvalid extends DomainError<'COUNTERSIGNATURE_INVALID'> {
  constructor(reason: 'FORM' | 'CERTIFICATE' | 'SIGNATURE' | 'ANOTHER_MANIFEST') {
    super(
      'COUNTERSIGNATURE_INVALID',
      {
        vi: 'Chữ ký xác nhận của trưởng điểm thu nhận không hợp lệ hoặc thuộc về hồ sơ khác.',
        en: 'The supervisor’s countersignature is not valid, or belongs to another file.',
      },
      { reason },
    )
  }
}
