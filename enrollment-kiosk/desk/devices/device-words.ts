import type { DeviceKind, DeviceView } from '../../../core/contracts/desk/station.ts'
import type { Bilingual } from '../../../core/errors.ts'

export const deviceNames: Readonly<Record<DeviceKind, Bilingual>> = {
  fingerprint: { vi: 'Đầu đọc vân tay', en: 'Fingerprint scanner' },
  camera: { vi: 'Máy ảnh', en: 'Camera' },
  barcode: { vi: 'Đầu đọc mã vạch, QR', en: 'Barcode and QR reader' },
  documentScanner: { vi: 'Máy quét giấy tờ', en: 'Document scanner' },
}

interface Lamp {
  readonly mark: string
  readonly tone: 'good' | 'busy' | 'idle' | 'trouble'
  readonly words: Bilingual
}

/** A lamp is a form, a colour and a word: each alone says enough. */
export const deviceLamps: Readonly<Record<DeviceView['state'], Lamp>> = {
  READY: { mark: '●', tone: 'good', words: { vi: 'Sẵn sàng', en: 'Ready' } },
  BUSY: { mark: '◐', tone: 'busy', words: { vi: 'Đang dùng', en: 'In use' } },
  UNOPENED: { mark: '○', tone: 'idle', words: { vi: 'Chưa mở', en: 'Not opened yet' } },
  ABSENT: { mark: '–', tone: 'idle', words: { vi: 'Bàn này không có', en: 'Not at this desk' } },
  FAILED: { mark: '▲', tone: 'trouble', words: { vi: 'Lỗi', en: 'Failed' } },
}
