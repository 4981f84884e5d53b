import type { Bilingual } from '../../../core/errors.ts'

export const words = {
  product: { vi: 'Hệ thống căn cước', en: 'Identity system' },
  skip: { vi: 'Đến nội dung chính', en: 'To the main content' },
  navigation: { vi: 'Chức năng', en: 'Functions' },
  menu: { vi: 'Chức năng', en: 'Menu' },
  signOut: { vi: 'Đăng xuất', en: 'Sign out' },
  otherLanguage: { vi: 'English', en: 'Tiếng Việt' },
  search: { vi: 'Tìm công dân', en: 'Find a resident' },
  searchHint: { vi: 'Số định danh, số CMND hoặc họ tên', en: 'Number, old number or name' },
  crash: { vi: 'Màn hình này gặp lỗi', en: 'This screen broke' },
  crashHelp: {
    vi: 'Tải lại trang. Nếu trang vừa được nâng cấp, tải lại là đủ.',
    en: 'Reload the page. After an upgrade that is enough.',
  },
  missing: { vi: 'Không có trang này', en: 'There is no such page' },
  missingHelp: { vi: 'Về trang công việc để chọn lại.', en: 'Go back to your work.' },
  notYours: { vi: 'Bạn không có quyền mở trang này', en: 'This page is not for your role' },
  reload: { vi: 'Tải lại trang', en: 'Reload the page' },
  home: { vi: 'Về trang công việc', en: 'To my work' },
  loading: { vi: 'Đang tải…', en: 'Loading…' },
} as const satisfies Readonly<Record<string, Bilingual>>
