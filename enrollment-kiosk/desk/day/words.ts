import type { Bilingual } from '../../../core/errors.ts'

export const words = {
  title: { vi: 'Ngày làm việc', en: 'The day' },
  takeNumber: { vi: 'Cấp số thứ tự', en: 'Hand out a number' },
  close: { vi: 'Chốt ngày…', en: 'Close the day…' },
  tickets: { vi: 'Khách vãng lai', en: 'Walk-ins' },
  noTickets: { vi: 'Chưa cấp số nào hôm nay.', en: 'No number was handed out today.' },
  number: { vi: 'Số', en: 'Number' },
  waited: { vi: 'Đã chờ', en: 'Waited' },
  minutes: { vi: 'phút', en: 'min' },
  state: { vi: 'Tình trạng', en: 'State' },
  taken: { vi: 'Lấy số lúc', en: 'Taken at' },
  appointments: { vi: 'Lịch hẹn hôm nay', en: 'Today’s bookings' },
  noAppointments: { vi: 'Hôm nay không có lịch hẹn.', en: 'No bookings today.' },
  at: { vi: 'Giờ hẹn', en: 'Time' },
  name: { vi: 'Họ và tên', en: 'Name' },
  born: { vi: 'Ngày sinh', en: 'Born' },
  snapshot: { vi: 'Có sẵn dữ liệu, làm được khi mất mạng', en: 'Data are here: works without a network' },
  noSnapshot: { vi: 'Chưa có sẵn dữ liệu', en: 'Data are not here yet' },
  checkIn: { vi: 'Đã đến', en: 'Is here' },
  begin: { vi: 'Bắt đầu', en: 'Begin' },
  waiting: { vi: 'Thời gian chờ', en: 'Waiting' },
  median: { vi: 'Thường chờ', en: 'Usual wait' },
  longest: { vi: 'Chờ lâu nhất', en: 'Longest wait' },
  now: { vi: 'Đang chờ', en: 'Waiting now' },
  done: { vi: 'Xong hôm nay', en: 'Done today' },
  desks: { vi: 'Theo bàn', en: 'By desk' },
  desk: { vi: 'Bàn', en: 'Desk' },
  perFile: { vi: 'Phút mỗi hồ sơ', en: 'Minutes a file' },
  files: { vi: 'Hồ sơ', en: 'Files' },
  noDesks: { vi: 'Chưa bàn nào hoàn thành hồ sơ.', en: 'No desk has finished a file.' },
  opening: { vi: 'Mở bàn', en: 'Opening' },
  openingDone: { vi: 'Thiết bị đã tự kiểm tra hôm nay.', en: 'The devices were tested today.' },
  openingTodo: { vi: 'Hôm nay chưa tự kiểm tra thiết bị.', en: 'The devices were not tested today.' },
  toDevices: { vi: 'Sang màn hình thiết bị', en: 'To the devices' },
  reconciliation: { vi: 'Đối soát cuối ngày', en: 'Reconciliation' },
  captured: { vi: 'Đã thu nhận', en: 'Captured' },
  sent: { vi: 'Đã gửi', en: 'Sent' },
  toSend: { vi: 'Chờ gửi', en: 'Waiting' },
  cancelled: { vi: 'Đã hủy', en: 'Cancelled' },
  open: { vi: 'Còn dở', en: 'Still open' },
  difference: { vi: 'Chênh lệch', en: 'Difference' },
  closedAt: { vi: 'Đã chốt lúc', en: 'Closed at' },
  stillOpen: {
    vi: 'Còn hồ sơ dở dang: hoàn thành, gác sang ngày sau hoặc hủy trước khi chốt.',
    en: 'There are open files: finish or cancel them before the day is closed.',
  },
  balanced: { vi: 'Khớp: không hồ sơ nào mất hay thừa.', en: 'Balanced: no file is lost or doubled.' },
  unbalanced: {
    vi: 'Không khớp: tìm hồ sơ trong nhật ký, báo kỹ thuật viên nếu không thấy.',
    en: 'Not balanced: look in the journal, tell a technician where nothing is found.',
  },
  closeTitle: { vi: 'Chốt ngày làm việc', en: 'Close the day' },
  closeDo: { vi: 'Chốt ngày', en: 'Close the day' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface StatusWord {
  readonly mark: string
  readonly name: Bilingual
  readonly badge: string
}

export const ticketWords: Readonly<Record<string, StatusWord>> = {
  WAITING: { mark: '…', name: { vi: 'Đang chờ', en: 'Waiting' }, badge: 'badge badge-attention' },
  CALLED: { mark: '»', name: { vi: 'Đã gọi', en: 'Called' }, badge: 'badge' },
  SERVING: { mark: '●', name: { vi: 'Đang làm', en: 'Being served' }, badge: 'badge' },
  SKIPPED: { mark: '↷', name: { vi: 'Vắng khi gọi', en: 'Skipped' }, badge: 'badge badge-attention' },
  DONE: { mark: '✓', name: { vi: 'Xong', en: 'Done' }, badge: 'badge badge-good' },
  CLOSED: { mark: '✕', name: { vi: 'Đã đóng', en: 'Closed' }, badge: 'badge' },
}

export const appointmentWords: Readonly<Record<string, StatusWord>> = {
  BOOKED: { mark: '○', name: { vi: 'Chưa đến', en: 'Expected' }, badge: 'badge' },
  CHECKED_IN: { mark: '●', name: { vi: 'Đã đến', en: 'Here' }, badge: 'badge badge-attention' },
  CONSUMED: { mark: '✓', name: { vi: 'Đã làm hồ sơ', en: 'Served' }, badge: 'badge badge-good' },
  MISSED: { mark: '↷', name: { vi: 'Không đến', en: 'Missed' }, badge: 'badge badge-trouble' },
  CANCELLED: { mark: '✕', name: { vi: 'Đã hủy', en: 'Cancelled' }, badge: 'badge' },
}

export const ticketEvents: Readonly<Record<string, Bilingual>> = {
  call: { vi: 'Gọi', en: 'Call' },
  serve: { vi: 'Bắt đầu phục vụ', en: 'Serve' },
  skip: { vi: 'Vắng', en: 'Skip' },
  finish: { vi: 'Xong', en: 'Finish' },
  close: { vi: 'Đóng số', en: 'Close' },
}
