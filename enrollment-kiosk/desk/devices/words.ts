import type { Bilingual } from '../../../core/errors.ts'

export const words = {
  title: { vi: 'Thiết bị và máy', en: 'Devices and machine' },
  lead: {
    vi: 'Tự kiểm tra khi mở bàn. Thiết bị lỗi không làm mất hồ sơ nào.',
    en: 'Test at opening. A failing device loses no file.',
  },
  check: { vi: 'Tự kiểm tra', en: 'Self-test' },
  checking: { vi: 'Đang mở và kiểm tra từng thiết bị…', en: 'Every device is being opened and tested…' },
  allWell: { vi: 'Mọi thiết bị hoạt động.', en: 'Every device works.' },
  someFailed: {
    vi: 'Có thiết bị lỗi: xem cách xử lý dưới đây.',
    en: 'A device failed: see below what to do.',
  },
  model: { vi: 'Kiểu máy', en: 'Model' },
  serial: { vi: 'Số máy', en: 'Serial' },
  about: { vi: 'Đặc tính', en: 'Capabilities' },
  checkedAt: { vi: 'Kiểm tra lần cuối', en: 'Last test' },
  enrolls: { vi: 'Được dùng để thu nhận', en: 'May enroll' },
  comparesOnly: {
    vi: 'Chỉ được so sánh và trình diễn: dưới 500 dpi hoặc 8 bit',
    en: 'May only compare and demonstrate: below 500 dpi or 8 bit',
  },
  station: { vi: 'Máy thu nhận', en: 'This machine' },
  centre: { vi: 'Điểm thu nhận', en: 'Centre' },
  machine: { vi: 'Số hiệu máy', en: 'Machine' },
  network: { vi: 'Mạng', en: 'Network' },
  online: { vi: 'Có mạng', en: 'Online' },
  offline: { vi: 'Không có mạng, vẫn làm việc được', en: 'None; work goes on' },
  synced: { vi: 'Đồng bộ lần cuối', en: 'Last synchronised' },
  never: { vi: 'Chưa lần nào', en: 'Never' },
  clock: { vi: 'Đồng hồ của máy', en: 'Clock' },
  clockRight: { vi: 'Đúng giờ máy chủ', en: 'As the server’s' },
  clockAhead: { vi: 'Nhanh', en: 'Ahead by' },
  clockBehind: { vi: 'Chậm', en: 'Behind by' },
  seconds: { vi: 'giây', en: 'seconds' },
  fingerprint: {
    vi: 'Dấu vân khóa của máy: đọc cho quản trị hệ thống khi máy xin được chấp nhận',
    en: 'Fingerprint of the machine’s key: read it to the administrator when the machine asks to be accepted',
  },
  steps: {
    DONE: { vi: 'xong', en: 'done' },
    RUNNING: { vi: 'đang làm', en: 'under way' },
    WAITING: { vi: 'đang chờ', en: 'waiting' },
    FAILED: { vi: 'chưa được', en: 'failed' },
  },
} as const satisfies Readonly<Record<string, Bilingual | Readonly<Record<string, Bilingual>>>>
