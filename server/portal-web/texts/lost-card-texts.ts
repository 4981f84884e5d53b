import type { Language } from './of-language.ts'

interface LostCardTexts {
  readonly heading: string
  readonly explanation: string
  readonly number: string
  readonly numberHint: string
  readonly what: string
  readonly lost: string
  readonly stolen: string
  readonly submit: string
  readonly busy: string
  readonly lockedTitle: string
  readonly lockedAt: string
  readonly lockedBefore: string
  readonly next: readonly string[]
  readonly print: string
  readonly back: string
}

const vi: LostCardTexts = {
  heading: 'Báo mất thẻ căn cước',
  explanation:
    'Thẻ bị khóa ngay khi bạn gửi: ngân hàng, sân bay và các nơi kiểm tra thẻ sẽ không nhận thẻ này nữa. Hãy nhập cả ba thông tin.',
  number: 'Số định danh cá nhân của chủ thẻ',
  numberHint: 'Đủ 12 chữ số; có thể xem trên giấy khai sinh, VNeID hoặc sổ hộ khẩu cũ.',
  what: 'Thẻ bị',
  lost: 'Mất, không rõ ở đâu',
  stolen: 'Lấy cắp, cướp',
  submit: 'Khóa thẻ ngay',
  busy: 'Đang khóa thẻ…',
  lockedTitle: 'Thẻ đã bị khóa',
  lockedAt: 'Khóa từ lúc',
  lockedBefore: 'Thẻ này đã bị khóa từ trước.',
  next: [
    'Nếu tìm thấy thẻ: mang thẻ đến cơ quan công an gần nhất để mở khóa, trước khi nộp hồ sơ cấp lại.',
    'Nếu không tìm thấy: nộp hồ sơ cấp lại thẻ, trên mạng hoặc tại cơ quan công an.',
    'Nếu bị lấy cắp: trình báo công an nơi xảy ra việc.',
  ],
  print: 'In trang này',
  back: 'Về tra cứu hồ sơ',
}

const en: LostCardTexts = {
  heading: 'Report a lost card',
  explanation:
    'The card is locked as soon as you send this: banks, airports and others that check cards will not accept it any more. Enter all three.',
  number: 'Identification number of the card holder',
  numberHint: 'All 12 digits; it also stands on the birth certificate and in VNeID.',
  what: 'The card was',
  lost: 'Lost',
  stolen: 'Stolen',
  submit: 'Lock the card now',
  busy: 'Locking the card…',
  lockedTitle: 'The card is locked',
  lockedAt: 'Locked since',
  lockedBefore: 'This card was locked before.',
  next: [
    'If you find it: bring it to the nearest police office to have it unlocked, before you ask for a new one.',
    'If you do not: ask for a new card, online or at the police office.',
    'If it was stolen: report it to the police where it happened.',
  ],
  print: 'Print this page',
  back: 'Back to application status',
}

export const lostCardTexts: Readonly<Record<Language, LostCardTexts>> = { vi, en }
