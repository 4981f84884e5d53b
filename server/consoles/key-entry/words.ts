import type { Bilingual } from '../../../core/errors.ts'

export const words = {
  unknown: { vi: 'KHÔNG RÕ', en: 'UNKNOWN' },
  markUnknown: { vi: 'Không rõ', en: 'Unknown' },
  whole: { vi: 'Cả mục không rõ', en: 'All of it unknown' },
  written: { vi: 'Ghi rõ', en: 'In words' },
  name: { vi: 'Họ, chữ đệm và tên', en: 'Name' },
  number: { vi: 'Số định danh/CMND', en: 'Number' },
  nationality: { vi: 'Quốc tịch', en: 'Nationality' },
  next: { vi: 'Mục sau', en: 'Next field' },
  previous: { vi: 'Mục trước', en: 'Field before' },
  same: { vi: 'Như địa chỉ trên', en: 'As the address above' },
  nextFault: { vi: 'Lỗi kế tiếp', en: 'Next fault' },
  submit: { vi: 'Gửi, sang phiếu sau', en: 'Send, next form' },
  score: { vi: 'Điểm đầy đủ', en: 'Completeness' },
  faults: { vi: 'lỗi', en: 'faults' },
  noFaults: { vi: 'Không có lỗi', en: 'No faults' },
  insist: {
    vi: 'Phiếu còn lỗi. Kiểm tra mục được đánh dấu; nếu trên giấy đúng như vậy, nhấn Ctrl+Enter lần nữa để gửi.',
    en: 'There are faults. Look at the marked fields; if the paper says so, press Ctrl+Enter again to send.',
  },
  row: { vi: 'Dòng', en: 'Row' },
  item: { vi: 'Mục sửa', en: 'Item' },
  before: { vi: 'Nội dung hiện có', en: 'Recorded now' },
  after: { vi: 'Nội dung đúng', en: 'What is right' },
  evidence: { vi: 'Giấy tờ chứng minh', en: 'Evidence' },
  choose: { vi: '– chọn –', en: '– choose –' },
} as const satisfies Readonly<Record<string, Bilingual>>
