import type { Bilingual } from '../../../core/errors.ts'

export const words = {
  product: { vi: 'Bàn thu nhận căn cước', en: 'Enrollment desk' },
  desk: { vi: 'Bàn thu nhận', en: 'Desk' },
  machine: { vi: 'máy', en: 'machine' },
  skip: { vi: 'Đến nội dung chính', en: 'To the main content' },
  navigation: { vi: 'Chức năng', en: 'Functions' },
  otherLanguage: { vi: 'English', en: 'Tiếng Việt' },
  station: { vi: 'Tình trạng của bàn', en: 'State of the desk' },
  online: { vi: 'Có mạng', en: 'Online' },
  offline: { vi: 'Không có mạng, vẫn làm việc được', en: 'No network; work goes on' },
  syncedAt: { vi: 'đồng bộ', en: 'synchronised' },
  neverSynced: { vi: 'chưa đồng bộ lần nào', en: 'never synchronised' },
  allSent: { vi: 'Đã gửi hết', en: 'All sent' },
  toSend: { vi: 'chờ gửi', en: 'to send' },
  refused: { vi: 'bị từ chối', en: 'refused' },
  frozen: { vi: 'Tạm không nhận hồ sơ mới', en: 'No new files for now' },
  agentGone: { vi: 'Mất liên lạc với chương trình thu nhận', en: 'The desk program does not answer' },
  agentGoneHelp: {
    vi: 'Đang tự kết nối lại. Nội dung đang nhập vẫn còn trên màn hình. Nếu quá một phút, báo kỹ thuật viên khởi động lại chương trình.',
    en: 'Connecting again by itself. What you typed is still on the screen. After a minute, ask a technician to start the program again.',
  },
  strange: { vi: 'Cửa sổ này chưa được phép dùng bàn thu nhận', en: 'This window may not use the desk' },
  strangeHelp: {
    vi: 'Đóng cửa sổ này rồi mở lại bằng biểu tượng "Bàn thu nhận" trên màn hình máy tính.',
    en: 'Close this window and open the desk by its icon on this computer.',
  },
  crash: { vi: 'Màn hình này gặp lỗi', en: 'This screen broke' },
  crashHelp: {
    vi: 'Tải lại trang: hồ sơ đang làm còn nguyên trong máy.',
    en: 'Reload the page: the file you work on is kept on this computer.',
  },
  missing: { vi: 'Không có màn hình này', en: 'There is no such screen' },
  reload: { vi: 'Tải lại trang', en: 'Reload the page' },
  home: { vi: 'Về màn hình thu nhận', en: 'To enrollment' },
  loading: { vi: 'Đang tải…', en: 'Loading…' },
  seatEmpty: { vi: 'Màn hình này cần', en: 'This screen needs' },
  damaged: { vi: 'Có bản nháp không đọc được trong máy', en: 'There are drafts that cannot be read' },
  damagedHelp: {
    vi: 'Báo kỹ thuật viên trước khi xóa hoặc cài lại. Mã hồ sơ:',
    en: 'Tell a technician before anything is deleted. Codes:',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
