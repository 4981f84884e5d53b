import type { Language } from '../texts/of-language.ts'

interface VisitTexts {
  readonly heading: string
  readonly explanation: string
  readonly submit: string
  readonly busy: string
  readonly booked: string
  readonly displaced: string
  readonly displacedMore: string
  readonly when: string
  readonly where: string
  readonly phone: string
  readonly bring: string
  readonly qr: string
  readonly qrMore: string
  readonly ticket: string
  readonly move: string
  readonly cancel: string
  readonly cancelSure: string
  readonly cancelYes: string
  readonly keep: string
  readonly nothing: string
  readonly choose: string
  readonly noTimes: string
  readonly later: string
  readonly earlier: string
  readonly day: string
  readonly time: string
  readonly places: string
  readonly book: string
  readonly done: string
  readonly back: string
}

const vi: VisitTexts = {
  heading: 'Đặt lịch hẹn',
  explanation:
    'Đặt, đổi hoặc hủy giờ đến bổ sung hồ sơ bị trả lại, hoặc đến nhận thẻ. Hãy nhập mã hồ sơ và ngày sinh.',
  submit: 'Xem lịch hẹn',
  busy: 'Đang tải…',
  booked: 'Lịch hẹn của bạn',
  displaced: 'Giờ hẹn của bạn đã bị hủy',
  displacedMore: 'Điểm thu nhận phải nghỉ vào giờ đó và chưa xếp được giờ mới. Mời bạn chọn giờ khác.',
  when: 'Thời gian',
  where: 'Nơi đến',
  phone: 'Điện thoại',
  bring: 'Mời mang theo',
  qr: 'Mã QR của lịch hẹn',
  qrMore: 'Đưa mã này cho cán bộ tiếp dân. Mã không chứa thông tin cá nhân.',
  ticket: 'Tải phiếu hẹn (PDF)',
  move: 'Đổi giờ',
  cancel: 'Hủy lịch hẹn',
  cancelSure: 'Hủy lịch hẹn này? Chỗ của bạn sẽ dành cho người khác.',
  cancelYes: 'Hủy',
  keep: 'Không hủy',
  nothing: 'Hồ sơ này hiện chưa cần bạn đến. Khi hồ sơ được trả lại hoặc thẻ đã về, bạn đặt hẹn được ở đây.',
  choose: 'Chọn giờ đến',
  noTimes: 'Không còn chỗ trong các ngày này.',
  later: 'Các ngày sau',
  earlier: 'Các ngày trước',
  day: 'Ngày',
  time: 'Giờ',
  places: 'chỗ',
  book: 'Đặt hẹn',
  done: 'Đã ghi nhận.',
  back: 'Về tra cứu hồ sơ',
}

const en: VisitTexts = {
  heading: 'Appointments',
  explanation:
    'Book, move or cancel a visit to complete a returned file or to collect the card. Enter the code and the birth date.',
  submit: 'Show appointments',
  busy: 'Loading…',
  booked: 'Your appointment',
  displaced: 'Your appointment was cancelled',
  displacedMore: 'The centre had to close and has no new time for you. Please choose another.',
  when: 'When',
  where: 'Where',
  phone: 'Telephone',
  bring: 'Please bring',
  qr: 'QR code of the appointment',
  qrMore: 'Show this code at the reception. It holds no personal data.',
  ticket: 'Download the ticket (PDF)',
  move: 'Change the time',
  cancel: 'Cancel the appointment',
  cancelSure: 'Cancel this appointment? Your place goes to somebody else.',
  cancelYes: 'Cancel it',
  keep: 'Keep it',
  nothing:
    'You need not come for this file now. When it is returned, or the card has arrived, you can book here.',
  choose: 'Choose a time',
  noTimes: 'There is no place left on these days.',
  later: 'Later days',
  earlier: 'Earlier days',
  day: 'Day',
  time: 'Time',
  places: 'places',
  book: 'Book',
  done: 'Recorded.',
  back: 'Back to application status',
}

export const visitTexts: Readonly<Record<Language, VisitTexts>> = { vi, en }
