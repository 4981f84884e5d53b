import type { DeskRole } from '../../../core/contracts/desk/station.ts'
import type { Bilingual } from '../../../core/errors.ts'

export const roleNames: Readonly<Record<DeskRole, Bilingual>> = {
  operator: { vi: 'Cán bộ thu nhận', en: 'Enrollment officer' },
  supervisor: { vi: 'Cán bộ phụ trách', en: 'Supervisor' },
}

export const words = {
  title: { vi: 'Bàn thu nhận căn cước', en: 'Enrollment desk' },
  who: { vi: 'Chọn tên của bạn', en: 'Choose your name' },
  pin: { vi: 'Mã PIN', en: 'PIN' },
  unlock: { vi: 'Mở khóa', en: 'Unlock' },
  byPassword: { vi: 'Đăng nhập bằng mật khẩu', en: 'Sign in with a password' },
  byPin: { vi: 'Mở khóa bằng mã PIN', en: 'Unlock with a PIN' },
  username: { vi: 'Tên đăng nhập', en: 'User name' },
  password: { vi: 'Mật khẩu', en: 'Password' },
  signIn: { vi: 'Đăng nhập', en: 'Sign in' },
  signOut: { vi: 'Đăng xuất', en: 'Sign out' },
  noNetwork: {
    vi: 'Không có mạng: chỉ cán bộ đã đặt mã PIN tại máy này mở khóa được.',
    en: 'No network: only officers with a PIN on this computer can unlock.',
  },
  lockedUntil: { vi: 'Tạm khóa đến', en: 'Locked until' },
  validUntil: { vi: 'Làm việc không mạng đến', en: 'Offline work until' },
  entryMissing: { vi: 'Nhập đủ các ô.', en: 'Fill in every field.' },
  role: { vi: 'Vai trò tại bàn', en: 'Seat at this desk' },
  makePin: { vi: 'Đặt mã PIN', en: 'Set a PIN' },
  makePinHelp: {
    vi: 'Khi mất mạng, mã PIN mở khóa bàn này trong thời hạn cho phép. Không dùng mã dễ đoán như 123456 hay ngày sinh.',
    en: 'Without network the PIN unlocks this desk for a limited time. No easy one such as 123456 or a birthday.',
  },
  pinAgain: { vi: 'Nhập lại mã PIN', en: 'PIN again' },
  pinsDiffer: { vi: 'Hai lần nhập không giống nhau.', en: 'The two entries differ.' },
  later: { vi: 'Để sau', en: 'Later' },
  seatOf: { vi: 'Ghế', en: 'Seat of' },
  empty: { vi: 'chưa có người', en: 'nobody' },
  local: { vi: 'mở bằng PIN', en: 'by PIN' },
  locked: { vi: 'Mở khóa để làm tiếp', en: 'Unlock to go on' },
  lockedHelp: {
    vi: 'Hồ sơ và nội dung đang nhập còn nguyên.',
    en: 'The file and what you typed are still here.',
  },
  installing: { vi: 'Cài đặt máy thu nhận', en: 'Installing this desk' },
  installFingerprint: {
    vi: 'Vân tay khóa của máy (đọc cho quản trị viên so sánh)',
    en: 'Fingerprint of the key (to be compared by the administrator)',
  },
  todo: { vi: 'Việc cần làm', en: 'What to do' },
} as const satisfies Readonly<Record<string, Bilingual>>

export const stepStates = {
  DONE: { vi: 'xong', en: 'done' },
  RUNNING: { vi: 'đang làm', en: 'under way' },
  WAITING: { vi: 'chờ', en: 'waiting' },
  FAILED: { vi: 'chưa được', en: 'failed' },
} as const satisfies Readonly<Record<string, Bilingual>>
