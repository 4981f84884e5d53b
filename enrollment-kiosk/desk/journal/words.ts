import type { Bilingual } from '../../../core/errors.ts'
import type { CaptureState } from '../../../core/lifecycle/capture.ts'

export const words = {
  title: { vi: 'Nhật ký hồ sơ', en: 'Journal' },
  lead: {
    vi: 'Hồ sơ bạn đã bắt đầu tại máy này trong 30 ngày. Tìm được cả khi mất mạng.',
    en: 'Files that you began on this machine in the last 30 days. Searched without a network too.',
  },
  search: { vi: 'Tìm theo mã, họ tên, số định danh hoặc ngày', en: 'Code, name, number or day' },
  searchHelp: {
    vi: 'Không cần gõ dấu. Ngày: 21/11 hoặc 21/11/2026.',
    en: 'Without accents too. A day: 21/11 or 21/11/2026.',
  },
  caption: { vi: 'Hồ sơ', en: 'Files' },
  code: { vi: 'Mã hồ sơ', en: 'File' },
  name: { vi: 'Họ và tên', en: 'Name' },
  number: { vi: 'Số định danh', en: 'Number' },
  begun: { vi: 'Bắt đầu', en: 'Begun' },
  state: { vi: 'Tình trạng', en: 'State' },
  empty: { vi: 'Không thấy hồ sơ nào.', en: 'No file found.' },
  cancelled: { vi: 'Đã hủy', en: 'Cancelled' },
  unnamed: { vi: 'Chưa có tên', en: 'No name yet' },
} as const satisfies Readonly<Record<string, Bilingual>>

export const captureStateWords: Readonly<Record<CaptureState, Bilingual>> = {
  IDENTIFYING: { vi: 'Đang tìm người', en: 'Finding' },
  COMPARING: { vi: 'Đang đối chiếu', en: 'Comparing' },
  DETAILS: { vi: 'Đang ghi tờ khai', en: 'Details' },
  CAPTURING: { vi: 'Đang thu sinh trắc', en: 'Capturing' },
  REVIEWING: { vi: 'Đang kiểm tra', en: 'Reviewing' },
  SIGNED: { vi: 'Chờ chỉ huy duyệt', en: 'Awaits the supervisor' },
  PARKED: { vi: 'Tạm gác', en: 'Parked' },
  SEALED: { vi: 'Đã niêm phong', en: 'Sealed' },
  ABANDONED: { vi: 'Đã hủy', en: 'Cancelled' },
}
