import type { Bilingual } from '../../../core/errors.ts'

export const cameraWords = {
  source: { vi: 'Nguồn ảnh', en: 'Source' },
  browser: { vi: 'Máy ảnh của trình duyệt', en: 'The browser’s camera' },
  serial: { vi: 'Máy ảnh nối tiếp của bàn', en: 'The desk’s serial camera' },
  which: { vi: 'Chọn máy ảnh', en: 'Which camera' },
  opening: { vi: 'Đang mở máy ảnh…', en: 'The camera is being opened…' },
  refused: {
    vi: 'Trình duyệt chưa được phép dùng máy ảnh. Cho phép ở biểu tượng máy ảnh trên thanh địa chỉ, rồi bấm Mở lại.',
    en: 'The browser may not use the camera. Allow it at the camera sign of the address bar, then open again.',
  },
  absent: {
    vi: 'Không thấy máy ảnh nào. Cắm lại dây rồi bấm Mở lại, hoặc dùng máy ảnh nối tiếp.',
    en: 'No camera is found. Plug it in and open again, or use the serial camera.',
  },
  reopen: { vi: 'Mở lại máy ảnh', en: 'Open the camera again' },
  live: { vi: 'Hình trực tiếp với khung 3×4', en: 'Live picture with the 3 × 4 frame' },
  checks: { vi: 'Yêu cầu của ảnh', en: 'What the portrait needs' },
  good: { vi: 'đạt', en: 'good' },
  wrong: { vi: 'chưa đạt', en: 'not yet' },
  unknown: { vi: 'chưa rõ', en: 'not known yet' },
  loading: { vi: 'Đang tải bộ kiểm tra khuôn mặt…', en: 'The face checks are being loaded…' },
  checksFailed: {
    vi: 'Không chạy được bộ kiểm tra khuôn mặt trên trình duyệt này: tự xem kỹ ảnh, chụp kèm lý do.',
    en: 'The face checks do not run in this browser: look at the picture with care and take it with a reason.',
  },
  allGood: { vi: 'Đạt mọi yêu cầu: chụp được.', en: 'All is well: take it.' },
  take: { vi: 'Chụp ảnh', en: 'Take the portrait' },
  takeAnyway: { vi: 'Chụp dù chưa đạt…', en: 'Take it in spite of that…' },
  anywayTitle: { vi: 'Chụp dù chưa đạt', en: 'Take it in spite of the checks' },
  anywayReason: { vi: 'Lý do', en: 'Reason' },
  anywayHelp: {
    vi: 'Ví dụ: người dân bị liệt cơ mặt, không khép được miệng',
    en: 'Such as: the mouth cannot be closed because of a palsy',
  },
  retake: { vi: 'Chụp lại', en: 'Take it again' },
  crop: { vi: 'Cắt lại khung 3×4', en: 'Crop again' },
  kept: { vi: 'Ảnh chân dung được giữ', en: 'Kept portrait' },
  none: { vi: 'Chưa có ảnh chân dung', en: 'No portrait yet' },
  findings: { vi: 'Điểm chưa đạt của ảnh đã giữ', en: 'What is not right in the kept portrait' },
  noFindings: { vi: 'Ảnh đạt mọi yêu cầu', en: 'The portrait meets every requirement' },
  serialHelp: {
    vi: 'Máy ảnh nối tiếp không có hình trực tiếp: mời người dân nhìn thẳng, rồi bấm F4.',
    en: 'The serial camera has no live picture: ask the applicant to look straight, then press F4.',
  },
  look: { vi: 'Xem thử', en: 'Look' },
} as const satisfies Readonly<Record<string, Bilingual>>
