import type { Language } from './of-language.ts'
import type { Fee } from '../fee.ts'

interface FeeTexts {
  readonly heading: string
  readonly explanation: string
  readonly submit: string
  readonly busy: string
  readonly none: string
  readonly amount: string
  readonly states: Readonly<Record<Fee['state'], string>>
  readonly demanded: Readonly<Record<Fee['demandedBefore'], string>>
  readonly bank: string
  readonly bankLead: string
  readonly reference: string
  readonly account: string
  readonly cash: string
  readonly receipt: string
  readonly again: string
  readonly back: string
}

const vi: FeeTexts = {
  heading: 'Lệ phí của hồ sơ',
  explanation: 'Nhập mã hồ sơ và ngày sinh để xem số tiền phải nộp và mã QR chuyển khoản.',
  submit: 'Xem lệ phí',
  busy: 'Đang xem…',
  none: 'Hồ sơ này chưa có hoặc không còn khoản lệ phí nào phải nộp.',
  amount: 'Số tiền',
  states: {
    DUE: 'Chưa nộp',
    PAID: 'Đã nộp',
    EXEMPT: 'Không phải nộp',
    REFUNDED: 'Đã hoàn lại',
  },
  demanded: {
    APPROVAL: 'Cần nộp trước khi hồ sơ được duyệt; chưa nộp thì hồ sơ chưa được làm tiếp.',
    HAND_OVER: 'Nộp trước khi nhận thẻ: chuyển khoản theo mã dưới đây, hoặc tiền mặt tại nơi trả thẻ.',
    DELIVERY: 'Bưu tá thu khi phát thẻ; bạn cũng có thể chuyển khoản trước.',
  },
  bank: 'Mã QR chuyển khoản',
  bankLead:
    'Mở ứng dụng ngân hàng và quét mã. Giữ nguyên số tiền và nội dung chuyển khoản. Chỉ nộp theo mã trên trang này: cán bộ không gọi điện yêu cầu chuyển khoản.',
  reference: 'Nội dung chuyển khoản',
  account: 'Số tài khoản',
  cash: 'Tiền về tài khoản thì trang này tự ghi "Đã nộp", thường sau vài phút.',
  receipt: 'Số biên lai',
  again: 'Xem lại tình trạng',
  back: 'Về tra cứu hồ sơ',
}

const en: FeeTexts = {
  heading: 'Fee of the application',
  explanation:
    'Enter the application code and the birth date to see what is due and the QR code of the transfer.',
  submit: 'Show the fee',
  busy: 'Looking…',
  none: 'Nothing is due for this application now.',
  amount: 'Amount',
  states: { DUE: 'Not paid yet', PAID: 'Paid', EXEMPT: 'Nothing to pay', REFUNDED: 'Refunded' },
  demanded: {
    APPROVAL: 'To be paid before the application is approved; until then it does not go on.',
    HAND_OVER:
      'To be paid before the card is collected: by transfer with this code, or in cash where you collect it.',
    DELIVERY: 'The postman takes it with the card; you may also transfer it before.',
  },
  bank: 'QR code of the transfer',
  bankLead:
    'Open your banking app and scan the code. Leave amount and message as they are. Pay by the code on this page only: no officer calls and asks for a transfer.',
  reference: 'Message of the transfer',
  account: 'Account',
  cash: 'When the money has come this page says "Paid", usually within minutes.',
  receipt: 'Receipt',
  again: 'Look again',
  back: 'Back to application status',
}

export const feeTexts: Readonly<Record<Language, FeeTexts>> = { vi, en }
