import { type Bilingual, DomainError } from '../errors.ts'
import { labelOf, type SharedField } from './fields.ts'

const texts = {
  QUERY_MALFORMED: {
    vi: 'Yêu cầu không phải là JWS dạng gọn, ký ES256, có mã đơn vị ở "kid" như đã thỏa thuận.',
    en: 'This is not a compact JWS of the agreed form: ES256, with the agency’s code as kid.',
  },
  QUERY_NOT_AUTHENTIC: {
    vi: 'Không xác thực được đơn vị gửi yêu cầu: mã đơn vị hoặc chữ ký không đúng.',
    en: 'The agency is not proved: its code or its signature is wrong.',
  },
  QUERY_NOT_FOR_HERE: {
    vi: 'Yêu cầu dành cho hệ thống khác, hoặc người ký khác người gửi: xem lại "aud" và "iss".',
    en: 'The question is for another system, or speaks for another agency: see aud and iss.',
  },
  QUERY_EXPIRED: {
    vi: 'Yêu cầu đã hết hạn. Hãy kiểm tra đồng hồ và ký lại.',
    en: 'The question has expired. Check the clock and sign it again.',
  },
  QUERY_FROM_FUTURE: {
    vi: 'Thời điểm ký yêu cầu ở tương lai. Hãy kiểm tra đồng hồ.',
    en: 'The question was signed in the future. Check the clock.',
  },
  QUERY_LASTS_TOO_LONG: {
    vi: 'Yêu cầu chỉ được có hạn tối đa 60 giây kể từ lúc ký.',
    en: 'A question may be valid for 60 seconds from its signing at most.',
  },
  QUERY_ILLEGAL: {
    vi: 'Nội dung yêu cầu không đúng định dạng.',
    en: 'What the question says is not of the agreed form.',
  },
  REFERENCE_NAMES_PERSON: {
    vi: 'Số hồ sơ của đơn vị không được chứa số định danh của công dân.',
    en: 'The agency’s reference must not contain the citizen’s number.',
  },
  AGENCY_NOT_ACTIVE: {
    vi: 'Đơn vị đang bị tạm dừng khai thác, hoặc thỏa thuận chưa có hiệu lực hay đã hết hạn.',
    en: 'The agency is suspended, or its agreement is not in force.',
  },
  PURPOSE_NOT_GRANTED: {
    vi: 'Đơn vị không được khai thác cho mục đích này.',
    en: 'The agency may not ask for this purpose.',
  },
  FIELD_NOT_GRANTED: {
    vi: 'Đơn vị không được khai thác một trường thông tin đã hỏi cho mục đích này.',
    en: 'The agency may not be told one of the fields for this purpose.',
  },
  CLAIMS_NEEDED: {
    vi: 'Để xác nhận, hãy gửi cả họ tên, ngày sinh và hỏi đúng hai trường đó.',
    en: 'To confirm, send both name and birth date and ask for exactly these two.',
  },
  REQUEST_ID_USED: {
    vi: 'Mã yêu cầu này đã dùng cho một câu hỏi khác. Hãy dùng mã mới.',
    en: 'This request id belongs to another question. Use a new one.',
  },
  SHARING_NOT_HERE: {
    vi: 'Dữ liệu dân cư không đặt tại hệ thống này; hãy hỏi cơ quan quản lý cơ sở dữ liệu quốc gia về dân cư.',
    en: 'The population register is not kept in this system; ask the body that keeps it.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Why a question of an agency is not answered. */
export type SharingRefusalCode = keyof typeof texts

/** `place` is a name of ours (a field, a claim), never what was sent. */
export class SharingRefused extends DomainError<SharingRefusalCode> {
  constructor(code: SharingRefusalCode, place?: string, text: Bilingual = texts[code]) {
    super(code, text, place === undefined ? {} : { field: place })
  }
}

/** Asked for more than the purpose allows: nothing at all is told. */
export function fieldNotGranted(field: SharedField): SharingRefused {
  const label = labelOf(field)
  return new SharingRefused('FIELD_NOT_GRANTED', field, {
    vi: `Đơn vị không được khai thác trường "${label.vi}" cho mục đích này; không có thông tin nào được cung cấp.`,
    en: `The agency may not be told "${label.en}" for this purpose; nothing was told.`,
  })
}

export class QuotaUsed extends DomainError<'QUOTA_PER_MINUTE_USED' | 'QUOTA_PER_DAY_USED'> {
  constructor(period: 'MINUTE' | 'DAY', retryAfterSeconds: number) {
    const vi = period === 'MINUTE' ? 'trong phút này' : 'trong ngày hôm nay'
    const en = period === 'MINUTE' ? 'this minute' : 'today'
    super(
      `QUOTA_PER_${period}_USED`,
      {
        vi: `Đơn vị đã dùng hết số lượt khai thác ${vi}. Hãy gửi lại sau.`,
        en: `The agency has used its questions for ${en}. Ask again later.`,
      },
      { retryAfterSeconds },
    )
  }
}
