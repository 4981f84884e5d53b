import type { Bilingual } from '../../../../core/errors.ts'

export const words = {
  title: { vi: 'Giấy tờ kèm theo', en: 'Papers' },
  type: { vi: 'Loại giấy tờ', en: 'Kind of paper' },
  scan: { vi: 'Quét', en: 'Scan' },
  photograph: { vi: 'Chụp', en: 'Photograph' },
  file: { vi: 'Chọn tệp', en: 'Choose a file' },
  required: { vi: 'bắt buộc', en: 'required' },
  optional: { vi: 'nếu có', en: 'if there is one' },
  there: { vi: 'đã có', en: 'there' },
  pages: { vi: 'trang', en: 'pages' },
  page: { vi: 'Trang', en: 'Page' },
  open: { vi: 'Xem, cắt', en: 'Look, crop' },

  remove: { vi: 'Bỏ', en: 'Remove' },

  crop: { vi: 'Cắt theo khung', en: 'Crop to the frame' },
  rotate: { vi: 'Xoay phải', en: 'Turn right' },
  cropHelp: {
    vi: 'Kéo chuột trên ảnh để chọn phần giữ lại. Bằng bàn phím: mũi tên dịch khung, Shift + mũi tên đổi cỡ.',
    en: 'Drag on the picture to choose what is kept. By keyboard: arrows move the frame, Shift + arrows size it.',
  },
  frame: { vi: 'Khung cắt', en: 'Crop frame' },
  next: { vi: 'Trang sau', en: 'Next page' },
  picture: { vi: 'Ảnh của giấy tờ', en: 'Picture of the paper' },
  loading: { vi: 'Đang tải ảnh…', en: 'Loading the picture…' },
  cannotShow: { vi: 'Không mở được ảnh này.', en: 'This picture cannot be opened.' },
} as const satisfies Readonly<Record<string, Bilingual>>
