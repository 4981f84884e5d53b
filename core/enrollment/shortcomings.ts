import type { CardNotIssuable } from '../dates/card-expiry.ts'
import type { Bilingual } from '../errors.ts'

/** One thing that keeps a file from being complete, in words for the officer at the desk. */
export interface Shortcoming {
  readonly code: ShortcomingCode
  /** Finger position 1 (right thumb) … 10 (left little finger), ISO/IEC 19794-2, or slap 13 … 15; null where it is about neither. */
  readonly position: number | null
  readonly text: Bilingual
}

export type ShortcomingCode = keyof typeof texts | CardNotIssuable['code']

const texts = {
  FINGER_MISSING: {
    vi: 'Chưa thu nhận vân tay ngón này và chưa ghi lý do không thu nhận được.',
    en: 'This finger is neither captured nor has a reason why it cannot be.',
  },
  FINGER_TWICE: { vi: 'Một ngón tay được ghi hai lần.', en: 'One finger is recorded twice.' },
  FINGERS_NOT_ALLOWED: {
    vi: 'Không thu nhận vân tay của trẻ dưới 6 tuổi. Hãy xóa vân tay đã thu nhận.',
    en: 'No fingerprints are taken of a child under 6. Remove them.',
  },
  PORTRAIT_MISSING: { vi: 'Chưa chụp ảnh khuôn mặt.', en: 'The portrait is missing.' },
  PORTRAIT_NOT_ALLOWED: {
    vi: 'Không thu nhận ảnh khuôn mặt của trẻ dưới 6 tuổi. Hãy xóa ảnh đã chụp.',
    en: 'No portrait is taken of a child under 6. Remove it.',
  },
  REPRESENTATIVE_MISSING: {
    vi: 'Người dưới 14 tuổi phải có người đại diện hợp pháp. Hãy ghi thông tin người đại diện.',
    en: 'A person under 14 needs a lawful representative. Enter the representative.',
  },
  IDENTITY_SOURCE_MISSING: {
    vi: 'Chưa tìm thấy trong cơ sở dữ liệu dân cư: hãy nhập số định danh người dân cung cấp hoặc lập phiếu DC01.',
    en: 'Not found in the registry: enter the number the applicant gives, or fill in form DC01.',
  },
  MARKS_MISSING: {
    vi: 'Chưa ghi đặc điểm nhân dạng.',
    en: 'The identification marks are not described.',
  },
  HAND_PHOTO_MISSING: {
    vi: 'Ngón tay không thu nhận được phải có ảnh chụp bàn tay.',
    en: 'A finger that cannot be taken needs a photo of the hand.',
  },
  EXCEPTION_UNCONFIRMED: {
    vi: 'Cán bộ kiểm tra chưa xác nhận ngón tay không thu nhận được.',
    en: 'The supervisor has not confirmed that this finger cannot be taken.',
  },
  SLAP_MISSING: {
    vi: 'Chưa thu nhận vân tay chụm.',
    en: 'The slap is missing.',
  },
  SLAP_TWICE: { vi: 'Một lần chụm tay được ghi hai lần.', en: 'One slap is recorded twice.' },
  SLAP_FINGER_MISSING: {
    vi: 'Ngón này không có trong vân tay chụm và chưa ghi lý do.',
    en: 'This finger is not in its slap and has no reason why.',
  },
  IRIS_MISSING: {
    vi: 'Chưa thu nhận mống mắt và chưa ghi lý do không thu nhận được.',
    en: 'The iris is neither captured nor has a reason why it cannot be.',
  },
  IRIS_NOT_ALLOWED: {
    vi: 'Không thu nhận mống mắt trong trường hợp này. Hãy xóa mống mắt đã thu nhận.',
    en: 'No iris is taken in this case. Remove it.',
  },
  IRIS_WAIVER_OVER: {
    vi: 'Thời hạn miễn thu nhận mống mắt của điểm thu nhận đã hết.',
    en: "The centre's waiver for iris hardware is over.",
  },
  SIGNATURE_MISSING: {
    vi: 'Chưa có chữ ký và chưa ghi lý do không ký.',
    en: 'There is neither a signature nor a reason why there is none.',
  },
  CONSENT_MISSING: {
    vi: 'Người dân chưa đồng ý cho thu nhận thông tin.',
    en: 'The applicant has not consented to the collection of their data.',
  },
  PAPER_MISSING: { vi: 'chưa có giấy tờ này.', en: 'this paper is missing.' },
  DIFFERENCE_OPEN: {
    vi: 'khác với dữ liệu dân cư, chưa chọn bên nào đúng.',
    en: 'differs from the registry and nobody has said which stands.',
  },
  CLAIM_WITHOUT_PAPER: {
    vi: 'khai khác dữ liệu dân cư cần giấy tờ chứng minh.',
    en: 'a claim against the registry needs a paper.',
  },
  CLAIM_UNCONFIRMED: {
    vi: 'người dân chưa xác nhận từng chữ trên màn hình thứ hai.',
    en: 'the applicant has not confirmed the letters on the second screen.',
  },
  CLAIM_ELSEWHERE: {
    vi: 'không thay đổi tại bàn thu nhận; theo dữ liệu dân cư.',
    en: 'is not changed at this desk; the registry stands.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

export function shortcoming(code: keyof typeof texts, position: number | null = null): Shortcoming {
  return { code, position, text: texts[code] }
}
