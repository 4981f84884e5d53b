import type { Bilingual } from '../../../../core/errors.ts'

export const words = {
  title: { vi: 'Thu nhận hồ sơ', en: 'Enrollment' },
  lead: {
    vi: 'Quét mã QR trên thẻ cũ hoặc giấy hẹn, hoặc nhập số định danh.',
    en: 'Scan the QR of an old card or a booking, or type the number.',
  },
  search: { vi: 'Tìm', en: 'Search' },
  searchHint: {
    vi: 'Quét QR, nhập số định danh, mã hồ sơ hoặc họ tên',
    en: 'Scan a QR, type a number, a code or a name',
  },
  number: { vi: 'Số định danh cá nhân', en: 'Personal number' },
  numberHelp: {
    vi: '12 chữ số; để trống nếu công dân không nhớ',
    en: '12 digits; empty where the citizen knows none',
  },
  birthDate: { vi: 'Ngày sinh', en: 'Date of birth' },
  birthDateHelp: { vi: '20/05/1990, 05/1990 hoặc 1990', en: '20/05/1990, 05/1990 or 1990' },
  begin: { vi: 'Bắt đầu hồ sơ', en: 'Begin the file' },
  found: { vi: 'Tìm người khác', en: 'Look for another person' },
  findAgain: { vi: 'Tìm lại', en: 'Look again' },
  household: {
    vi: 'Người tiếp theo cùng hộ: địa chỉ và liên lạc được ghi sẵn',
    en: 'Of the same household: address and contact are filled in',
  },
  bookings: { vi: 'Lịch hẹn hôm nay', en: "Today's bookings" },
  noBookings: { vi: 'Không có lịch hẹn nào đang chờ.', en: 'No booking is waiting.' },
  drafts: { vi: 'Hồ sơ làm dở', en: 'Files to go on with' },
  noDrafts: { vi: 'Không có hồ sơ làm dở.', en: 'No file is open.' },
  journal: { vi: 'Hồ sơ đã làm tại máy này', en: 'Files made on this computer' },
  noJournal: { vi: 'Không thấy hồ sơ nào khớp.', en: 'No file matches.' },
  start: { vi: 'Bắt đầu', en: 'Begin' },
  goOn: { vi: 'Làm tiếp', en: 'Go on' },
  look: { vi: 'Mở', en: 'Open' },
  offlineReady: { vi: 'có dữ liệu khi mất mạng', en: 'works without network' },
  unnamed: { vi: 'Chưa có tên', en: 'No name yet' },
  illegalNumber: { vi: 'Số định danh chưa đúng.', en: 'This is no personal number.' },
  needBirthDate: { vi: 'Nhập ngày sinh.', en: 'Enter the date of birth.' },
} as const satisfies Readonly<Record<string, Bilingual>>
